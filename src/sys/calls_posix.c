/* SPDX-License-Identifier: Apache-2.0 */
/* The socket calls as POSIX has them. */
#include "sys/calls.h"

#include <sys/ioctl.h>

/* ioctl(2) takes an int where it is POSIX's (musl), elsewhere an unsigned long (glibc, BSD). */
#define REQUEST(number)                                                                            \
	_Generic(&ioctl, int (*)(int, int, ...) : (int)(number), default : (unsigned long)(number))

int sys_init(void)
{
	return 0;
}

int sys_bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	return bind(fd, addr, len);
}

int sys_listen(int fd, int backlog)
{
	return listen(fd, backlog > 0 ? backlog : SYS_BACKLOG);
}

int sys_getsockname(int fd, struct sockaddr *addr, socklen_t *len)
{
	return getsockname(fd, addr, len);
}

int sys_getpeername(int fd, struct sockaddr *addr, socklen_t *len)
{
	return getpeername(fd, addr, len);
}

int sys_get_option(int fd, int level, int name, int *out_value)
{
	socklen_t len = sizeof(*out_value);

	return getsockopt(fd, level, name, out_value, &len);
}

int sys_ioctl(int fd, long request, void *arg)
{
	return ioctl(fd, REQUEST(request), arg);
}
