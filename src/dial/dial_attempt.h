/* SPDX-License-Identifier: Apache-2.0 */
/* One nonblocking connect of a dial. */
#ifndef BIOSOCK_DIAL_ATTEMPT_H
#define BIOSOCK_DIAL_ATTEMPT_H

#include "dial/plan.h"
#include "sock/failure.h"

enum dial_end {
	DIAL_CONNECTED,
	DIAL_UNDER_WAY,
	DIAL_NO_ROOM_THERE, /* the listener is full: connect() is to be called again */
	DIAL_HAS_FAILED,    /* `failure`, and the socket is closed */
	DIAL_LEFT_OUT,      /* by the caller's hook; the socket is closed */
	DIAL_STOPPED,       /* by the hook, with errno in `failure` */
};

struct dial_attempt {
	int fd;         /* -1: none */
	bool has_path;  /* the socket has one of its own, or had before it was handed over */
	BIO_ADDR local; /* of a connection of IPv4 or IPv6 */
	struct sock_failure failure;
};

/*
 * Makes a socket, readies and connects it. With `fastopen` the first write connects, where the plan
 * has BIO_SOCK_TFO. The error stack is kept.
 */
enum dial_end dial_attempt_start(struct dial_attempt *attempt, const struct dial_plan *plan,
    const BIO_ADDR *peer, bool fastopen);

/* Once more, after DIAL_NO_ROOM_THERE. */
enum dial_end dial_attempt_again(struct dial_attempt *attempt, const BIO_ADDR *peer);

/* The socket has become writable, or has an error. */
enum dial_end dial_attempt_look(struct dial_attempt *attempt, const BIO_ADDR *peer);

/* Closes the socket, if there is one, and removes its path. errno is kept. */
void dial_attempt_close(struct dial_attempt *attempt);

#endif
