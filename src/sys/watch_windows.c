/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting by select(), whose sets here are lists, with room for any number of SOCKETs
 * (readiness_windows.c tells why not by WSAPoll()).
 */
#include "sys/watch.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include "sys/watch_list.h"
#include "sys/winsock.h"

struct watched {
	int fd;
	unsigned wants;
};

enum { READ, WRITE, EXCEPT, LISTS };

int sys_watch_init(struct sys_watch *watch)
{
	*watch = (struct sys_watch){ .fd = -1 };
	return sys_start() ? 0 : sys_failed(-1);
}

void sys_watch_fini(struct sys_watch *watch)
{
	sys_watch_list_fini(watch);
}

static struct watched *find(const struct sys_watch *watch, int fd)
{
	struct watched *set = watch->set;

	for (size_t i = 0; i < watch->n; i++) {
		if (set[i].fd == fd)
			return &set[i];
	}
	errno = ENOENT;
	return NULL;
}

/* select() fails if one of its sockets is none: that is to be said of this one, now. */
static bool is_socket(int fd)
{
	int type, len = sizeof(type);

	if (getsockopt(sys_handle(fd), SOL_SOCKET, SO_TYPE, (char *)&type, &len) == 0)
		return true;
	sys_failed(fd);
	return false;
}

int sys_watch_add(struct sys_watch *watch, int fd, unsigned wants, void *data)
{
	if (!is_socket(fd))
		return -1;
	if (!sys_watch_list_grow(watch, sizeof(struct watched))) {
		errno = ENOMEM;
		return -1;
	}
	((struct watched *)watch->set)[watch->n] = (struct watched){ fd, wants };
	watch->data[watch->n++] = data;
	return 0;
}

int sys_watch_change(struct sys_watch *watch, int fd, unsigned wants, void *data)
{
	struct watched *one = find(watch, fd);

	if (one == NULL)
		return -1;
	one->wants = wants;
	watch->data[one - (struct watched *)watch->set] = data;
	return 0;
}

int sys_watch_remove(struct sys_watch *watch, int fd)
{
	struct watched *one = find(watch, fd), *set = watch->set;

	if (one == NULL)
		return -1;
	watch->n--;
	watch->data[one - set] = watch->data[watch->n];
	*one = set[watch->n];
	return 0;
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

static void ask(const struct sys_watch *watch, fd_set *lists[LISTS])
{
	const struct watched *set = watch->set;

	for (int i = 0; i < LISTS; i++)
		lists[i]->fd_count = 0;
	for (size_t i = 0; i < watch->n; i++) {
		if ((set[i].wants & SYS_WATCH_READ) != 0)
			add(lists[READ], set[i].fd);
		if ((set[i].wants & SYS_WATCH_WRITE) == 0)
			continue;
		add(lists[WRITE], set[i].fd);
		if (sys_has_exceptions(sys_handle(set[i].fd)))
			add(lists[EXCEPT], set[i].fd);
	}
}

static unsigned told(fd_set *const lists[LISTS], const struct watched *one)
{
	bool writes = is_in(lists[WRITE], one->fd) || is_in(lists[EXCEPT], one->fd);

	return (is_in(lists[READ], one->fd) ? (unsigned)SYS_WATCH_READ : 0) |
	       (writes ? (unsigned)SYS_WATCH_WRITE : 0);
}

static int answer(
    struct sys_watch *watch, fd_set *const lists[LISTS], struct sys_watch_event *out, size_t n)
{
	const struct watched *set = watch->set;
	size_t found = 0, first = watch->first;

	for (size_t i = 0; i < watch->n && found < n; i++) {
		size_t at = (first + i) % watch->n;
		unsigned is = told(lists, &set[at]);

		if (is == 0)
			continue;
		out[found++] = (struct sys_watch_event){ watch->data[at], is };
		watch->first = at + 1;
	}
	return (int)found;
}

/* select() refuses to wait for nothing. */
static int look(const struct sys_watch *watch, fd_set *lists[LISTS], int ms)
{
	struct timeval time = { .tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000 };

	ask(watch, lists);
	if (watch->n == 0) {
		Sleep(ms < 0 ? INFINITE : (DWORD)ms);
		return 0;
	}
	return select(0, lists[READ], lists[WRITE], lists[EXCEPT], ms < 0 ? NULL : &time);
}

int sys_watch_wait(struct sys_watch *watch, struct sys_watch_event *out, size_t n, int timeout_ms)
{
	size_t size = offsetof(fd_set, fd_array) + watch->n * sizeof(SOCKET);
	unsigned char *memory;
	fd_set *lists[LISTS];
	int ready;

	size = (size + sizeof(SOCKET) - 1) / sizeof(SOCKET) * sizeof(SOCKET);
	memory = malloc(LISTS * size);
	if (memory == NULL) {
		errno = ENOMEM;
		return -1;
	}
	for (int i = 0; i < LISTS; i++)
		lists[i] = (fd_set *)(void *)(memory + (size_t)i * size);
	ready = look(watch, lists, timeout_ms);
	ready = ready == SOCKET_ERROR ? sys_failed(-1) : ready;
	if (ready > 0)
		ready = answer(watch, lists, out, n);
	free(memory);
	return ready;
}

int sys_watch_fd(const struct sys_watch *watch)
{
	(void)watch;
	errno = EOPNOTSUPP;
	return -1;
}
