/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's select(2): sys/sys/fd_set.h. */
#ifndef STUBS_NETBSD_SYS_SELECT_H
#define STUBS_NETBSD_SYS_SELECT_H

#define FD_SETSIZE 256
#define fd_set     stub_freebsd_fd_set
#define select     stub_freebsd_select
#include_next <sys/select.h>
#undef fd_set
#undef select
#undef FD_ZERO
#undef FD_SET
#undef FD_CLR
#undef FD_ISSET

typedef struct {
	unsigned int bits[FD_SETSIZE / 32];
} fd_set;

#define FD_ZERO(set)     (*(set) = (fd_set){ { 0 } })
#define FD_SET(n, set)   ((set)->bits[(n) / 32] |= 1U << (n) % 32)
#define FD_CLR(n, set)   ((set)->bits[(n) / 32] &= ~(1U << (n) % 32))
#define FD_ISSET(n, set) (((set)->bits[(n) / 32] & 1U << (n) % 32) != 0)

int select(int, fd_set *, fd_set *, fd_set *, struct timeval *);

#endif
