/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes from a socket to a pipe that do not pass through this process. */
#ifndef BIOSOCK_CMD_SYS_SPLICE_H
#define BIOSOCK_CMD_SYS_SPLICE_H

#include <stddef.h>
#include <sys/types.h>

/*
 * Moves what the socket, which poll(2) calls readable, has and the pipe has room for, at most n
 * bytes. How many; 0: the socket is at its end; -1 with errno, of the socket; or SYS_LATER: there
 * is no way, or the pipe is the hindrance.
 */
ssize_t sys_splice(int sock, int pipe, size_t n);

#endif
