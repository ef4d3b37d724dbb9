/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Descriptors on macOS, which has neither accept4() nor SOCK_CLOEXEC nor SOCK_NONBLOCK: all modes
 * are set by calls of their own.
 */
#include "sys/descriptor.h"

#include <errno.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sys/descriptor_modes.h"
#include "sys/nosignal.h"

int sys_plain_type(int type)
{
	return type;
}

int sys_socket(int domain, int type, int protocol, unsigned flags)
{
	int fd = sys_descriptor_with_modes(socket(domain, type, protocol), flags);

	if (fd != -1)
		sys_no_signal(fd);
	return fd;
}

/* A connection that ended in the queue is handed out all the same, without its peer's name. */
static int without_name(int fd)
{
	sys_close(fd);
	errno = ECONNABORTED;
	return -1;
}

int sys_accept(int fd, struct sockaddr *addr, socklen_t *len, unsigned flags)
{
	int accepted = sys_descriptor_with_modes(accept(fd, addr, len), flags);

	if (accepted == -1)
		return -1;
	if (len != NULL && *len == 0)
		return without_name(accepted);
	sys_no_signal(accepted);
	return accepted;
}

/* After EINTR the descriptor is gone: saying so would invite a second close. */
int sys_close(int fd)
{
	return close(fd) == 0 || errno == EINTR ? 0 : -1;
}

int sys_set_nonblock(int fd, int on)
{
	return ioctl(fd, FIONBIO, &on);
}
