/* SPDX-License-Identifier: Apache-2.0 */
/* The table of host names where POSIX systems have it. */
#include "sys/hosts.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Not opened by fopen(), which does not have a mode for close-on-exec everywhere. */
FILE *sys_open_hosts(void)
{
	int saved = errno;
	int fd = open("/etc/hosts", O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	FILE *in = fd != -1 ? fdopen(fd, "r") : NULL;

	if (in == NULL && fd != -1)
		close(fd);
	errno = saved;
	return in;
}
