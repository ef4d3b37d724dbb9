/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting on macOS, whose poll(2) says POLLNVAL of many devices (its page, BUGS): terminals, and
 * /dev/null as standard input. select(2) takes them.
 */
#include "cmd/sys/pollset.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/select.h>

struct sets {
	fd_set read, write;
	int end; /* one more than the highest */
};

/* Whether poll() has refused a descriptor that is open. */
static bool has_device(const sys_pollfd *set, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if ((set[i].revents & POLLNVAL) != 0 && fcntl(set[i].fd, F_GETFD) != -1)
			return true;
	}
	return false;
}

/* False: there is no bit for a descriptor that high. */
static bool fill(struct sets *sets, const sys_pollfd *set, size_t n)
{
	FD_ZERO(&sets->read);
	FD_ZERO(&sets->write);
	sets->end = 0;
	for (size_t i = 0; i < n; i++) {
		if (set[i].fd < 0)
			continue;
		if (set[i].fd >= FD_SETSIZE)
			return false;
		if ((set[i].events & POLLIN) != 0)
			FD_SET(set[i].fd, &sets->read);
		if ((set[i].events & POLLOUT) != 0)
			FD_SET(set[i].fd, &sets->write);
		if (set[i].fd >= sets->end)
			sets->end = set[i].fd + 1;
	}
	return true;
}

/* How many entries are ready. An end or an error is readable or writable to select(). */
static int tell(const struct sets *sets, sys_pollfd *set, size_t n)
{
	int ready = 0;

	for (size_t i = 0; i < n; i++) {
		bool in = set[i].fd >= 0 && FD_ISSET(set[i].fd, &sets->read);
		bool out = set[i].fd >= 0 && FD_ISSET(set[i].fd, &sets->write);

		set[i].revents = (short)((in ? POLLIN : 0) | (out ? POLLOUT : 0));
		ready += set[i].revents != 0;
	}
	return ready;
}

static int by_select(sys_pollfd *set, size_t n, int timeout_ms)
{
	struct timeval time = { timeout_ms / 1000, timeout_ms % 1000 * 1000 };
	struct sets sets;

	if (!fill(&sets, set, n)) {
		errno = EINVAL;
		return -1;
	}
	if (select(sets.end, &sets.read, &sets.write, NULL, timeout_ms < 0 ? NULL : &time) == -1)
		return -1;
	return tell(&sets, set, n);
}

int sys_poll(sys_pollfd *set, size_t n, int timeout_ms)
{
	int ready = poll(set, (nfds_t)n, timeout_ms);

	if (ready > 0 && has_device(set, n))
		ready = by_select(set, n, timeout_ms);
	if (ready != -1 || errno != EINTR)
		return ready;
	for (size_t i = 0; i < n; i++)
		set[i].revents = 0;
	return 0;
}
