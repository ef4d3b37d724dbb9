/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting for many descriptors: struct pollfd and its bits, as POSIX has them. */
#ifndef BIOSOCK_SYS_POLLSET_H
#define BIOSOCK_SYS_POLLSET_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Waits until one of the n descriptors has what its `events` ask for, or timeout_ms milliseconds
 * (< 0: for ever). An entry whose fd is negative is passed over. The number of entries whose
 * `revents` are not 0; 0 when the time is up or a signal came; -1 with errno.
 */
int sys_poll(struct pollfd *set, size_t n, int timeout_ms);

/* Milliseconds of a clock that only goes forward. */
long long sys_milliseconds(void);

#endif
