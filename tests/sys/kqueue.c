/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kqueue(2) in the place of BSD's kernel, made of epoll(7), so that a queue can be waited for like
 * any descriptor, and of timerfd(2).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "kqueue/sys/event.h"

enum { FILTERS = 512 };

/* What was asked for. `fd` is what epoll watches for it: the descriptor, or a timer's. */
static struct filter {
	int queue, fd;
	uintptr_t ident;
	int filter;
	void *udata;
	bool there;
} filters[FILTERS];

int kqueue(void)
{
	return epoll_create1(0);
}

static struct filter *find(int queue, uintptr_t ident, int filter)
{
	for (int i = 0; i < FILTERS; i++) {
		struct filter *at = &filters[i];

		if (at->there && at->queue == queue && at->ident == ident && at->filter == filter)
			return at;
	}
	return NULL;
}

/* A queue that was closed leaves its filters behind, and its number to another. */
static void forget_closed(void)
{
	for (int i = 0; i < FILTERS; i++) {
		struct epoll_event none = { 0 };

		if (filters[i].there &&
		    epoll_ctl(filters[i].queue, EPOLL_CTL_MOD, filters[i].fd, &none) == -1) {
			filters[i].there = false;
			if (filters[i].filter == EVFILT_TIMER)
				close(filters[i].fd);
		}
	}
}

/* Has epoll watch what the filters of this descriptor ask for. */
static void tell_epoll(int queue, int fd)
{
	struct epoll_event event = { .data.fd = fd };

	for (int i = 0; i < FILTERS; i++) {
		if (!filters[i].there || filters[i].queue != queue || filters[i].fd != fd)
			continue;
		event.events |= filters[i].filter == EVFILT_WRITE ? EPOLLOUT : EPOLLIN;
	}
	if (event.events == 0)
		epoll_ctl(queue, EPOLL_CTL_DEL, fd, NULL);
	else if (epoll_ctl(queue, EPOLL_CTL_MOD, fd, &event) == -1)
		epoll_ctl(queue, EPOLL_CTL_ADD, fd, &event);
}

static int new_timer(int64_t ms)
{
	const struct itimerspec time = { .it_value = { .tv_sec = (time_t)(ms / 1000),
		                             .tv_nsec = (long)(ms % 1000) * 1000000 } };
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);

	timerfd_settime(fd, 0, &time, NULL);
	return fd;
}

static int add(int queue, const struct kevent *change)
{
	struct filter *at = find(queue, change->ident, change->filter);

	for (int i = 0; i < FILTERS && at == NULL; i++)
		at = filters[i].there ? NULL : &filters[i];
	*at = (struct filter){ queue, (int)change->ident, change->ident, change->filter,
		change->udata, true };
	if (change->filter == EVFILT_TIMER)
		at->fd = new_timer(change->data);
	else if (fcntl(at->fd, F_GETFD) == -1)
		at->there = false;
	if (!at->there)
		return -1;
	tell_epoll(queue, at->fd);
	return 0;
}

static void drop(struct filter *at)
{
	at->there = false;
	tell_epoll(at->queue, at->fd);
	if (at->filter == EVFILT_TIMER)
		close(at->fd);
}

static int apply(int queue, const struct kevent *change)
{
	struct filter *at = find(queue, change->ident, change->filter);

	if ((change->flags & EV_ADD) != 0)
		return add(queue, change);
	if (at == NULL) {
		errno = ENOENT;
		return -1;
	}
	if ((change->flags & EV_DELETE) != 0)
		drop(at);
	return 0;
}

static int collect(int queue, const struct epoll_event *is, struct kevent *events, int room)
{
	int n = 0;

	for (int i = 0; i < FILTERS; i++) {
		struct filter *at = &filters[i];
		unsigned int asked = at->filter == EVFILT_WRITE ? EPOLLOUT : EPOLLIN;

		if (!at->there || at->queue != queue || at->fd != is->data.fd || n == room ||
		    (is->events & (asked | EPOLLERR | EPOLLHUP)) == 0)
			continue;
		events[n++] = (struct kevent){
			.ident = at->ident, .filter = (short)at->filter, .udata = at->udata
		};
		if (at->filter == EVFILT_TIMER)
			drop(at);
	}
	return n;
}

int kevent(int queue, const struct kevent *changes, int n_changes, struct kevent *events,
    int n_events, const struct timespec *timeout)
{
	struct epoll_event is[FILTERS];
	int ms = timeout == NULL ? -1 : (int)(timeout->tv_sec * 1000 + timeout->tv_nsec / 1000000);
	int ready, n = 0;

	forget_closed();
	for (int i = 0; i < FILTERS; i++)
		if (filters[i].there)
			tell_epoll(filters[i].queue, filters[i].fd);
	for (int i = 0; i < n_changes; i++)
		if (apply(queue, &changes[i]) == -1)
			return -1;
	if (n_events == 0)
		return 0;
	/* Not more than are told of: those that were asked for go to the end of epoll's list. */
	ready = epoll_wait(queue, is, n_events < FILTERS ? n_events : FILTERS, ms);
	for (int i = 0; i < ready; i++)
		n += collect(queue, &is[i], events + n, n_events - n);
	return ready == -1 ? -1 : n;
}
