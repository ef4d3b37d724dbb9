/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_dial() as the command line asks for it, and what is said of it. */
#ifndef BIOSOCK_CMD_DIALLING_H
#define BIOSOCK_CMD_DIALLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <biosock.h>

#include "cmd/destination.h"
#include "cmd/endpoints.h"
#include "cmd/settings.h"
#include "cmd/socket_path.h"

/* An address that was tried. */
struct dialled {
	char text[ADDRESS_TEXT];
	int64_t begin_us; /* since the dial began */
	bool is_open;     /* its end is not known */
	bool is_untold;   /* it failed, of which the error stack will say more */
};

struct dialling {
	const struct settings *settings;
	struct destination to;
	struct endpoints from; /* what --bind says; empty without */
	struct socket_path path;
	BIO_ADDR *peer;     /* that is connected */
	int stop;           /* readable when it is time to end */
	bool stopped;       /* it was */
	long long deadline; /* of sys_clock_ms(); < 0: none */
	int64_t connect_us; /* how long the connect took */
	struct dialled *tried;
	size_t n_tried;
	char **why; /* lines that say why addresses failed; NULL for want of memory */
	size_t n_why;
	bool is_connected;
	bool uses_fastopen; /* which takes that there is one address */
	bool has_line;      /* this dial has one of why it failed */
	size_t answers;     /* addresses of the family that is looked up */
	bool may_pass;      /* something failed that another time may not */
};

/*
 * Reads the address, and looks up that of --bind. STATUS_OK, or another after saying why;
 * dialling_fini() is called in any case. The time begins to run.
 */
int dialling_init(struct dialling *out, const struct settings *settings);

/*
 * A connected socket, the caller's, and its peer in d->peer; tried again as --retry says. -1 after
 * saying why, or with d->stopped once d->stop can be read.
 */
int dialling_connect(struct dialling *d);

/* Removes the socket file of --bind, too. */
void dialling_fini(struct dialling *d);

/* Takes the line, NULL for want of memory. With -v it is said at once. */
void dialling_add_line(struct dialling *d, char *line);
/* Forgets the lines; unless `quietly` they are said. */
void dialling_say_lines(struct dialling *d, bool quietly);
/* Why `where` is not connected to, and after how many milliseconds; < 0: that is not known. */
void dialling_add_failure(struct dialling *d, const char *where, const char *why, int64_t ms);
/* The trace of the dial, whose argument is a struct dialling. */
void dialling_note(void *arg, const biosock_dial_event *event);
/* The time is up: a line for each address that has not answered, or for the resolver. */
void dialling_add_silence(struct dialling *d);
/*
 * What the error stack says: of an address that has no line yet, or why none was tried, which is
 * also in err.
 */
void dialling_add_cause(struct dialling *d, int err);

#endif
