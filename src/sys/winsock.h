/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Between descriptors and Winsock's SOCKETs, and between its error codes and errno: for the files
 * of src/sys on Windows.
 *
 * A descriptor is the SOCKET's value as an int. After a call that failed errno has its meaning by
 * POSIX, and WSAGetLastError() still is the call's.
 */
#ifndef BIOSOCK_SYS_WINSOCK_H
#define BIOSOCK_SYS_WINSOCK_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "sys/net.h"

/* Readies Winsock, if nothing did before. If it cannot be, false with WSAGetLastError(). */
bool sys_start(void);

/* The descriptor's SOCKET. Readies Winsock if nothing did before. */
SOCKET sys_handle(int fd);

/*
 * A Winsock call on fd failed just now: sets errno. Returns -1. What is no open handle at all is
 * EBADF, as on POSIX; Winsock does not tell it from a handle that is no socket.
 */
int sys_failed(int fd);

/*
 * As sys_failed(), of a call that moves bytes. If it waited as long as `timeout` (SO_RCVTIMEO,
 * SO_SNDTIMEO) says that is EAGAIN; if the connect before it failed, its error.
 */
int sys_transfer_failed(int fd, int timeout);

/* What an error code of Winsock's is as an errno; itself if there is none, or if it is no code. */
int sys_errno_of(int code);

/* Of a code or an errno: a static string, or NULL if there is none. */
const char *sys_error_text(int err);

/* Winsock's lengths are of type int: as much of n as one call can take. */
static inline int sys_length(size_t n)
{
	return n < INT_MAX ? (int)n : INT_MAX;
}

/*
 * Whether what select() calls an exception is a connect that came to nothing. Of a connected socket
 * it is urgent data, and no reason for the next call to return.
 */
bool sys_has_exceptions(SOCKET s);

/* The family of a socket, bound or not; AF_UNSPEC if it cannot be told. */
int sys_family_of(SOCKET s);

#endif
