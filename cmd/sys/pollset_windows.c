/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting by select(), which says no more than it is asked. WSAPoll() calls a peer's end a hang-up,
 * again and again while there is still something to send. Winsock's fd_set is a list: it has room
 * for as many as it is allocated for.
 */
#include "cmd/sys/pollset.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include "cmd/sys/reset.h"
#include "cmd/sys/stdstream.h"
#include "sys/clock.h"
#include "sys/winsock.h"

/* How often those are looked at that ask for nothing but their end. */
enum { LOOK_MS = 500 };

enum { READ, WRITE, EXCEPT, LISTS };

struct waiting {
	fd_set *lists[LISTS];
	bool silent; /* somebody asks for nothing */
};

static void fini(struct waiting *w)
{
	for (int i = 0; i < LISTS; i++)
		free(w->lists[i]);
}

static bool init(struct waiting *w, size_t n)
{
	bool ok = true;

	for (int i = 0; i < LISTS; i++) {
		w->lists[i] = malloc(offsetof(fd_set, fd_array) + n * sizeof(SOCKET));
		ok = ok && w->lists[i] != NULL;
	}
	if (!ok) {
		fini(w);
		errno = ENOMEM;
	}
	return ok;
}

static void add(fd_set *list, int fd)
{
	list->fd_array[list->fd_count++] = sys_handle(fd);
}

static bool is_in(const fd_set *list, int fd)
{
	for (u_int i = 0; i < list->fd_count; i++) {
		if (list->fd_array[i] == sys_handle(fd))
			return true;
	}
	return false;
}

static void ask_for(struct waiting *w, const sys_pollfd *p)
{
	if ((p->events & POLLIN) != 0)
		add(w->lists[READ], p->fd);
	if ((p->events & POLLOUT) != 0) {
		add(w->lists[WRITE], p->fd);
		if (sys_has_exceptions(sys_handle(p->fd)))
			add(w->lists[EXCEPT], p->fd);
	}
	if (p->events == 0)
		w->silent = true;
}

/* False with errno if a standard stream cannot be waited for. */
static bool ask_for_all(struct waiting *w, const sys_pollfd *set, size_t n)
{
	w->silent = false;
	for (int i = 0; i < LISTS; i++)
		w->lists[i]->fd_count = 0;
	for (size_t i = 0; i < n; i++) {
		if (set[i].fd >= 0 && !sys_is_stdstream(set[i].fd)) {
			ask_for(w, &set[i]);
		} else if (set[i].fd >= 0) {
			int flag = sys_stdstream_flag(set[i].fd);

			if (flag == -1)
				return false;
			add(w->lists[READ], flag);
		}
	}
	return true;
}

static short answer_for(const struct waiting *w, const sys_pollfd *p)
{
	short is = 0;

	if (p->fd < 0)
		return 0;
	if (sys_is_stdstream(p->fd))
		return is_in(w->lists[READ], sys_stdstream_flag(p->fd)) ? p->events : 0;
	if (p->events == 0)
		return sys_is_reset(p->fd) ? POLLERR | POLLHUP : 0;
	if (is_in(w->lists[READ], p->fd))
		is |= POLLIN;
	if (is_in(w->lists[WRITE], p->fd))
		is |= POLLOUT;
	if (is_in(w->lists[EXCEPT], p->fd))
		is |= POLLERR;
	return is;
}

/* One look, of at most ms milliseconds (< 0: for ever). */
static int look(struct waiting *w, sys_pollfd *set, size_t n, int ms)
{
	struct timeval time = { .tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000 };
	int ready = 0;

	if (w->lists[READ]->fd_count + w->lists[WRITE]->fd_count == 0)
		Sleep(ms < 0 ? INFINITE : (DWORD)ms);
	else if (select(0, w->lists[READ], w->lists[WRITE], w->lists[EXCEPT],
	             ms < 0 ? NULL : &time) == SOCKET_ERROR)
		return sys_failed(-1);
	for (size_t i = 0; i < n; i++) {
		set[i].revents = answer_for(w, &set[i]);
		ready += set[i].revents != 0;
	}
	return ready;
}

static int wait_for(struct waiting *w, sys_pollfd *set, size_t n, int timeout_ms)
{
	int64_t end = sys_clock_ms() + timeout_ms;
	int ready, left = timeout_ms;

	do {
		if (!ask_for_all(w, set, n))
			return -1;
		ready = look(w, set, n, w->silent && (left < 0 || left > LOOK_MS) ? LOOK_MS : left);
		if (timeout_ms >= 0)
			left = end > sys_clock_ms() ? (int)(end - sys_clock_ms()) : 0;
	} while (ready == 0 && left != 0);
	return ready;
}

int sys_poll(sys_pollfd *set, size_t n, int timeout_ms)
{
	struct waiting w;
	int ready;

	if (!init(&w, n))
		return -1;
	ready = wait_for(&w, set, n, timeout_ms);
	fini(&w);
	return ready;
}
