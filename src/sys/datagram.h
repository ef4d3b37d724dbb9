/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Datagrams through one socket, one or many in a call, with both ends' addresses; never
 * a signal (SIGPIPE).
 */
#ifndef BIOSOCK_SYS_DATAGRAM_H
#define BIOSOCK_SYS_DATAGRAM_H

#include <stdbool.h>

#include "sys/net.h"
#include "sys/pktinfo.h"

/*
 * One datagram, cut to `n` bytes if it does not fit; with `peek` it stays in the queue. The
 * sender to from[*len], *len 0 if it has no name; from NULL: not wanted. The number of bytes, or
 * -1 with errno.
 */
ssize_t sys_datagram_receive(
    int fd, void *bytes, size_t n, bool peek, struct sockaddr *from, socklen_t *len);

/*
 * Whether the next datagram, which stays in the queue, fits into n bytes: 1, 0, or -1 with errno.
 */
int sys_datagram_fits(int fd, void *bytes, size_t n);

/* to NULL: to the socket's own peer. The number of bytes, or -1 with errno. */
ssize_t sys_datagram_send(
    int fd, const void *bytes, size_t n, const struct sockaddr *to, socklen_t len);

/* One of many. */
struct sys_datagram {
	void *bytes;
	size_t n;              /* room or length; then what was received or sent */
	struct sockaddr *peer; /* NULL: the socket's own, or not wanted */
	socklen_t peer_size;   /* of it; then, of a received one, what was written: 0 for none */
	struct sys_pktinfo local;
};

/* The most that one call takes. */
enum { SYS_DATAGRAMS_MAX = 64 };

/*
 * How many of list[n] were sent, or received: at least one, waiting for no second. -1
 * with errno: none.
 */
int sys_datagrams_send(int fd, struct sys_datagram *list, size_t n);
int sys_datagrams_receive(int fd, struct sys_datagram *list, size_t n);

#endif
