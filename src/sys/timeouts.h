/* SPDX-License-Identifier: Apache-2.0 */
/* How long a blocking socket waits, and the clock that says how late it is. */
#ifndef BIOSOCK_SYS_TIMEOUTS_H
#define BIOSOCK_SYS_TIMEOUTS_H

#include <sys/time.h>

enum sys_wait_for { SYS_TO_RECEIVE, SYS_TO_SEND };

/* 0 for ever. Both: 0, or -1 with errno: EFAULT for NULL, EDOM for no time. */
int sys_timeout_get(int fd, enum sys_wait_for what, struct timeval *out_time);
int sys_timeout_set(int fd, enum sys_wait_for what, const struct timeval *time);

/* The time of day, as gettimeofday(2) has it: since 1970. */
struct timeval sys_time_of_day(void);

#endif
