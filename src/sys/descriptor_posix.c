/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Descriptors where socket() and accept4() take SOCK_CLOEXEC and SOCK_NONBLOCK (POSIX.1-2024, Linux
 * 2.6.28, BSD). An older kernel or a sandbox may refuse them: then they are set by further calls.
 */
#include "sys/descriptor.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sys/descriptor_modes.h"

static int type_bits(unsigned flags)
{
	return ((flags & SYS_NONBLOCK) != 0 ? SOCK_NONBLOCK : 0) |
	       ((flags & SYS_INHERIT) != 0 ? 0 : SOCK_CLOEXEC);
}

int sys_plain_type(int type)
{
	return type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
}

/* Those that the caller's own bits of the type ask for go before others. */
static unsigned all_flags(int type, unsigned flags)
{
	if ((type & SOCK_CLOEXEC) != 0)
		flags &= ~(unsigned)SYS_INHERIT;
	return (type & SOCK_NONBLOCK) != 0 ? flags | SYS_NONBLOCK : flags;
}

/* EINVAL may be said of the bits (Linux before 2.6.27), or of what will be refused again. */
int sys_socket(int domain, int type, int protocol, unsigned flags)
{
	int before = errno;
	int plain = sys_plain_type(type), fd;

	flags = all_flags(type, flags);
	fd = socket(domain, plain | type_bits(flags), protocol);
	if (fd != -1 || errno != EINVAL || type_bits(flags) == 0)
		return fd;
	errno = before;
	return sys_descriptor_with_modes(socket(domain, plain, protocol), flags);
}

int sys_accept(int fd, struct sockaddr *addr, socklen_t *len, unsigned flags)
{
	int before = errno;
	bool named = (flags & SYS_NAMELESS) == 0;
	int accepted = accept4(fd, named ? addr : NULL, named ? len : NULL, type_bits(flags));

	if (accepted != -1 || errno != ENOSYS)
		return accepted;
	errno = before;
	return sys_descriptor_with_modes(accept(fd, addr, len), flags);
}

/*
 * After EINTR the descriptor is closed on every system this file serves: saying so would invite
 * a second close.
 */
int sys_close(int fd)
{
	return close(fd) == 0 || errno == EINTR ? 0 : -1;
}

int sys_set_nonblock(int fd, int on)
{
	return ioctl(fd, FIONBIO, &on);
}
