/* SPDX-License-Identifier: Apache-2.0 */
/* One of the connections that are served at once, and what each kind does with it. */
#ifndef BIOSOCK_CMD_SESSION_H
#define BIOSOCK_CMD_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/bio.h>

#include "cmd/destination.h"
#include "cmd/endpoints.h"
#include "cmd/settings.h"
#include "sys/net.h"
#include "sys/watch.h"

struct session;

/* What all sessions of a server have in common. */
struct session_plan {
	const struct settings *settings;
	const struct destination *to; /* of --to, else it is empty */
	struct dump *dump;            /* or NULL */
};

struct session_kind {
	size_t size; /* of a session, which begins with a struct session; zeroes at first */
	int flags;   /* for BIO_accept_ex() */
	bool alone; /* it needs descriptors besides the connection's, before the next is accepted */
	/* Begins with the connection. NULL, or why not, and then close() is called all the same. */
	const char *(*open)(struct session *x, const struct session_plan *plan);
	/*
	 * Does what it can; `is` has what its descriptors are ready for: where neither is for
	 * anything, its deadline has come. NULL, or why it is over.
	 */
	const char *(*step)(struct session *x, const unsigned is[2]);
	void (*close)(struct session *x);
};

enum { SESSION_CLIENT, SESSION_TARGET, SESSION_ENDS };

/* Something that is watched, and whose it is. */
struct source {
	enum { SOURCE_STOP, SOURCE_CHILDREN, SOURCE_DOOR, SOURCE_CLIENT, SOURCE_TARGET } kind;
	struct session *session; /* whose; NULL: the server's */
	unsigned watched;        /* what for; 0: it is not */
};

struct session {
	int fds[SESSION_ENDS]; /* the client's, and another or -1; session_close() ends them */
	unsigned wants[SESSION_ENDS]; /* SYS_WATCH_*; 0: its descriptor is left alone */
	long long deadline;           /* of sys_clock_ms(), when it steps in any case; 0: none */
	long pid;                     /* of a child that has it, or 0 */
	int err;                      /* what session_fail() was given */
	struct sockaddr_storage peer;
	char text[ADDRESS_TEXT]; /* the peer's address; empty until session_name() is called */

	/* The server's. */
	struct sys_watch *watch;
	struct source sources[SESSION_ENDS];
	unsigned is[SESSION_ENDS]; /* what the descriptors are ready for */
	long long alarm;           /* not after its deadline */
	size_t at, alarm_at;       /* where it stands in lists of sessions, of those with alarms */
};

/* The peer's address as text. */
const char *session_name(struct session *x);
/* The same as an address. */
const BIO_ADDR *session_peer(const struct session *x);

/* The address that it has connected to, as one of IPv4 if it is; none if that is not known. */
void session_local(const struct session *x, BIO_ADDR *out);

/* Why it is over: an errno, whose text most often nobody asks for. Returns session_failed. */
const char *session_fail(struct session *x, int err);
extern const char session_failed[];

/* Has its descriptors watched for what it wants. False with errno if that cannot be. */
bool session_watch(struct session *x);
/* One of its descriptors, which may be gone already, is watched no more: its owner closes it. */
void session_let_go(struct session *x, int end);
/* Closes one of its descriptors, which may be closed already. */
void session_close(struct session *x, int end);
/* The same, and its peer is told that this is no good end. */
void session_reset(struct session *x, int end);

extern const struct session_kind session_echo, session_discard, session_forward, session_exec;

#endif
