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

#endif
