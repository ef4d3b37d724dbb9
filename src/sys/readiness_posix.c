/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting by poll(2): any descriptor, also one that select's FD_SETSIZE has no bit for. */
#include "sys/readiness.h"

#include <errno.h>
#include <poll.h>

int sys_wait_ready(int fd, bool for_read, int timeout_ms)
{
	struct pollfd p = { .fd = fd, .events = for_read ? POLLIN : POLLOUT };
	int n = poll(&p, 1, timeout_ms);

	if (n == 1 && (p.revents & POLLNVAL) != 0) {
		errno = EBADF;
		return -1;
	}
	return n;
}

int sys_wait_any(struct pollfd *list, size_t n, int timeout_ms)
{
	return poll(list, (nfds_t)n, timeout_ms);
}
