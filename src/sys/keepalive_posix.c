/* SPDX-License-Identifier: Apache-2.0 */
/* The options of TCP that most systems have, and those that macOS calls otherwise. */
#include "sys/keepalive.h"

#include <errno.h>
#include <stddef.h>

#include "sys/calls.h"

enum { NO_SUCH_OPTION = -1 };

static const int names[] = {
#if defined(TCP_KEEPIDLE)
	[SYS_KEEP_IDLE_S] = TCP_KEEPIDLE,
#elif defined(TCP_KEEPALIVE)
	[SYS_KEEP_IDLE_S] = TCP_KEEPALIVE,
#else
	[SYS_KEEP_IDLE_S] = NO_SUCH_OPTION,
#endif
#if defined(TCP_KEEPINTVL)
	[SYS_KEEP_INTERVAL_S] = TCP_KEEPINTVL,
#else
	[SYS_KEEP_INTERVAL_S] = NO_SUCH_OPTION,
#endif
#if defined(TCP_KEEPCNT)
	[SYS_KEEP_COUNT] = TCP_KEEPCNT,
#else
	[SYS_KEEP_COUNT] = NO_SUCH_OPTION,
#endif
#if defined(TCP_USER_TIMEOUT)
	[SYS_USER_TIMEOUT_MS] = TCP_USER_TIMEOUT,
#else
	[SYS_USER_TIMEOUT_MS] = NO_SUCH_OPTION,
#endif
};

int sys_set_keepalive(int fd, enum sys_keepalive what, int value)
{
	if (names[what] != NO_SUCH_OPTION)
		return sys_set_option(fd, IPPROTO_TCP, names[what], value);
	errno = ENOPROTOOPT;
	return -1;
}
