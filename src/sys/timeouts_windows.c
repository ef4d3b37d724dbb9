/* SPDX-License-Identifier: Apache-2.0 */
/* SO_RCVTIMEO and SO_SNDTIMEO of Winsock, which are milliseconds. */
#include "sys/timeouts.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

#include "sys/errors.h"
#include "sys/winsock.h"

static int name_of(enum sys_wait_for what)
{
	return what == SYS_TO_RECEIVE ? SO_RCVTIMEO : SO_SNDTIMEO;
}

int sys_timeout_get(int fd, enum sys_wait_for what, struct timeval *out_time)
{
	DWORD ms = 0;
	int len = sizeof(ms);

	if (out_time == NULL) {
		sys_set_last_error(EFAULT);
		return -1;
	}
	if (getsockopt(sys_handle(fd), SOL_SOCKET, name_of(what), (char *)&ms, &len) != 0)
		return sys_failed(fd);
	out_time->tv_sec = (long)(ms / 1000);
	out_time->tv_usec = (long)(ms % 1000 * 1000);
	return 0;
}

/* Rounded up: only 0 is for ever. A negative time has been waited for already, as on Linux. */
static DWORD milliseconds(const struct timeval *time)
{
	int64_t ms = (int64_t)time->tv_sec * 1000 + (time->tv_usec + 999) / 1000;

	if (time->tv_sec < 0)
		return 1;
	return ms < UINT32_MAX ? (DWORD)ms : UINT32_MAX;
}

int sys_timeout_set(int fd, enum sys_wait_for what, const struct timeval *time)
{
	DWORD ms;

	if (time == NULL || time->tv_usec < 0 || time->tv_usec >= 1000000) {
		sys_set_last_error(time == NULL ? EFAULT : EDOM);
		return -1;
	}
	ms = milliseconds(time);
	if (setsockopt(sys_handle(fd), SOL_SOCKET, name_of(what), (const char *)&ms, sizeof(ms)) !=
	    0)
		return sys_failed(fd);
	return 0;
}

struct timeval sys_time_of_day(void)
{
	struct timeval now;

	gettimeofday(&now, NULL);
	return now;
}
