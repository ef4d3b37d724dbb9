/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting by kqueue(2) of macOS and BSD: reading and writing are filters of their own. A child
 * process does not have its parent's.
 */
#include "sys/watch.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/event.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "sys/kqueue.h"

enum { AT_ONCE = 64 };

static const struct {
	unsigned wants;
	int filter;
} filters[] = {
	{ SYS_WATCH_READ, EVFILT_READ },
	{ SYS_WATCH_WRITE, EVFILT_WRITE },
};

enum { FILTERS = sizeof(filters) / sizeof(filters[0]) };

int sys_watch_init(struct sys_watch *watch)
{
	*watch = (struct sys_watch){ .fd = sys_kqueue() };
	return watch->fd == -1 ? -1 : 0;
}

void sys_watch_fini(struct sys_watch *watch)
{
	if (watch->fd != -1)
		close(watch->fd);
	watch->fd = -1;
}

/* The types of its members differ from system to system. */
static int set(struct sys_watch *watch, int fd, int filter, unsigned flags, void *data)
{
	struct kevent change;

	memset(&change, 0, sizeof(change));
	change.ident = (uintptr_t)fd;
	change.filter = (__typeof__(change.filter))filter;
	change.flags = (__typeof__(change.flags))flags;
	change.udata = (__typeof__(change.udata))data;
	return kevent(watch->fd, &change, 1, NULL, 0, NULL);
}

/* Each filter that is wanted is set, or gets its new data, and the other one goes. */
int sys_watch_change(struct sys_watch *watch, int fd, unsigned wants, void *data)
{
	for (size_t i = 0; i < FILTERS; i++) {
		unsigned what = (wants & filters[i].wants) != 0 ? EV_ADD : EV_DELETE;
		int before = errno;

		if (set(watch, fd, filters[i].filter, what, data) == 0)
			continue;
		if (what == EV_ADD || errno != ENOENT)
			return -1;
		errno = before;
	}
	return 0;
}

int sys_watch_add(struct sys_watch *watch, int fd, unsigned wants, void *data)
{
	int err;

	if (sys_watch_change(watch, fd, wants, data) == 0)
		return 0;
	err = errno;
	sys_watch_remove(watch, fd);
	errno = err;
	return -1;
}

int sys_watch_remove(struct sys_watch *watch, int fd)
{
	int before = errno, removed = 0;

	for (size_t i = 0; i < FILTERS; i++)
		removed += set(watch, fd, filters[i].filter, EV_DELETE, NULL) == 0;
	if (removed == 0)
		return -1;
	errno = before;
	return 0;
}

void sys_watch_closing(struct sys_watch *watch, int fd)
{
	(void)watch;
	(void)fd;
}

static unsigned told(const struct kevent *event)
{
	unsigned is = 0;

	for (size_t i = 0; i < FILTERS; i++) {
		if ((int)event->filter == filters[i].filter)
			is |= filters[i].wants;
	}
	return is;
}

int sys_watch_wait(struct sys_watch *watch, struct sys_watch_event *out, size_t n, int timeout_ms)
{
	struct kevent events[AT_ONCE];
	struct timespec time = { timeout_ms / 1000, timeout_ms % 1000 * 1000000L };
	/* What goes into a size_t as well as into an int: the systems do not agree. */
	unsigned short most = n < AT_ONCE ? (unsigned short)n : AT_ONCE;
	int ready = kevent(watch->fd, NULL, 0, events, most, timeout_ms < 0 ? NULL : &time);

	for (int i = 0; i < ready; i++)
		out[i] = (struct sys_watch_event){ (void *)events[i].udata, told(&events[i]) };
	return ready;
}

unsigned sys_watch_gone(void)
{
	return 0;
}

int sys_watch_fd(const struct sys_watch *watch)
{
	return watch->fd;
}
