/* SPDX-License-Identifier: Apache-2.0 */
/* What an accept BIO is inside. */
#ifndef BIOSOCK_BIO_ACCEPT_ACCEPT_BIO_H
#define BIOSOCK_BIO_ACCEPT_ACCEPT_BIO_H

#include <stdbool.h>

#include "addr/address.h"
#include "bio/frame.h"
#include "err/raise.h"

/* Where the way to the next connection is. */
enum accept_state {
	ACCEPT_BEFORE,
	ACCEPT_GET_ADDRESSES,
	ACCEPT_LISTEN,
	ACCEPT_WAIT,
	ACCEPT_OK,
};

struct bio_accept_listeners;

struct bio_accept {
	enum accept_state state;
	int family;    /* BIO_FAMILY_* as the user set it, known or not */
	int bind_mode; /* BIO_BIND_*, which are BIO_SOCK_* too */
	int accepted_mode;
	char *host, *service; /* where to listen */
	BIO_ADDRINFO *first;
	const BIO_ADDRINFO *current;
	bool all; /* every address is listened on, also by one that does not block */
	struct bio_accept_listeners *listeners; /* all, if there may be several; or NULL */
	BIO *chain;                             /* copied for each connection */
	/* As numbers, from when there was a listener, a connection; NULL before. */
	char *local_name, *local_port, *peer_name, *peer_port;
};

/* The name by which the user knows all this. */
#define ACCEPT_PLACE ERR_PLACE_OF("BIO_do_accept")

/*
 * Goes on: to a listener, then to a connection. 1; or 0 or less, with records or with the
 * retry flags set.
 */
int bio_accept_run(BIO *b);

/* Caches an address as a pair of texts in place of what they were. 1, or 0 with a record. */
int bio_accept_name(const BIO_ADDR *addr, char **name, char **port);

/* Whether the BIO is to listen on every address that was found, and these are several. */
bool bio_accept_wants_all(const struct bio_accept *a);

/* Listens on them: the BIO's descriptor is the first's. False with records and no listener. */
bool bio_accept_listen(BIO *b);

/* The next connection of all listeners in turn, as BIO_accept_ex() gives one of one. */
int bio_accept_next(BIO *b, BIO_ADDR *peer);

/*
 * The control for a descriptor that can be read while one of the listeners has a connection: the
 * first's where the system has no such thing.
 */
long bio_accept_read_descriptor(BIO *b, long number, void *pointer);

/* Closes all listeners; without the first it becomes another's, or stays as it is. */
void bio_accept_close(BIO *b, bool closes_first);

/* The first accept BIO of this library in the chain; NULL: there is none. */
BIO *bio_accept_in(BIO *chain);

/* The ctrl operation. */
long bio_accept_control(BIO *b, int command, long number, void *pointer);

#endif
