/* SPDX-License-Identifier: Apache-2.0 */
/* The clock by POSIX.1-2001's monotonic clock. */
#include "sys/clock.h"

#include <time.h>

int64_t sys_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t sys_clock_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void sys_nap_ms(unsigned int ms)
{
	struct timespec nap = {
		.tv_sec = (time_t)(ms / 1000),
		.tv_nsec = (long)(ms % 1000) * 1000000,
	};

	nanosleep(&nap, NULL);
}
