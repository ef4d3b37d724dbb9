/* SPDX-License-Identifier: Apache-2.0 */
/* What an accept BIO is inside. */
#ifndef BIOSOCK_BIO_ACCEPT_ACCEPT_BIO_H
#define BIOSOCK_BIO_ACCEPT_ACCEPT_BIO_H

#include <stdbool.h>

#include "addr/address.h"
#include "bio/frame.h"

/* Where the way to the next connection is. */
enum accept_state {
	ACCEPT_BEFORE,
	ACCEPT_GET_ADDRESSES,
	ACCEPT_LISTEN,
	ACCEPT_WAIT,
	ACCEPT_OK,
};

struct bio_accept {
	enum accept_state state;
	int family;    /* BIO_FAMILY_* as the user set it, known or not */
	int bind_mode; /* BIO_BIND_*, which are BIO_SOCK_* too */
	int accepted_mode;
	char *host, *service; /* where to listen */
	BIO_ADDRINFO *first;
	const BIO_ADDRINFO *current;
	BIO *chain; /* copied for each connection */
	/* As numbers, from when there was a listener, a connection; NULL before. */
	char *local_name, *local_port, *peer_name, *peer_port;
};

/*
 * Goes on: to a listener, then to a connection. 1; or 0 or less, with records or with the
 * retry flags set.
 */
int bio_accept_run(BIO *b);

/* Caches an address as a pair of texts in place of what they were. 1, or 0 with a record. */
int bio_accept_name(const BIO_ADDR *addr, char **name, char **port);

/* The ctrl operation. */
long bio_accept_control(BIO *b, int command, long number, void *pointer);

#endif
