/* SPDX-License-Identifier: Apache-2.0 */
/* Fast Open where the system has none. */
#include "sys/fastopen.h"

#include <errno.h>

#include "sys/calls.h"

enum sys_fastopen sys_fastopen_enable(int fd, const char **out_call)
{
	(void)fd;
	*out_call = "setsockopt";
	errno = ENOPROTOOPT;
	return SYS_FASTOPEN_UNSUPPORTED;
}

int sys_fastopen_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	return sys_connect(fd, addr, len);
}

enum sys_fastopen sys_fastopen_listen(int fd, const char **out_call)
{
	return sys_fastopen_enable(fd, out_call);
}

bool sys_fastopen_sends(void)
{
	return false;
}

bool sys_fastopen_connects_bare(void)
{
	return false;
}

/* Never called: there is nothing to send with. */
ssize_t sys_fastopen_send(
    int fd, const void *bytes, size_t n, const struct sockaddr *addr, socklen_t len, bool may_wait)
{
	(void)fd;
	(void)bytes;
	(void)n;
	(void)addr;
	(void)len;
	(void)may_wait;
	errno = EOPNOTSUPP;
	return -1;
}
