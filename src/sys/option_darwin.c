/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Setting an option on macOS, where a socket takes none once its connection is over (EINVAL). What
 * has happened is for the next read or write to say, as on other systems.
 */
#include <errno.h>
#include <stdbool.h>

#include "sys/calls.h"

/* POSIX has the same EINVAL of getpeername(); one that was never connected says ENOTCONN. */
static bool is_over(int fd)
{
	struct sockaddr_storage peer;
	socklen_t len = sizeof(peer);

	return getpeername(fd, (struct sockaddr *)&peer, &len) == -1 && errno == EINVAL;
}

int sys_set_option(int fd, int level, int name, int value)
{
	int err;

	if (setsockopt(fd, level, name, &value, sizeof(value)) == 0)
		return 0;
	err = errno;
	if (err == EINVAL && is_over(fd))
		return 0;
	errno = err;
	return -1;
}
