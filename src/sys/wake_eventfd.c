/* SPDX-License-Identifier: Apache-2.0 */
/* Waking by eventfd(2) (Linux 2.6.27, FreeBSD 13): one descriptor that counts. */
#include "sys/wake.h"

#include <errno.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

bool sys_wake_init(struct sys_wake *wake)
{
	wake->fd = wake->to = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return wake->fd != -1;
}

void sys_wake_fini(struct sys_wake *wake)
{
	close(wake->fd);
}

/* A counter that is full is readable already. */
void sys_wake_raise(const struct sys_wake *wake)
{
	const uint64_t one = 1;
	int err = errno;
	ssize_t n = write(wake->to, &one, sizeof(one));

	(void)n;
	errno = err;
}

void sys_wake_clear(const struct sys_wake *wake)
{
	uint64_t count;
	int err = errno;
	ssize_t n = read(wake->fd, &count, sizeof(count));

	(void)n;
	errno = err;
}
