/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting for many descriptors again and again: they are named once, and each wait costs by how
 * many are ready. Not for several threads at once, but for sys_watch_wait().
 */
#ifndef BIOSOCK_SYS_WATCH_H
#define BIOSOCK_SYS_WATCH_H

#include <stdbool.h>
#include <stddef.h>

enum { SYS_READABLE = 1, SYS_WRITABLE = 2 };

struct sys_watch {
	int fd;        /* the system's own list, -1 where it has none */
	void *entries; /* and then this one, of n in room for so many */
	size_t n, room;
};

struct sys_watched {
	int fd;
	unsigned int events; /* of the above; an error or an end is both, or what was asked for */
};

/* False with errno. */
bool sys_watch_init(struct sys_watch *watch);
void sys_watch_fini(struct sys_watch *watch);

/*
 * Each false with errno: EEXIST for what is watched already, ENOENT for what is not. What is
 * watched is to be removed before it is closed.
 */
bool sys_watch_add(struct sys_watch *watch, int fd, unsigned int events);
bool sys_watch_change(struct sys_watch *watch, int fd, unsigned int events);
bool sys_watch_remove(struct sys_watch *watch, int fd);

/*
 * Waits until something is ready or timeout_ms are over (< 0: for ever). How many of out[n] were
 * filled, 0 when the time is up, or -1 with errno (EINTR). Where the system says what can be read
 * and what can be written apart, a descriptor may be there twice.
 */
int sys_watch_wait(struct sys_watch *watch, struct sys_watched *out, size_t n, int timeout_ms);

/*
 * A descriptor that is readable while something is ready; -1 with EOPNOTSUPP where there is none.
 */
int sys_watch_fd(const struct sys_watch *watch);

#endif
