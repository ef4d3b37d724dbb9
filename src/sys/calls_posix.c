/* SPDX-License-Identifier: Apache-2.0 */
/* The socket calls as POSIX has them. */
#include "sys/calls.h"

#include <sys/ioctl.h>

int sys_init(void)
{
	return 0;
}

int sys_bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	return bind(fd, addr, len);
}

int sys_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	return connect(fd, addr, len);
}

int sys_listen(int fd)
{
	return listen(fd, SOMAXCONN);
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

int sys_set_option(int fd, int level, int name, int value)
{
	return setsockopt(fd, level, name, &value, sizeof(value));
}

int sys_ioctl(int fd, long request, void *arg)
{
	return ioctl(fd, (unsigned long)request, arg);
}
