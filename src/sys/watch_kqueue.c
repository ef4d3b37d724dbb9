/* SPDX-License-Identifier: Apache-2.0 */
/* Many descriptors by kqueue(2), as BSD and macOS have it. */
#include "sys/watch.h"

#include <errno.h>
#include <stdint.h>
#include <sys/event.h>
#include <sys/time.h>
#include <unistd.h>

#include "sys/kqueue.h"

bool sys_watch_init(struct sys_watch *watch)
{
	*watch = (struct sys_watch){ .fd = sys_kqueue() };
	return watch->fd != -1;
}

void sys_watch_fini(struct sys_watch *watch)
{
	if (watch->fd != -1)
		close(watch->fd);
	watch->fd = -1;
}

static bool is_watched(const struct sys_watch *watch, int fd, int filter)
{
	return sys_kqueue_ask(watch->fd, fd, filter, EV_ENABLE, 0);
}

/* Reading and writing are two things to kqueue, each added or removed. */
static bool set(const struct sys_watch *watch, int fd, int filter, bool wanted)
{
	int before = errno;

	if (sys_kqueue_ask(watch->fd, fd, filter, wanted ? EV_ADD : EV_DELETE, 0))
		return true;
	if (wanted || errno != ENOENT)
		return false;
	errno = before;
	return true;
}

static bool set_both(const struct sys_watch *watch, int fd, unsigned int events)
{
	return set(watch, fd, EVFILT_READ, (events & SYS_READABLE) != 0) &&
	       set(watch, fd, EVFILT_WRITE, (events & SYS_WRITABLE) != 0);
}

/* It would take what it has already once more. */
static bool knows(const struct sys_watch *watch, int fd)
{
	int before = errno;
	bool known = is_watched(watch, fd, EVFILT_READ) || is_watched(watch, fd, EVFILT_WRITE);

	errno = before;
	return known;
}

static bool refuse(int err)
{
	errno = err;
	return false;
}

bool sys_watch_add(struct sys_watch *watch, int fd, unsigned int events)
{
	return knows(watch, fd) ? refuse(EEXIST) : set_both(watch, fd, events);
}

bool sys_watch_change(struct sys_watch *watch, int fd, unsigned int events)
{
	return knows(watch, fd) ? set_both(watch, fd, events) : refuse(ENOENT);
}

bool sys_watch_remove(struct sys_watch *watch, int fd)
{
	return sys_watch_change(watch, fd, 0);
}

int sys_watch_wait(struct sys_watch *watch, struct sys_watched *out, size_t n, int timeout_ms)
{
	enum { MOST = 64 };
	const struct timespec time = { timeout_ms / 1000, timeout_ms % 1000 * 1000000L };
	struct kevent events[MOST];
	/* NetBSD counts in size_t, the others in int: this becomes either. */
	const unsigned short room = n < MOST ? (unsigned short)n : MOST;
	int ready = kevent(watch->fd, NULL, 0, events, room, timeout_ms < 0 ? NULL : &time);

	for (int i = 0; i < ready; i++)
		out[i] = (struct sys_watched){ (int)events[i].ident,
			events[i].filter == EVFILT_READ ? SYS_READABLE : SYS_WRITABLE };
	return ready;
}

int sys_watch_fd(const struct sys_watch *watch)
{
	return watch->fd;
}
