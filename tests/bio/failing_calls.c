/* SPDX-License-Identifier: Apache-2.0 */
/* Calls that fail when told; otherwise the kernel's. */
#include "failing_calls.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>

#include "support/interpose.h"
#include "support/mmsg.h"

static struct {
	int made, fails_at, err;
} calls[CALLS];
/* What musl's sendmmsg() calls is not counted. */
static bool within;

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
	if (within)
		return 0;
	if (++calls[call].made != calls[call].fails_at || calls[call].err == 0)
		return 0;
	errno = calls[call].err;
	return 1;
}

ssize_t INTERPOSED(sendto)(
    int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to, socklen_t len)
{
	return fails(CALL_SEND) ? -1 : NEXT(sendto)(fd, bytes, n, flags, to, len);
}

/* What libcrypto writes to a connected socket with. */
ssize_t INTERPOSED(write)(int fd, const void *bytes, size_t n)
{
	return fd > 2 && fails(CALL_SEND) ? -1 : NEXT(write)(fd, bytes, n);
}

ssize_t INTERPOSED(sendmsg)(int fd, const struct msghdr *message, int flags)
{
	return fails(CALL_SEND) ? -1 : NEXT(sendmsg)(fd, message, flags);
}

mmsg_result INTERPOSED(sendmmsg)(int fd, struct mmsghdr *list, mmsg_count n, mmsg_flags flags)
{
	sendmmsg_fn *next = (sendmmsg_fn *)NEXT(sendmmsg);
	mmsg_result result;

	if (fails(CALL_SEND))
		return -1;
	within = true;
	result = next(fd, list, n, flags);
	within = false;
	return result;
}

/* What Windows peeks with. */
ssize_t INTERPOSED(recv)(int fd, void *bytes, size_t n, int flags)
{
	return fails(CALL_RECEIVE) ? -1 : NEXT(recv)(fd, bytes, n, flags);
}

ssize_t INTERPOSED(recvfrom)(int fd, void *restrict bytes, size_t n, int flags,
    struct sockaddr *restrict from, socklen_t *restrict len)
{
	return fails(CALL_RECEIVE) ? -1 : NEXT(recvfrom)(fd, bytes, n, flags, from, len);
}

ssize_t INTERPOSED(recvmsg)(int fd, struct msghdr *message, int flags)
{
	return fails(CALL_RECEIVE) ? -1 : NEXT(recvmsg)(fd, message, flags);
}

mmsg_result INTERPOSED(recvmmsg)(
    int fd, struct mmsghdr *list, mmsg_count n, mmsg_flags flags, mmsg_time timeout)
{
	recvmmsg_fn *next = (recvmmsg_fn *)NEXT(recvmmsg);

	return fails(CALL_RECEIVE) ? -1 : next(fd, list, n, flags, timeout);
}

int INTERPOSED(setsockopt)(int fd, int level, int name, const void *value, socklen_t len)
{
	return fails(CALL_SETSOCKOPT) ? -1 : NEXT(setsockopt)(fd, level, name, value, len);
}

int INTERPOSED(getsockopt)(
    int fd, int level, int name, void *restrict value, socklen_t *restrict len)
{
	return fails(CALL_GETSOCKOPT) ? -1 : NEXT(getsockopt)(fd, level, name, value, len);
}

int INTERPOSED(getsockname)(int fd, struct sockaddr *restrict name, socklen_t *restrict len)
{
	return fails(CALL_GETSOCKNAME) ? -1 : NEXT(getsockname)(fd, name, len);
}

int INTERPOSED(close)(int fd)
{
	return fails(CALL_CLOSE) ? -1 : NEXT(close)(fd);
}
