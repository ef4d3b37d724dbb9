/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Descriptors where socket() and accept4() take SOCK_CLOEXEC and SOCK_NONBLOCK (POSIX.1-2024, Linux
 * 2.6.28, BSD).
 */
#include "sys/descriptor.h"

#include <errno.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int type_bits(unsigned flags)
{
	return ((flags & SYS_NONBLOCK) != 0 ? SOCK_NONBLOCK : 0) |
	       ((flags & SYS_INHERIT) != 0 ? 0 : SOCK_CLOEXEC);
}

int sys_socket(int domain, int type, int protocol, unsigned flags)
{
	return socket(domain, type | type_bits(flags), protocol);
}

int sys_accept(int fd, struct sockaddr *addr, socklen_t *len, unsigned flags)
{
	return accept4(fd, addr, len, type_bits(flags));
}

/*
 * After EINTR the descriptor is closed on every system this file serves: saying so would invite a
 * second close.
 */
int sys_close(int fd)
{
	return close(fd) == 0 || errno == EINTR ? 0 : -1;
}

int sys_set_nonblock(int fd, int on)
{
	return ioctl(fd, FIONBIO, &on);
}
