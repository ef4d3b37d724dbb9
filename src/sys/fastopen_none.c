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
