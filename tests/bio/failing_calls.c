/* SPDX-License-Identifier: Apache-2.0 */
/* Calls that fail when told; otherwise the kernel's. */
#include "failing_calls.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/syscall.h>

static struct {
	int made, fails_at, err;
} calls[CALLS];

void fail_call(enum call call, int well, int err)
{
	memset(calls, 0, sizeof(calls));
	calls[call].fails_at = well + 1;
	calls[call].err = err;
}

int calls_made(enum call call)
{
	return calls[call].made;
}

static int fails(enum call call)
{
	if (++calls[call].made != calls[call].fails_at || calls[call].err == 0)
		return 0;
	errno = calls[call].err;
	return 1;
}

ssize_t sendto(
    int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to, socklen_t len)
{
	return fails(CALL_SEND) ? -1 : syscall(SYS_sendto, fd, bytes, n, flags, to, len);
}

/* What libcrypto writes to a connected socket with. */
ssize_t write(int fd, const void *bytes, size_t n)
{
	return fd > 2 && fails(CALL_SEND) ? -1 : syscall(SYS_write, fd, bytes, n);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	return fails(CALL_SEND) ? -1 : syscall(SYS_sendmsg, fd, message, flags);
}

int sendmmsg(int fd, struct mmsghdr *list, unsigned n, int flags)
{
	return fails(CALL_SEND) ? -1 : (int)syscall(SYS_sendmmsg, fd, list, n, flags);
}

ssize_t recvfrom(int fd, void *restrict bytes, size_t n, int flags, struct sockaddr *restrict from,
    socklen_t *restrict len)
{
	return fails(CALL_RECEIVE) ? -1 : syscall(SYS_recvfrom, fd, bytes, n, flags, from, len);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	return fails(CALL_RECEIVE) ? -1 : syscall(SYS_recvmsg, fd, message, flags);
}

int recvmmsg(int fd, struct mmsghdr *list, unsigned n, int flags, struct timespec *timeout)
{
	return fails(CALL_RECEIVE) ? -1 : (int)syscall(SYS_recvmmsg, fd, list, n, flags, timeout);
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
	return fails(CALL_SETSOCKOPT) ? -1
	                              : (int)syscall(SYS_setsockopt, fd, level, name, value, len);
}

int getsockopt(int fd, int level, int name, void *restrict value, socklen_t *restrict len)
{
	return fails(CALL_GETSOCKOPT) ? -1
	                              : (int)syscall(SYS_getsockopt, fd, level, name, value, len);
}

int getsockname(int fd, struct sockaddr *restrict name, socklen_t *restrict len)
{
	return fails(CALL_GETSOCKNAME) ? -1 : (int)syscall(SYS_getsockname, fd, name, len);
}

int close(int fd)
{
	return fails(CALL_CLOSE) ? -1 : (int)syscall(SYS_close, fd);
}
