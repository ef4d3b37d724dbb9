/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting where the kernel keeps no list of what is watched: by one of this library's. */
#include "sys/watch.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include "sys/readiness.h"

int sys_watch_init(struct sys_watch *watch)
{
	*watch = (struct sys_watch){ .fd = -1 };
	return 0;
}

void sys_watch_fini(struct sys_watch *watch)
{
	free(watch->set);
	free(watch->data);
	*watch = (struct sys_watch){ .fd = -1 };
}

/* Makes room for one more. False with ENOMEM. */
static bool grow(struct sys_watch *watch)
{
	size_t room = watch->room > 0 ? 2 * watch->room : 8;
	void *set, *data;

	if (watch->n < watch->room)
		return true;
	set = realloc(watch->set, room * sizeof(struct pollfd));
	if (set != NULL)
		watch->set = set;
	data = realloc(watch->data, room * sizeof(*watch->data));
	if (data != NULL)
		watch->data = data;
	if (set == NULL || data == NULL) {
		errno = ENOMEM;
		return false;
	}
	watch->room = room;
	return true;
}

static struct pollfd wanted(int fd, unsigned wants)
{
	int events = ((wants & SYS_WATCH_READ) != 0 ? POLLIN : 0) |
	             ((wants & SYS_WATCH_WRITE) != 0 ? POLLOUT : 0);
	struct pollfd one = { .events = (short)events };

	one.fd = (__typeof__(one.fd))fd;
	return one;
}

static struct pollfd *find(const struct sys_watch *watch, int fd)
{
	struct pollfd *set = watch->set;

	for (size_t i = 0; i < watch->n; i++) {
		if ((int)set[i].fd == fd)
			return &set[i];
	}
	errno = ENOENT;
	return NULL;
}

/* Waiting for many does not say which one is none: that is to be said of this one, now. */
int sys_watch_add(struct sys_watch *watch, int fd, unsigned wants, void *data)
{
	if (sys_wait_ready(fd, true, 0) == -1 || !grow(watch))
		return -1;
	((struct pollfd *)watch->set)[watch->n] = wanted(fd, wants);
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

void sys_watch_closing(struct sys_watch *watch, int fd)
{
	int err = errno;

	(void)sys_watch_remove(watch, fd);
	errno = err;
}

/* An end or an error is all that was asked for. */
static unsigned told(const struct pollfd *one)
{
	int is = one->revents;

	if ((is & ~(POLLIN | POLLOUT)) != 0)
		is |= one->events;
	return ((is & POLLIN) != 0 ? (unsigned)SYS_WATCH_READ : 0) |
	       ((is & POLLOUT) != 0 ? (unsigned)SYS_WATCH_WRITE : 0);
}

/* The next look begins behind the last one that is told of. */
int sys_watch_wait(struct sys_watch *watch, struct sys_watch_event *out, size_t n, int timeout_ms)
{
	const struct pollfd *set = watch->set;
	int ready = sys_wait_any(watch->set, watch->n, timeout_ms), found = 0;
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

/* Windows' poll calls either end so. */
unsigned sys_watch_gone(void)
{
	return 0;
}

int sys_watch_fd(const struct sys_watch *watch)
{
	(void)watch;
	errno = EOPNOTSUPP;
	return -1;
}
