/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Descriptors of sockets: made, accepted, closed, their blocking mode, and
 * nothing inherited unasked.
 */
#ifndef BIOSOCK_SYS_DESCRIPTOR_H
#define BIOSOCK_SYS_DESCRIPTOR_H

#include "sys/net.h"

/*
 * What a new descriptor is, set in the same system call where the system can. SYS_NAMELESS: nobody
 * will look at the peer's address, and the system need not tell it.
 */
enum { SYS_NONBLOCK = 1, SYS_INHERIT = 2, SYS_NAMELESS = 4 };

/* socket(2), accept(2): close-on-exec unless SYS_INHERIT. The descriptor, or -1 with errno. */
int sys_socket(int domain, int type, int protocol, unsigned flags);
int sys_accept(int fd, struct sockaddr *addr, socklen_t *len, unsigned flags);

/*
 * A socket's type without what programs may add to it where the system has that: SOCK_NONBLOCK ...
 */
int sys_plain_type(int type);

/* 0, or -1 with errno. The descriptor is gone either way. */
int sys_close(int fd);

/* Nonblocking (on != 0) or blocking. 0, or -1 with errno. */
int sys_set_nonblock(int fd, int on);

#endif
