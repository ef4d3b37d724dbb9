/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting by epoll(7). */
#include "sys/watch.h"

#include <sys/epoll.h>
#include <unistd.h>

#ifndef EPOLLEXCLUSIVE
#define EPOLLEXCLUSIVE (1U << 28)
#endif

/* How many events a call asks for: more are left for the next one. */
enum { AT_ONCE = 64 };

int sys_watch_init(struct sys_watch *watch)
{
	*watch = (struct sys_watch){ .fd = epoll_create1(EPOLL_CLOEXEC) };
	return watch->fd == -1 ? -1 : 0;
}

void sys_watch_fini(struct sys_watch *watch)
{
	if (watch->fd != -1)
		close(watch->fd);
	watch->fd = -1;
}

static int control(struct sys_watch *watch, int what, int fd, unsigned wants, void *data)
{
	struct epoll_event event = {
		.events = ((wants & SYS_WATCH_READ) != 0 ? (unsigned)EPOLLIN : 0) |
		          ((wants & SYS_WATCH_WRITE) != 0 ? (unsigned)EPOLLOUT : 0) |
		          ((wants & SYS_WATCH_EXCLUSIVE) != 0 ? (unsigned)EPOLLEXCLUSIVE : 0),
		.data.ptr = data,
	};

	return epoll_ctl(watch->fd, what, fd, &event);
}

int sys_watch_add(struct sys_watch *watch, int fd, unsigned wants, void *data)
{
	return control(watch, EPOLL_CTL_ADD, fd, wants, data);
}

int sys_watch_change(struct sys_watch *watch, int fd, unsigned wants, void *data)
{
	return control(watch, EPOLL_CTL_MOD, fd, wants, data);
}

int sys_watch_remove(struct sys_watch *watch, int fd)
{
	return control(watch, EPOLL_CTL_DEL, fd, 0, NULL);
}

void sys_watch_closing(struct sys_watch *watch, int fd)
{
	(void)watch;
	(void)fd;
}

/* An end or an error is both: what was asked for is not told here. */
static unsigned told(unsigned events)
{
	unsigned ends = events & (EPOLLERR | EPOLLHUP);

	return ((ends | (events & EPOLLIN)) != 0 ? (unsigned)SYS_WATCH_READ : 0) |
	       ((ends | (events & EPOLLOUT)) != 0 ? (unsigned)SYS_WATCH_WRITE : 0);
}

int sys_watch_wait(struct sys_watch *watch, struct sys_watch_event *out, size_t n, int timeout_ms)
{
	struct epoll_event events[AT_ONCE];
	int ready = epoll_wait(watch->fd, events, n < AT_ONCE ? (int)n : AT_ONCE, timeout_ms);

	for (int i = 0; i < ready; i++)
		out[i] = (struct sys_watch_event){ events[i].data.ptr, told(events[i].events) };
	return ready;
}

/* It tells of errors, and of a connection that has ended both ways, without being asked. */
unsigned sys_watch_gone(void)
{
	return SYS_WATCH_GONE;
}

int sys_watch_fd(const struct sys_watch *watch)
{
	return watch->fd;
}
