/* SPDX-License-Identifier: Apache-2.0 */
/* Close-on-exec and the blocking mode, a system call each. */
#include "sys/descriptor_modes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sys/descriptor.h"

/* The mode is set either way: on BSD an accepted socket has its listener's. */
static bool set_modes(int fd, unsigned flags)
{
	int nonblock = (flags & SYS_NONBLOCK) != 0;

	if ((flags & SYS_INHERIT) == 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == -1)
		return false;
	return ioctl(fd, FIONBIO, &nonblock) == 0;
}

int sys_descriptor_with_modes(int fd, unsigned flags)
{
	int err;

	if (fd == -1 || set_modes(fd, flags))
		return fd;
	err = errno;
	close(fd);
	errno = err;
	return -1;
}
