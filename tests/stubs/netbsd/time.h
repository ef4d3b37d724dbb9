/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's clocks, where they differ from FreeBSD's: sys/sys/time.h. */
#ifndef STUBS_NETBSD_TIME_H
#define STUBS_NETBSD_TIME_H

#define clock_t stub_freebsd_clock_t
#define clock   stub_freebsd_clock
#include_next <time.h>
#undef clock_t
#undef clock

typedef unsigned int clock_t;
clock_t clock(void);

#undef CLOCK_MONOTONIC
#define CLOCK_MONOTONIC 3
#undef CLOCK_PROCESS_CPUTIME_ID
#define CLOCK_PROCESS_CPUTIME_ID 0x40000000
#undef CLOCKS_PER_SEC
#define CLOCKS_PER_SEC 100

#endif
