/* SPDX-License-Identifier: Apache-2.0 */
/* What is probed: ADDRESSes, the addresses that each stands for, and what is known of each. */
#ifndef BIOSOCK_CMD_TARGETS_H
#define BIOSOCK_CMD_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <openssl/bio.h>

#include "cmd/endpoints.h"
#include "cmd/outcome.h"
#include "cmd/series.h"
#include "cmd/settings.h"
#include "cmd/sys/tcp_info.h"

/* Why Fast Open is not what it could be, or that it is. */
enum fastopen_use {
	FASTOPEN_UNASKED,
	FASTOPEN_COOKIE,    /* the machine has the server's: data would go along */
	FASTOPEN_NO_COOKIE, /* it has asked the server for one */
	FASTOPEN_NONE,      /* the system has no Fast Open, or it is switched off */
};

/* The newest connect to one port of one address. Times are microseconds since the round began. */
struct trial {
	struct candidate *of;
	int port; /* its place in a range */
	long round;
	enum outcome outcome;
	bool first; /* of its port to be open */
	int err;
	int64_t start_us, end_us; /* < 0: not yet */
	char *local;              /* the address, or NULL */
	bool has_info;
	struct sys_tcp_info info;
	enum sys_multipath_use multipath;
	enum fastopen_use fastopen;
	struct series series; /* of all rounds; of a wait the newest */
};

/* One address of an ADDRESS. */
struct candidate {
	struct candidate *next;
	struct target *of;
	BIO_ADDR *peer; /* with the first port */
	char text[ADDRESS_TEXT];
	int64_t answer_us;
	struct trial *trials; /* a port each */
};

/* Of the resolver, a family each; times as above, < 0: not asked, no answer. */
enum { INQUIRY_V6, INQUIRY_V4, INQUIRIES };
struct inquiry {
	int64_t begin_us, end_us;
	int n;
	bool failed;
};

struct target {
	char *text; /* ADDRESS, as the library reads it */
	char *host; /* or unix:PATH; NULL is this machine */
	char *service;
	bool is_unix;
	bool multipath;   /* Multipath TCP is asked for */
	int port, ports;  /* the first of a range, and how many; 1 of others */
	bool *open;       /* a port each: in some round it was */
	size_t unopened;  /* how many are not */
	long round;       /* the newest, from 1 */
	int64_t begin_us; /* when it began, of sys_clock_us() */
	int64_t next_us;  /* when the next one does */
	int64_t end_us;   /* of what ended last in this one, since it began */
	size_t running;   /* lookups and connects that are not over, begun or not */
	struct candidate *candidates, **last;
	struct inquiry inquiries[INQUIRIES];
	enum outcome lookup; /* OUTCOME_OPEN: it found something */
	char why[160];       /* it found nothing */
};

struct targets {
	struct target *list;
	size_t n;
};

/* Room for the text of any trial's port. */
enum { TARGET_TEXT = 1200 };

/* STATUS_OK, and targets_fini() ends *out; or another status after saying why. */
int targets_read(struct targets *out, const struct settings *settings);
void targets_fini(struct targets *of);

/* The candidate that has this address, a new one if need be; NULL if memory runs out. */
struct candidate *target_candidate(struct target *of, const BIO_ADDR *peer);

/* The address of a trial; to be freed with BIO_ADDR_free(). NULL if memory runs out. */
BIO_ADDR *trial_peer(const struct trial *trial);

/* The ADDRESS with its one port, and the address, as text. */
const char *target_port_text(const struct target *of, int port, char out[TARGET_TEXT]);
const char *trial_text(const struct trial *trial, char out[ADDRESS_TEXT]);

/* How a port ended: as the best of its addresses. Of all: as the best, or the best that failed. */
enum outcome target_port_outcome(const struct target *of, int port);
enum outcome targets_outcome(const struct targets *of, bool all);

#endif
