/* SPDX-License-Identifier: Apache-2.0 */
/* Time that passes evenly, whatever is done to the time of day. */
#ifndef BIOSOCK_SYS_CLOCK_H
#define BIOSOCK_SYS_CLOCK_H

#include <stdint.h>

/* Milliseconds since some fixed moment. */
int64_t sys_clock_ms(void);

/* Does nothing for that long, or less if a signal comes. */
void sys_nap_ms(unsigned int ms);

#endif
