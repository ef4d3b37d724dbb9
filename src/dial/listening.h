/* SPDX-License-Identifier: Apache-2.0 */
/* What biosock_listen() or an accept BIO knows that opens listeners, and the way to each. */
#ifndef BIOSOCK_DIAL_LISTENING_H
#define BIOSOCK_DIAL_LISTENING_H

#include <stdbool.h>

#include <biosock.h>

#include "sock/failure.h"

/* Which failures of an address are passed over, as long as another address can be had. */
enum dial_passes { DIAL_PASSES_NONE, DIAL_PASSES_ANY, DIAL_PASSES_MISSING };

struct dial_listening {
	const biosock_listen_options *options;
	int flags;      /* the options', and what follows of other options */
	int socktype;   /* never 0 */
	int passes;     /* enum dial_passes: the option `partial` */
	bool tells_all; /* all are tried, so that all that fail can be told of */
	int ended;      /* the errno with which the hook has ended it; 0: it has not */
	int *socks;
	size_t n, room;
	const BIO_ADDRINFO *first; /* the entry of socks[0] */
	in_port_t
	    port; /* the one that the system picked in place of 0, in network byte order; or 0 */
};

/* 1; or 0 with EINVAL and a record: a size that is not known, or a number that means nothing. */
int dial_check_listen_options(struct err_place place, const biosock_listen_options *options);

/*
 * A socket that listens at the address, to whose port, if it is 0, l->port goes; or -1 with errno
 * and *out_failure, and nothing is left of it. No call failed if the hook leaves the address out,
 * or ends all, which sets l->ended.
 */
int dial_listen_at(
    struct dial_listening *l, const BIO_ADDR *addr, int protocol, struct sock_failure *out_failure);

/*
 * Sockets at all addresses of the list, or at those of a family if that is not AF_UNSPEC, each
 * once: l->socks[] has room. A port that is 0 becomes one free port, the same at all of them. False
 * with the failures, and nothing is open.
 */
bool dial_listen_at_each(struct dial_listening *l, const BIO_ADDRINFO *list, int family,
    struct sock_failures *out_failures);

/* Why dial_listen_at_each() was in vain: records and errno. */
void dial_listen_tell(
    struct err_place place, const struct dial_listening *l, struct sock_failures *failures);

/* Whether it means that this machine does not have such an address. */
bool dial_is_missing(int err);

/* How many addresses a list has that are not the same. */
size_t dial_count_addresses(const BIO_ADDRINFO *list);

/*
 * Binds to an address of AF_UNIX, which may be a path that is taken by nobody any more, and gives a
 * path its mode. 1, or 0 with errno and *out_failure.
 */
int dial_bind_path(
    const struct dial_listening *l, int fd, const BIO_ADDR *addr, struct sock_failure *out_failure);

#endif
