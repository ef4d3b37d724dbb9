/* SPDX-License-Identifier: Apache-2.0 */
/* What the command line asks for. */
#ifndef BIOSOCK_CMD_FLAG_NAMES_H
#define BIOSOCK_CMD_FLAG_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* Exit statuses. */
enum { STATUS_OK = 0, STATUS_FAILED = 1, STATUS_USAGE = 2 };

/* Verbs as bits: an option belongs to some. */
enum verb { VERB_LISTEN = 1, VERB_CONNECT = 2, VERB_DOCTOR = 4 };

enum work { WORK_JOIN, WORK_ECHO, WORK_DISCARD };

struct settings {
	enum verb verb;
	const char *address;    /* NULL for doctor */
	const char *bind;       /* NULL: any */
	const char *ready_file; /* NULL: none */
	int flags;              /* BIO_SOCK_* and BIOSOCK_*, for whichever call takes them */
	int family, socktype;   /* AF_*, SOCK_* */
	enum work work;
	long count;  /* connections or datagrams; 0: no end */
	int idle_ms; /* of datagrams, once the input ended */
	bool verbose, json, help;
};

/* Writes "keepalive nodelay" for those flags, "none" for 0, to out[size]. */
void settings_flags_text(int flags, char *out, size_t size);

#endif
