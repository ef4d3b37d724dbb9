/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting for many descriptors: each is told of with what its owner gave, for as long as it is so.
 */
#ifndef BIOSOCK_SYS_WATCH_H
#define BIOSOCK_SYS_WATCH_H

#include <stddef.h>

/*
 * What is waited for. An end or an error is told as all that was asked for, or as both, since the
 * next call reports it. SYS_WATCH_EXCLUSIVE: if several watches wait for a descriptor, not all of
 * them are woken, where the system has that (Linux 4.5); never changed later. SYS_WATCH_GONE,
 * alone: sys_watch_gone() has it.
 */
enum { SYS_WATCH_READ = 1, SYS_WATCH_WRITE = 2, SYS_WATCH_EXCLUSIVE = 4, SYS_WATCH_GONE = 8 };

/* For one thread at a time. */
struct sys_watch {
	int fd;         /* the kernel's queue; -1 where there is none, and then: */
	void *set;      /* what is waited for, */
	void **data;    /* and what its owners gave */
	size_t n, room; /* of both */
	size_t first;   /* where the next look begins, so that none is overlooked for ever */
};

struct sys_watch_event {
	void *data;
	unsigned is;
};

/* All: 0, or -1 with errno. `wants` is never 0. */
int sys_watch_init(struct sys_watch *watch);
void sys_watch_fini(struct sys_watch *watch);

/* What is watched already is not added, and what is not is neither changed nor removed: ENOENT. */
int sys_watch_add(struct sys_watch *watch, int fd, unsigned wants, void *data);
int sys_watch_change(struct sys_watch *watch, int fd, unsigned wants, void *data);
/* To be called before the descriptor is closed. */
int sys_watch_remove(struct sys_watch *watch, int fd);
/* The same where closing is next, and nobody else has the descriptor: a kernel forgets it then. */
void sys_watch_closing(struct sys_watch *watch, int fd);

/*
 * Waits until something is so, at most timeout_ms milliseconds (< 0: for ever), and writes it to
 * out[n]. A descriptor may stand there twice, once for reading and once for writing. Returns how
 * many there are, 0 when the time is up, or -1 with errno (EINTR).
 */
int sys_watch_wait(struct sys_watch *watch, struct sys_watch_event *out, size_t n, int timeout_ms);

/*
 * What to wait for in order to be told, as of both, that a peer is gone altogether; 0 where that
 * cannot be told from its end.
 */
unsigned sys_watch_gone(void);

/* A descriptor that can be read while something is so, or -1 with EOPNOTSUPP. */
int sys_watch_fd(const struct sys_watch *watch);

#endif
