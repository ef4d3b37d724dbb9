/* SPDX-License-Identifier: Apache-2.0 */
/* Many descriptors by epoll(7). */
#include "sys/watch.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

bool sys_watch_init(struct sys_watch *watch)
{
	*watch = (struct sys_watch){ .fd = epoll_create1(EPOLL_CLOEXEC) };
	return watch->fd != -1;
}

void sys_watch_fini(struct sys_watch *watch)
{
	if (watch->fd != -1)
		close(watch->fd);
	watch->fd = -1;
}

static bool control(const struct sys_watch *watch, int what, int fd, unsigned int events)
{
	struct epoll_event event = {
		.events = ((events & SYS_READABLE) != 0 ? EPOLLIN : 0U) |
		          ((events & SYS_WRITABLE) != 0 ? EPOLLOUT : 0U),
		.data.fd = fd,
	};

	return epoll_ctl(watch->fd, what, fd, &event) == 0;
}

bool sys_watch_add(struct sys_watch *watch, int fd, unsigned int events)
{
	return control(watch, EPOLL_CTL_ADD, fd, events);
}

bool sys_watch_change(struct sys_watch *watch, int fd, unsigned int events)
{
	return control(watch, EPOLL_CTL_MOD, fd, events);
}

bool sys_watch_remove(struct sys_watch *watch, int fd)
{
	return control(watch, EPOLL_CTL_DEL, fd, 0);
}

/* An error or an end is told of whoever asks, and whatever for. */
static unsigned int events_of(unsigned int is)
{
	if ((is & (EPOLLERR | EPOLLHUP)) != 0)
		return SYS_READABLE | SYS_WRITABLE;
	return ((is & EPOLLIN) != 0 ? SYS_READABLE : 0U) |
	       ((is & EPOLLOUT) != 0 ? SYS_WRITABLE : 0U);
}

int sys_watch_wait(struct sys_watch *watch, struct sys_watched *out, size_t n, int timeout_ms)
{
	enum { MOST = 64 };
	struct epoll_event events[MOST];
	int ready = epoll_wait(watch->fd, events, n < MOST ? (int)n : MOST, timeout_ms);

	for (int i = 0; i < ready; i++)
		out[i] = (struct sys_watched){ events[i].data.fd, events_of(events[i].events) };
	return ready;
}

int sys_watch_fd(const struct sys_watch *watch)
{
	return watch->fd;
}
