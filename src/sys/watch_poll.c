/* SPDX-License-Identifier: Apache-2.0 */
/* Many descriptors where the system keeps no list of them: by one of this library's. */
#include "sys/watch.h"

#include <errno.h>
#include <stdlib.h>

#include "sys/readiness.h"

bool sys_watch_init(struct sys_watch *watch)
{
	*watch = (struct sys_watch){ .fd = -1 };
	return true;
}

void sys_watch_fini(struct sys_watch *watch)
{
	free(watch->entries);
	*watch = (struct sys_watch){ .fd = -1 };
}

static struct pollfd *find(const struct sys_watch *watch, int fd)
{
	struct pollfd *entries = watch->entries;

	for (size_t i = 0; i < watch->n; i++) {
		if ((int)entries[i].fd == fd)
			return &entries[i];
	}
	return NULL;
}

static bool refuse(int err)
{
	errno = err;
	return false;
}

static bool make_room(struct sys_watch *watch)
{
	size_t room = watch->room == 0 ? 8 : 2 * watch->room;
	struct pollfd *grown;

	if (watch->n < watch->room)
		return true;
	grown = realloc(watch->entries, room * sizeof(*grown));
	if (grown == NULL)
		return refuse(ENOMEM);
	watch->entries = grown;
	watch->room = room;
	return true;
}

static short asked(unsigned int events)
{
	return (short)(((events & SYS_READABLE) != 0 ? POLLIN : 0) |
	               ((events & SYS_WRITABLE) != 0 ? POLLOUT : 0));
}

bool sys_watch_add(struct sys_watch *watch, int fd, unsigned int events)
{
	struct pollfd *entry;

	if (find(watch, fd) != NULL)
		return refuse(EEXIST);
	if (!make_room(watch))
		return false;
	entry = (struct pollfd *)watch->entries + watch->n++;
	*entry = (struct pollfd){ .events = asked(events) };
	entry->fd = (__typeof__(entry->fd))fd;
	return true;
}

bool sys_watch_change(struct sys_watch *watch, int fd, unsigned int events)
{
	struct pollfd *entry = find(watch, fd);

	if (entry == NULL)
		return refuse(ENOENT);
	entry->events = asked(events);
	return true;
}

bool sys_watch_remove(struct sys_watch *watch, int fd)
{
	struct pollfd *entry = find(watch, fd);

	if (entry == NULL)
		return refuse(ENOENT);
	*entry = ((struct pollfd *)watch->entries)[--watch->n];
	return true;
}

static unsigned int events_of(const struct pollfd *entry)
{
	if ((entry->revents & ~(POLLIN | POLLOUT)) != 0)
		return SYS_READABLE | SYS_WRITABLE;
	return ((entry->revents & POLLIN) != 0 ? SYS_READABLE : 0U) |
	       ((entry->revents & POLLOUT) != 0 ? SYS_WRITABLE : 0U);
}

int sys_watch_wait(struct sys_watch *watch, struct sys_watched *out, size_t n, int timeout_ms)
{
	const struct pollfd *entries = watch->entries;
	int ready = sys_wait_any(watch->entries, watch->n, timeout_ms), told = 0;

	for (size_t i = 0; i < watch->n && told < ready && (size_t)told < n; i++) {
		if (entries[i].revents != 0)
			out[told++] =
			    (struct sys_watched){ (int)entries[i].fd, events_of(&entries[i]) };
	}
	return ready == -1 ? -1 : told;
}

int sys_watch_fd(const struct sys_watch *watch)
{
	(void)watch;
	errno = EOPNOTSUPP;
	return -1;
}
