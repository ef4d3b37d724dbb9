/* SPDX-License-Identifier: Apache-2.0 */
/* select(2). */
#ifndef STUBS_FREEBSD_SYS_SELECT_H
#define STUBS_FREEBSD_SYS_SELECT_H

#include <sys/time.h>
#include <sys/types.h>

#ifndef FD_SETSIZE
#define FD_SETSIZE 1024
#endif

typedef struct {
	unsigned long bits[FD_SETSIZE / 64];
} fd_set;

#define FD_ZERO(set)     (*(set) = (fd_set){ { 0 } })
#define FD_SET(n, set)   ((set)->bits[(n) / 64] |= 1UL << (n) % 64)
#define FD_CLR(n, set)   ((set)->bits[(n) / 64] &= ~(1UL << (n) % 64))
#define FD_ISSET(n, set) (((set)->bits[(n) / 64] & 1UL << (n) % 64) != 0)

int select(int, fd_set *, fd_set *, fd_set *, struct timeval *);

#endif
