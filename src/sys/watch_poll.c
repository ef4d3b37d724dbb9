/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting by poll(2), where there is neither epoll nor kqueue. */
#include "sys/watch.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "sys/watch_list.h"

int sys_watch_init(struct sys_watch *watch)
{
	*watch = (struct sys_watch){ .fd = -1 };
	return 0;
}

void sys_watch_fini(struct sys_watch *watch)
{
	sys_watch_list_fini(watch);
}

static struct pollfd wanted(int fd, unsigned wants)
{
	int events = ((wants & SYS_WATCH_READ) != 0 ? POLLIN : 0) |
	             ((wants & SYS_WATCH_WRITE) != 0 ? POLLOUT : 0);

	return (struct pollfd){ .fd = fd, .events = (short)events };
}

static struct pollfd *find(const struct sys_watch *watch, int fd)
{
	struct pollfd *set = watch->set;

	for (size_t i = 0; i < watch->n; i++) {
		if (set[i].fd == fd)
			return &set[i];
	}
	errno = ENOENT;
	return NULL;
}

int sys_watch_add(struct sys_watch *watch, int fd, unsigned wants, void *data)
{
	struct pollfd one = wanted(fd, wants);

	if (poll(&one, 1, 0) == -1 || (one.revents & POLLNVAL) != 0) {
		errno = EBADF;
		return -1;
	}
	if (!sys_watch_list_grow(watch, sizeof(one)))
		return -1;
	((struct pollfd *)watch->set)[watch->n] = one;
	watch->data[watch->n++] = data;
	return 0;
}

int sys_watch_change(struct sys_watch *watch, int fd, unsigned wants, void *data)
{
	struct pollfd *one = find(watch, fd);

	if (one == NULL)
		return -1;
	*one = wanted(fd, wants);
	watch->data[one - (struct pollfd *)watch->set] = data;
	return 0;
}

int sys_watch_remove(struct sys_watch *watch, int fd)
{
	struct pollfd *one = find(watch, fd), *set = watch->set;

	if (one == NULL)
		return -1;
	watch->n--;
	watch->data[one - set] = watch->data[watch->n];
	*one = set[watch->n];
	return 0;
}

/* An end or an error is all that was asked for. */
static unsigned told(const struct pollfd *one)
{
	int is = one->revents;

	if ((is & (POLLERR | POLLHUP | POLLNVAL)) != 0)
		is |= one->events;
	return ((is & POLLIN) != 0 ? (unsigned)SYS_WATCH_READ : 0) |
	       ((is & POLLOUT) != 0 ? (unsigned)SYS_WATCH_WRITE : 0);
}

/* The next look begins behind the last one that is told of. */
int sys_watch_wait(struct sys_watch *watch, struct sys_watch_event *out, size_t n, int timeout_ms)
{
	const struct pollfd *set = watch->set;
	int ready = poll(watch->set, (nfds_t)watch->n, timeout_ms), found = 0;
	size_t first = watch->first;

	for (size_t i = 0; i < watch->n && found < ready && (size_t)found < n; i++) {
		size_t at = (first + i) % watch->n;
		unsigned is = told(&set[at]);

		if (is == 0)
			continue;
		out[found++] = (struct sys_watch_event){ watch->data[at], is };
		watch->first = at + 1;
	}
	return ready == -1 ? -1 : found;
}

int sys_watch_fd(const struct sys_watch *watch)
{
	(void)watch;
	errno = EOPNOTSUPP;
	return -1;
}
