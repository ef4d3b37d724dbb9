/* SPDX-License-Identifier: Apache-2.0 */
/* Times by a kqueue(2) of their own, which can be watched like any descriptor. */
#include "sys/timer.h"

#include <errno.h>
#include <stddef.h>
#include <sys/event.h>
#include <sys/time.h>
#include <unistd.h>

#include "sys/kqueue.h"

enum { ONLY = 1 };

int sys_timer_open(void)
{
	return sys_kqueue();
}

void sys_timer_close(int timer)
{
	close(timer);
}

/* Milliseconds are what all systems count in, unasked. */
bool sys_timer_set(int timer, int64_t us)
{
	int before = errno;

	if (!sys_kqueue_ask(timer, ONLY, EVFILT_TIMER, EV_DELETE, 0) && errno != ENOENT)
		return false;
	errno = before;
	return us < 0 || sys_kqueue_ask(timer, ONLY, EVFILT_TIMER, EV_ADD | EV_ONESHOT,
	                     us < 1000 ? 1 : us / 1000 + (us % 1000 != 0));
}
