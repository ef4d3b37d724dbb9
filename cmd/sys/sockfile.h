/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file that binding an AF_UNIX socket to a path makes, and that nobody but its maker removes.
 */
#ifndef BIOSOCK_CMD_SYS_SOCKFILE_H
#define BIOSOCK_CMD_SYS_SOCKFILE_H

#include <stdbool.h>

/* Which file a path is now: another one made there later is not the same. */
struct sys_sockfile {
	unsigned long long device, number;
};

/* Whether there is a socket at `path`; if so, which, to *out. */
bool sys_sockfile_find(const char *path, struct sys_sockfile *out);

/*
 * The type of socket with which a connect finds out whether a socket is behind the file, if
 * possible without disturbing it: a stream socket refuses a datagram socket with EPROTOTYPE, and
 * only a file that no socket holds refuses it with ECONNREFUSED.
 */
int sys_sockfile_probe_type(void);

/* Removes `path` if it still is that file. 0 if it did or there is nothing to do, -1 with errno. */
int sys_sockfile_remove(const char *path, const struct sys_sockfile *which);

#endif
