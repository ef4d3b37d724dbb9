/* SPDX-License-Identifier: Apache-2.0 */
/* One of the connections that are served at once, and what each kind does with it. */
#ifndef BIOSOCK_CMD_SESSION_H
#define BIOSOCK_CMD_SESSION_H

#include <stddef.h>

#include <openssl/bio.h>

#include "cmd/endpoints.h"
#include "cmd/settings.h"
#include "cmd/sys/pollset.h"

struct session;

/* What all sessions of a server have in common. */
struct session_plan {
	const struct settings *settings;
	const struct endpoints *to; /* of --to, else NULL */
	struct dump *dump;          /* or NULL */
};

struct session_kind {
	size_t size; /* of a session, which begins with a struct session; zeroes at first */
	int flags;   /* for BIO_accept_ex() */
	/*
	 * Begins with the connection, which stays the server's, from `peer`. NULL, or why not, and
	 * then close() is called all the same.
	 */
	const char *(*open)(
	    struct session *x, const struct session_plan *plan, const BIO_ADDR *peer);
	/*
	 * Does what it can; `is` has what its descriptors are ready for. NULL, or why it is over.
	 */
	const char *(*step)(struct session *x, const short is[2]);
	void (*close)(struct session *x);
};

enum { SESSION_CLIENT, SESSION_TARGET };

struct session {
	int fds[2];         /* the client's, and another or -1 */
	short wants[2];     /* POLLIN, POLLOUT; 0: its descriptor is left alone */
	long long deadline; /* of sys_clock_ms(), when it steps in any case; 0: none */
	long pid;           /* of a child that has it, or 0 */
	char text[ADDRESS_TEXT];
};

extern const struct session_kind session_echo, session_discard, session_forward, session_exec;

#endif
