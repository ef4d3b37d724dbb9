/* SPDX-License-Identifier: Apache-2.0 */
/*
 * As faults_calls.c, the calls that move bytes. Whichever of a family a library uses counts as
 * the same call.
 */

#include <unistd.h>

#include <sys/socket.h>

#include "support/faults.h"
#include "support/interpose.h"
#include "support/mmsg.h"

ssize_t INTERPOSED(read)(int fd, void *out, size_t n)
{
	return faults_meet(FAULT_READ) ? -1 : NEXT(read)(fd, out, n);
}

ssize_t INTERPOSED(recv)(int fd, void *out, size_t n, int flags)
{
	ssize_t result;

	if (faults_meet(FAULT_READ))
		return -1;
	faults_within(1);
	result = NEXT(recv)(fd, out, n, flags);
	faults_within(-1);
	return result;
}

ssize_t INTERPOSED(recvfrom)(
    int fd, void *out, size_t n, int flags, struct sockaddr *from, socklen_t *len)
{
	return faults_meet(FAULT_READ) ? -1 : NEXT(recvfrom)(fd, out, n, flags, from, len);
}

ssize_t INTERPOSED(recvmsg)(int fd, struct msghdr *message, int flags)
{
	return faults_meet(FAULT_READ) ? -1 : NEXT(recvmsg)(fd, message, flags);
}

mmsg_result INTERPOSED(recvmmsg)(
    int fd, struct mmsghdr *list, mmsg_count n, mmsg_flags flags, mmsg_time timeout)
{
	recvmmsg_fn *next = (recvmmsg_fn *)NEXT(recvmmsg);

	return faults_meet(FAULT_READ) ? -1 : next(fd, list, n, flags, timeout);
}

ssize_t INTERPOSED(write)(int fd, const void *bytes, size_t n)
{
	return faults_meet(FAULT_WRITE) ? -1 : NEXT(write)(fd, bytes, n);
}

ssize_t INTERPOSED(send)(int fd, const void *bytes, size_t n, int flags)
{
	ssize_t result;

	if (faults_meet(FAULT_WRITE))
		return -1;
	faults_within(1);
	result = NEXT(send)(fd, bytes, n, flags);
	faults_within(-1);
	return result;
}

ssize_t INTERPOSED(sendto)(
    int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to, socklen_t len)
{
	return faults_meet(FAULT_WRITE) ? -1 : NEXT(sendto)(fd, bytes, n, flags, to, len);
}

ssize_t INTERPOSED(sendmsg)(int fd, const struct msghdr *message, int flags)
{
	return faults_meet(FAULT_WRITE) ? -1 : NEXT(sendmsg)(fd, message, flags);
}

mmsg_result INTERPOSED(sendmmsg)(int fd, struct mmsghdr *list, mmsg_count n, mmsg_flags flags)
{
	sendmmsg_fn *next = (sendmmsg_fn *)NEXT(sendmmsg);
	mmsg_result result;

	if (faults_meet(FAULT_WRITE))
		return -1;
	faults_within(1);
	result = next(fd, list, n, flags);
	faults_within(-1);
	return result;
}

int INTERPOSED(shutdown)(int fd, int how)
{
	return faults_meet(FAULT_SHUTDOWN) ? -1 : NEXT(shutdown)(fd, how);
}
