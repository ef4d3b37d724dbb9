/* SPDX-License-Identifier: Apache-2.0 */
/* SO_RCVTIMEO and SO_SNDTIMEO of socket(7). */
#include "sys/timeouts.h"

#include <stddef.h>

#include "sys/net.h"

static int name_of(enum sys_wait_for what)
{
	return what == SYS_TO_RECEIVE ? SO_RCVTIMEO : SO_SNDTIMEO;
}

int sys_timeout_get(int fd, enum sys_wait_for what, struct timeval *out_time)
{
	socklen_t len = sizeof(*out_time);

	return getsockopt(fd, SOL_SOCKET, name_of(what), out_time, &len);
}

int sys_timeout_set(int fd, enum sys_wait_for what, const struct timeval *time)
{
	return setsockopt(fd, SOL_SOCKET, name_of(what), time, sizeof(*time));
}

struct timeval sys_time_of_day(void)
{
	struct timeval now;

	gettimeofday(&now, NULL);
	return now;
}
