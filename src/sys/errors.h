/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the system's error numbers mean for a socket call: gone wrong, not yet,
 * or another connection's.
 */
#ifndef BIOSOCK_SYS_ERRORS_H
#define BIOSOCK_SYS_ERRORS_H

#include <stdbool.h>

/* The last socket call's error, as the error stack records it. */
int sys_last_error(void);

/*
 * Makes err, an errno or what sys_last_error() gave, the last socket call's error, and errno
 * what it means.
 */
void sys_set_last_error(int err);

/* The call is to be repeated, or waited for: nothing has failed. The same errnos as OpenSSL's. */
bool sys_is_retry(int err);

/*
 * accept() reports what happened to one connection that it took off the queue; the
 * listener is well.
 */
bool sys_is_lost_connection(int err);

/*
 * True if `err`, with which a nonblocking connect() of this family failed, says that the
 * listener's queue is full: nothing is under way, and connect() is to be called again later
 * (connect(2), of AF_UNIX).
 */
bool sys_connect_found_no_room(int family, int err);

/*
 * True if a connect() that failed by `err` is to be repeated although nothing is under way: the
 * queue was full, as above, or a signal came.
 */
bool sys_connect_is_idle(int family, int err);

#endif
