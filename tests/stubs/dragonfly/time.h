/* SPDX-License-Identifier: Apache-2.0 */
/* DragonFly's clocks, where they differ from FreeBSD's: sys/sys/_clock_id.h. */
#ifndef STUBS_DRAGONFLY_TIME_H
#define STUBS_DRAGONFLY_TIME_H

#define clock_t stub_freebsd_clock_t
#define clock   stub_freebsd_clock
#include_next <time.h>
#undef clock_t
#undef clock

typedef uint64_t clock_t;
clock_t clock(void);

#endif
