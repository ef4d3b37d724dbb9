/* SPDX-License-Identifier: Apache-2.0 */
/* The calls on sockets that systems spell alike but type differently. All: 0, or -1 with errno. */
#ifndef BIOSOCK_SYS_CALLS_H
#define BIOSOCK_SYS_CALLS_H

#include "sys/net.h"

/*
 * The longest that a queue of connections can be: systems cut it to theirs (listen(2)). musl and
 * older glibc still have the 128 of Linux before 5.4.
 */
#if SOMAXCONN > 4096
#define SYS_BACKLOG SOMAXCONN
#else
#define SYS_BACKLOG 4096
#endif

/* Readies the process for sockets; needed by no caller of the other functions. */
int sys_init(void);

int sys_bind(int fd, const struct sockaddr *addr, socklen_t len);
int sys_connect(int fd, const struct sockaddr *addr, socklen_t len);
/* With room for that many connections; 0: SYS_BACKLOG. */
int sys_listen(int fd, int backlog);
int sys_getsockname(int fd, struct sockaddr *addr, socklen_t *len);
int sys_getpeername(int fd, struct sockaddr *addr, socklen_t *len);
int sys_get_option(int fd, int level, int name, int *out_value);
int sys_set_option(int fd, int level, int name, int value);
int sys_ioctl(int fd, long request, void *arg);

#endif
