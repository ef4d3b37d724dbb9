/* SPDX-License-Identifier: Apache-2.0 */
/* What one call of biosock_listen() knows, and its way from an address to a socket that listens. */
#ifndef BIOSOCK_DIAL_LISTENING_H
#define BIOSOCK_DIAL_LISTENING_H

#include <stdbool.h>

#include <biosock.h>

#include "sock/failure.h"

struct dial_listening {
	const biosock_listen_options *options;
	int flags;    /* the options', and what follows of other options */
	int socktype; /* never 0 */
	int *socks;
	size_t n, room;
	in_port_t
	    port; /* the one that the system picked in place of 0, in network byte order; or 0 */
};

/* 1; or 0 with EINVAL and a record: a size that is not known, or a number that means nothing. */
int dial_check_listen_options(struct err_place place, const biosock_listen_options *options);

/*
 * A socket that listens at the address, to whose port, if it is 0, l->port goes; or -1 with errno
 * and *out_failure, and nothing is left of it.
 */
int dial_listen_at(
    struct dial_listening *l, const BIO_ADDR *addr, int protocol, struct sock_failure *out_failure);

/*
 * Binds to an address of AF_UNIX, which may be a path that is taken by nobody any more, and gives a
 * path its mode. 1, or 0 with errno and *out_failure.
 */
int dial_bind_path(
    const struct dial_listening *l, int fd, const BIO_ADDR *addr, struct sock_failure *out_failure);

#endif
