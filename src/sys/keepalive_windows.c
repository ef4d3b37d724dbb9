/* SPDX-License-Identifier: Apache-2.0 */
/* The options of TCP that Windows has since 10 1709, by their numbers. */
#include "sys/keepalive.h"

#include <errno.h>

#include "sys/calls.h"

enum { IDLE = 3, COUNT = 16, INTERVAL = 17, NO_SUCH_OPTION = -1 };

int sys_set_keepalive(int fd, enum sys_keepalive what, int value)
{
	static const int names[] = {
		[SYS_KEEP_IDLE_S] = IDLE,
		[SYS_KEEP_INTERVAL_S] = INTERVAL,
		[SYS_KEEP_COUNT] = COUNT,
		[SYS_USER_TIMEOUT_MS] = NO_SUCH_OPTION,
	};

	if (names[what] != NO_SUCH_OPTION)
		return sys_set_option(fd, IPPROTO_TCP, names[what], value);
	errno = ENOPROTOOPT;
	return -1;
}
