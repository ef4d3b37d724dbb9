/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file that binding an AF_UNIX socket to a path makes, and that nobody but its maker removes.
 */
#ifndef BIOSOCK_SYS_SOCKFILE_H
#define BIOSOCK_SYS_SOCKFILE_H

#include <stdbool.h>

#include "sys/net.h"

/* Which file a path is now: another one made there is not the same while the first is open. */
struct sys_sockfile {
	unsigned long long device, number;
	long process; /* of a socket: who has asked; 0 where that is of no use */
};

/*
 * Which socket a descriptor is, as far as the system tells, to *out: a file's number may be used
 * again once the socket is closed, and a descriptor's too.
 */
void sys_sockfile_of_socket(int fd, struct sys_sockfile *out);

/* Whether there is a socket at `path`; if so, which, to *out. */
bool sys_sockfile_find(const char *path, struct sys_sockfile *out);

/* Whether sys_sockfile_is_dead() is ever true here, and whether such a file has a mode. */
bool sys_sockfile_can_be_dead(void);
bool sys_sockfile_has_mode(void);

/*
 * Whether no socket is behind the file, asked without disturbing one that is. False where that
 * cannot be asked so.
 */
bool sys_sockfile_is_dead(const struct sockaddr *addr, socklen_t len);

/*
 * Takes the lock of the folder that `path` is in, which keeps out those who take it too. Returns
 * what sys_sockfile_unlock() takes; or -1 with errno: EBUSY if another one holds it for wait_ms
 * milliseconds, anything else if the folder has no such lock for us.
 */
int sys_sockfile_lock(const char *path, int wait_ms);
/* errno is kept. Harmless with -1. */
void sys_sockfile_unlock(int lock);

/*
 * Before it is bound: the file that the socket is to make has no more rights than the mode, from
 * its first moment on, where the system lets a socket have a mode (Linux). errno is kept.
 */
void sys_sockfile_limit_mode(int fd, int mode);

/* Gives the file the mode. 0, or -1 with errno. */
int sys_sockfile_set_mode(const char *path, int mode);

/* Removes `path` if it still is that file. 1; 0 if there is nothing to do; -1 with errno. */
int sys_sockfile_remove(const char *path, const struct sys_sockfile *which);

#endif
