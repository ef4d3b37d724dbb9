/* SPDX-License-Identifier: Apache-2.0 */
/* Waking by a byte in a pipe. */
#include "sys/wake.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Not by pipe2(), which macOS does not have. */
static bool set_modes(int fd)
{
	return fcntl(fd, F_SETFD, FD_CLOEXEC) != -1 && fcntl(fd, F_SETFL, O_NONBLOCK) != -1;
}

bool sys_wake_init(struct sys_wake *wake)
{
	int ends[2];

	if (pipe(ends) == -1)
		return false;
	wake->fd = ends[0];
	wake->to = ends[1];
	if (set_modes(ends[0]) && set_modes(ends[1]))
		return true;
	sys_wake_fini(wake);
	return false;
}

void sys_wake_fini(struct sys_wake *wake)
{
	int err = errno;

	close(wake->fd);
	close(wake->to);
	errno = err;
}

/* A pipe that is full is readable already. */
void sys_wake_raise(const struct sys_wake *wake)
{
	int err = errno;
	ssize_t n = write(wake->to, "", 1);

	(void)n;
	errno = err;
}

void sys_wake_clear(const struct sys_wake *wake)
{
	int err = errno;
	char bytes[64];
	ssize_t n;

	do
		n = read(wake->fd, bytes, sizeof(bytes));
	while (n == (ssize_t)sizeof(bytes));
	errno = err;
}
