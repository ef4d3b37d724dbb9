/* SPDX-License-Identifier: Apache-2.0 */
/* No descriptor for a time. */
#include "sys/timer.h"

#include <errno.h>

int sys_timer_open(void)
{
	errno = EOPNOTSUPP;
	return -1;
}

void sys_timer_close(int timer)
{
	(void)timer;
}

bool sys_timer_set(int timer, int64_t us)
{
	(void)timer, (void)us;
	errno = EOPNOTSUPP;
	return false;
}
