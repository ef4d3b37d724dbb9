/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting for descriptors. */
#ifndef BIOSOCK_SYS_READINESS_H
#define BIOSOCK_SYS_READINESS_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/net.h"

/*
 * Waits until fd can be read or written, or has an error the next call will report. timeout_ms < 0:
 * for ever. 1, 0 when the time is up, or -1 with errno (EBADF for what is no descriptor, EINTR).
 */
int sys_wait_ready(int fd, bool for_read, int timeout_ms);

/*
 * The same for any number of sockets, as poll(2) has them, asking for POLLIN, POLLOUT or both:
 * what is ready has some of `revents`. A connect under way has ended when its socket has. Returns
 * how many are ready.
 */
int sys_wait_any(struct pollfd *list, size_t n, int timeout_ms);

#endif
