/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting for many descriptors. */
#ifndef BIOSOCK_CMD_SYS_POLLSET_H
#define BIOSOCK_CMD_SYS_POLLSET_H

#include <stddef.h>

/* As POSIX's struct pollfd; Winsock has one too, whose descriptor is another type. */
#ifdef _WIN32
#include "sys/net.h"
typedef struct {
	int fd;
	short events, revents;
} sys_pollfd;
#else
#include <poll.h>
typedef struct pollfd sys_pollfd;
#endif

/*
 * Waits until one of the n sockets or standard streams has what its `events` ask for, or timeout_ms
 * milliseconds (< 0: for ever). An entry whose fd is negative is ignored; one that asks for nothing
 * is still told of its end (POLLERR, POLLHUP), if perhaps late. A connect under way has ended once
 * POLLOUT or POLLERR is set. Returns the number of entries whose `revents` are not 0; 0 when the
 * time is up or a signal came; -1 with errno.
 */
int sys_poll(sys_pollfd *set, size_t n, int timeout_ms);

#endif
