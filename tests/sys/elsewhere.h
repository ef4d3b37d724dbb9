/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of src/sys for other systems that ask for nothing but POSIX, compiled here under other
 * names, and the calls of theirs that the tests answer in the other kernel's place.
 */
#ifndef BIOSOCK_TESTS_SYS_ELSEWHERE_H
#define BIOSOCK_TESTS_SYS_ELSEWHERE_H

#include <stddef.h>

#include <poll.h>
#include <sys/socket.h>

/* pollset_darwin.c, and its poll(). */
int elsewhere_sys_poll(struct pollfd *set, size_t n, int timeout_ms);
int elsewhere_poll(struct pollfd *set, nfds_t n, int timeout_ms);

/* option_darwin.c. */
int elsewhere_sys_set_option(int fd, int level, int name, int value);
int elsewhere_setsockopt(int fd, int level, int name, const void *value, socklen_t len);
int elsewhere_getpeername(int fd, struct sockaddr *addr, socklen_t *len);

/* connect_bsd.c. */
int elsewhere_sys_connect(int fd, const struct sockaddr *addr, socklen_t len);
int elsewhere_connect(int fd, const struct sockaddr *addr, socklen_t len);

/* descriptor_darwin.c. */
int elsewhere_sys_socket(int domain, int type, int protocol, unsigned flags);
int elsewhere_sys_accept(int fd, struct sockaddr *addr, socklen_t *len, unsigned flags);
int elsewhere_accept(int fd, struct sockaddr *addr, socklen_t *len);

/* pipe_darwin.c. */
int elsewhere_sys_pipe(int ends[2]);

#endif
