/* SPDX-License-Identifier: Apache-2.0 */
/* What a connect BIO is inside. */
#ifndef BIOSOCK_BIO_CONNECT_CONNECT_BIO_H
#define BIOSOCK_BIO_CONNECT_CONNECT_BIO_H

#include <stdbool.h>

#include <biosock.h>

#include "bio/frame.h"
#include "err/raise.h"
#include "sock/failure.h"

/* Where the way to a connection is. Info callbacks are told the numbers: they are contract. */
enum connect_state {
	CONNECT_BEFORE = 1,
	CONNECT_GET_ADDRESSES,
	CONNECT_CREATE_SOCKET,
	CONNECT_CONNECT,
	CONNECT_OK,
	CONNECT_UNDER_WAY,
	CONNECT_REFUSED,
};

struct bio_connect {
	enum connect_state state;
	bool failed; /* a connect under way has, and that has been said */
	bool told;   /* the records of a failure are on the stack since this run began */
	bool unsent; /* the first write is to connect (MSG_FASTOPEN) */
	int family;  /* BIO_FAMILY_* as the user set it, known or not */
	int mode;
	int socktype;
	char *host, *service;
	BIO_ADDR *address; /* what BIO_set_conn_address() gave; goes before host and service */
	BIO_ADDRINFO *first;
	const BIO_ADDRINFO *current; /* NULL: none yet, or none left */
	BIO *datagrams;              /* reads and writes for SOCK_DGRAM, on the same socket */
	BIO_info_cb *info;
	struct sock_failures failures; /* of the addresses tried so far */
	struct dial_plan *plan;        /* how it dials, if it was told; its own */
	biosock_dialer *race;          /* under way to several addresses, or NULL */
	bool has_path;                 /* the socket has one of its own (local_unix) */
	bool is_awaited;               /* its caller waits by bio_connect_await() alone */
	bool is_asked;                 /* what to wait for: it begins, and goes no further */
};

/* The name by which the user knows all this. */
#define CONNECT_PLACE ERR_PLACE_OF("BIO_do_connect")

/*
 * Goes on to a connection. 1; or 0 or less, with records or with the retry flags set; what the
 * info callback says.
 */
int bio_connect_run(BIO *b);

/* Closes the socket and forgets all that was found on the way; what the user set stays. */
void bio_connect_forget(BIO *b);

/*
 * As bio_socket_close(); a path that the socket was bound to is removed with it, as all that
 * the BIO made.
 */
void bio_connect_close(BIO *b, int end);

/* BIO_SOCK_* for the connect to come, of a BIO in this mode. */
int bio_connect_options(int mode, int socktype);

/* The first connect BIO of this library in the chain; NULL: there is none. */
BIO *bio_connect_in(BIO *chain);

/* --- several addresses at once (connect_race.c) --- */

/* Whether the connect to come is a race, or one is under way. */
bool bio_connect_races(const struct bio_connect *c);
/* False with records and errno. */
bool bio_connect_begin_race(struct bio_connect *c);
/*
 * 1: the BIO has a socket that is connected; 0: not yet, which one that blocks never says; -1: it
 * is over, with records and errno. `current` is then the winner's.
 */
int bio_connect_race(BIO *b);
/* Closes all that is under way; harmless if nothing is. errno is kept. */
void bio_connect_end_race(struct bio_connect *c);
/* What can be read when it goes on; -1 with a record and errno where there is no such thing. */
int bio_connect_race_fd(const struct bio_connect *c);

/*
 * For a caller who waits for the race by the call after this, and by nothing else: then it may race
 * without blocking, too.
 */
void bio_connect_set_awaited(BIO *b, bool is_awaited);
/* Waits until the race goes on, at most so many milliseconds, -1: for ever. False: it is none. */
bool bio_connect_await(BIO *b, int most_ms);
/* Puts what has failed so far on the error stack. */
void bio_connect_tell_of_race(BIO *b);

/* The ctrl operation. */
long bio_connect_control(BIO *b, int command, long number, void *pointer);

#endif
