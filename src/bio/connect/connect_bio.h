/* SPDX-License-Identifier: Apache-2.0 */
/* What a connect BIO is inside. */
#ifndef BIOSOCK_BIO_CONNECT_CONNECT_BIO_H
#define BIOSOCK_BIO_CONNECT_CONNECT_BIO_H

#include <stdbool.h>

#include "bio/frame.h"
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
};

/*
 * Goes on to a connection. 1; or 0 or less, with records or with the retry flags set; what the
 * info callback says.
 */
int bio_connect_run(BIO *b);

/* Closes the socket and forgets all that was found on the way; what the user set stays. */
void bio_connect_forget(BIO *b);

/* BIO_SOCK_* for the connect to come. */
int bio_connect_options(const struct bio_connect *c);

/* The ctrl operation. */
long bio_connect_control(BIO *b, int command, long number, void *pointer);

#endif
