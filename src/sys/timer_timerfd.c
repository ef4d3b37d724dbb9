/* SPDX-License-Identifier: Apache-2.0 */
/* Times by timerfd(2). */
#include "sys/timer.h"

#include <sys/timerfd.h>
#include <unistd.h>

int sys_timer_open(void)
{
	return timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
}

void sys_timer_close(int timer)
{
	close(timer);
}

/* All zeros are no time at all to it. */
bool sys_timer_set(int timer, int64_t us)
{
	struct itimerspec time = { .it_value = { 0, 0 } };

	if (us >= 0) {
		time.it_value.tv_sec = (time_t)(us / 1000000);
		time.it_value.tv_nsec = (long)(us % 1000000) * 1000 + (us == 0);
	}
	return timerfd_settime(timer, 0, &time, NULL) == 0;
}
