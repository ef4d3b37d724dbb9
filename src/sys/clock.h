/* SPDX-License-Identifier: Apache-2.0 */
/* Time that passes evenly, whatever is done to the time of day. */
#ifndef BIOSOCK_SYS_CLOCK_H
#define BIOSOCK_SYS_CLOCK_H

#include <stdint.h>

/* Since some fixed moment, the same for both: milliseconds, microseconds. */
int64_t sys_clock_ms(void);
int64_t sys_clock_us(void);

/* Does nothing for that long, or less if a signal comes. */
void sys_nap_ms(unsigned int ms);

#endif
