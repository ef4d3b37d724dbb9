/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's clocks, where they differ from FreeBSD's: sys/sys/_time.h. */
#ifndef STUBS_OPENBSD_TIME_H
#define STUBS_OPENBSD_TIME_H

#define clock_t stub_freebsd_clock_t
#define clock   stub_freebsd_clock
#include_next <time.h>
#undef clock_t
#undef clock

typedef int64_t clock_t;
clock_t clock(void);

#undef CLOCK_MONOTONIC
#define CLOCK_MONOTONIC 3
#undef CLOCK_PROCESS_CPUTIME_ID
#define CLOCK_PROCESS_CPUTIME_ID 2
#undef CLOCKS_PER_SEC
#define CLOCKS_PER_SEC 100

#endif
