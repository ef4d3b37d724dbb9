/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting by select(), whose sets here are lists, with room for any SOCKET. Not by WSAPoll():
 * before Windows 10 2004 it never ends for a connect that was refused.
 */
#include "sys/readiness.h"

#include <errno.h>
#include <stdlib.h>

#include "sys/clock.h"
#include "sys/winsock.h"

#ifndef SO_CONNECT_TIME
#define SO_CONNECT_TIME 0x700c
#endif
enum { NOT_CONNECTED = -1, URGENT = 2 };

/* getpeername() would not tell: it answers as soon as a connect is under way. */
bool sys_has_exceptions(SOCKET s)
{
	int seconds, len = sizeof(seconds);

	return getsockopt(s, SOL_SOCKET, SO_CONNECT_TIME, (char *)&seconds, &len) != 0 ||
	       seconds == NOT_CONNECTED;
}

/* 0 when the time is up, SOCKET_ERROR, 1, or URGENT: an exception that is none here. */
static int look(SOCKET s, bool for_read, bool exceptions, int64_t ms)
{
	struct timeval time = { (long)(ms / 1000), (long)(ms % 1000 * 1000) };
	fd_set ready = { 1, { s } }, failed = { exceptions ? 1 : 0, { s } };
	int n = select(
	    0, for_read ? &ready : NULL, for_read ? NULL : &ready, &failed, ms < 0 ? NULL : &time);

	if (n <= 0)
		return n;
	return ready.fd_count == 0 && !sys_has_exceptions(s) ? URGENT : 1;
}

int sys_wait_ready(int fd, bool for_read, int timeout_ms)
{
	SOCKET s = sys_handle(fd);
	int64_t end = sys_clock_ms() + timeout_ms, left = timeout_ms;
	int n = look(s, for_read, true, timeout_ms);

	if (n == URGENT && timeout_ms >= 0)
		left = end > sys_clock_ms() ? end - sys_clock_ms() : 0;
	if (n == URGENT)
		n = look(s, for_read, false, left);
	return n == SOCKET_ERROR ? sys_failed(fd) : n;
}

enum { READ, WRITE, EXCEPT, LISTS };

/* A connect that failed is an exception, and nothing else. */
static void fill(fd_set *sets[LISTS], const struct pollfd *list, size_t n)
{
	for (int i = 0; i < LISTS; i++)
		sets[i]->fd_count = 0;
	for (size_t i = 0; i < n; i++) {
		bool writes = (list[i].events & POLLOUT) != 0;

		if ((list[i].events & POLLIN) != 0)
			sets[READ]->fd_array[sets[READ]->fd_count++] = list[i].fd;
		if (writes)
			sets[WRITE]->fd_array[sets[WRITE]->fd_count++] = list[i].fd;
		if (writes && sys_has_exceptions(list[i].fd))
			sets[EXCEPT]->fd_array[sets[EXCEPT]->fd_count++] = list[i].fd;
	}
}

static bool is_in(const fd_set *set, SOCKET s)
{
	for (u_int i = 0; i < set->fd_count; i++) {
		if (set->fd_array[i] == s)
			return true;
	}
	return false;
}

static int tell(fd_set *const sets[LISTS], struct pollfd *list, size_t n)
{
	int ready = 0;

	for (size_t i = 0; i < n; i++) {
		list[i].revents = 0;
		if (is_in(sets[READ], list[i].fd))
			list[i].revents |= POLLIN;
		if (is_in(sets[WRITE], list[i].fd))
			list[i].revents |= POLLOUT;
		if (is_in(sets[EXCEPT], list[i].fd))
			list[i].revents |= POLLERR;
		ready += list[i].revents != 0;
	}
	return ready;
}

static int wait_by_select(fd_set *sets[LISTS], struct pollfd *list, size_t n, int timeout_ms)
{
	struct timeval time = { timeout_ms / 1000, timeout_ms % 1000 * 1000 };

	fill(sets, list, n);
	if (n == 0) {
		Sleep(timeout_ms < 0 ? INFINITE : (DWORD)timeout_ms);
		return 0;
	}
	if (select(0, sets[READ], sets[WRITE], sets[EXCEPT], timeout_ms < 0 ? NULL : &time) ==
	    SOCKET_ERROR)
		return sys_failed(-1);
	return tell(sets, list, n);
}

/* Winsock's sets are lists, which have room for as many as they are allocated for. */
int sys_wait_any(struct pollfd *list, size_t n, int timeout_ms)
{
	fd_set *sets[LISTS] = { NULL };
	int ready = -1;

	for (int i = 0; i < LISTS; i++) {
		sets[i] = malloc(offsetof(fd_set, fd_array) + (n + 1) * sizeof(SOCKET));
		if (sets[i] == NULL) {
			errno = ENOMEM;
			goto out;
		}
	}
	ready = wait_by_select(sets, list, n, timeout_ms);
out:
	for (int i = 0; i < LISTS; i++)
		free(sets[i]);
	return ready;
}
