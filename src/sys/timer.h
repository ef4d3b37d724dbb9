/* SPDX-License-Identifier: Apache-2.0 */
/* A descriptor that becomes readable when a time is over, for a watch. */
#ifndef BIOSOCK_SYS_TIMER_H
#define BIOSOCK_SYS_TIMER_H

#include <stdbool.h>
#include <stdint.h>

/* Close-on-exec. -1 with errno: EOPNOTSUPP where the system has none. sys_timer_close() ends it. */
int sys_timer_open(void);
void sys_timer_close(int timer);

/*
 * From now on it becomes readable once, in so many microseconds, at least one; never if that is
 * negative. What it was set to before is forgotten, and it is not readable. False with errno.
 */
bool sys_timer_set(int timer, int64_t us);

#endif
