/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting for one descriptor. */
#ifndef BIOSOCK_SYS_READINESS_H
#define BIOSOCK_SYS_READINESS_H

#include <stdbool.h>

/*
 * Waits until fd can be read or written, or has an error the next call will report. timeout_ms < 0:
 * for ever. 1, 0 when the time is up, or -1 with errno (EBADF for what is no descriptor, EINTR).
 */
int sys_wait_ready(int fd, bool for_read, int timeout_ms);

#endif
