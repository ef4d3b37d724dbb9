/* SPDX-License-Identifier: Apache-2.0 */
/* What the command line asks for, each part for those who do it. */
#ifndef BIOSOCK_CMD_SETTINGS_H
#define BIOSOCK_CMD_SETTINGS_H

/* Exit statuses. */
enum { STATUS_OK = 0, STATUS_FAILED = 1, STATUS_USAGE = 2 };

/* Verbs as bits: an option belongs to some. */
enum verb { VERB_LISTEN = 1, VERB_CONNECT = 2, VERB_DOCTOR = 4 };

enum work { WORK_JOIN, WORK_ECHO, WORK_DISCARD };

/* Which sockets, and how they are made. */
struct dial_settings {
	const char *address;  /* NULL for doctor */
	const char *bind;     /* NULL: any */
	int flags;            /* BIO_SOCK_* and BIOSOCK_*, for whichever call takes them */
	int family, socktype; /* AF_*, SOCK_* */
};

/* What a listener does. */
struct serve_settings {
	int work;               /* enum work */
	long count;             /* connections or datagrams; 0: no end */
	const char *ready_file; /* NULL: none */
};

/* When a peer that is joined to standard input and output is done with. */
struct relay_settings {
	int idle_ms; /* of datagrams, once the input ended */
};

/* What is said; each 0 or 1. */
struct output_settings {
	int verbose, json;
};

struct settings {
	enum verb verb;
	int help;
	struct dial_settings dial;
	struct serve_settings serve;
	struct relay_settings relay;
	struct output_settings output;
};

#endif
