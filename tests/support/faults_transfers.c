/* SPDX-License-Identifier: Apache-2.0 */
/*
 * As faults_calls.c, the calls that move bytes. Whichever of a family a library uses counts as the
 * same call.
 */

/* With GNU's interfaces, addresses are declared as unions that no plain definition matches. */
#undef _GNU_SOURCE
#define _DEFAULT_SOURCE 1

#include <errno.h>
#include <unistd.h>

#include <sys/socket.h>

#include "support/faults.h"

struct mmsghdr;
struct timespec;
int sendmmsg(int fd, struct mmsghdr *list, unsigned n, int flags);
int recvmmsg(int fd, struct mmsghdr *list, unsigned n, int flags, struct timespec *timeout);

static bool fails(enum fault_call call)
{
	int err;

	if (!faults_strike(call, &err))
		return false;
	errno = err;
	return true;
}

ssize_t read(int fd, void *out, size_t n)
{
	typedef ssize_t fn(int, void *, size_t);
	fn *next = (fn *)faults_next("read");

	return fails(FAULT_READ) ? -1 : next(fd, out, n);
}

ssize_t recv(int fd, void *out, size_t n, int flags)
{
	typedef ssize_t fn(int, void *, size_t, int);
	fn *next = (fn *)faults_next("recv");

	return fails(FAULT_READ) ? -1 : next(fd, out, n, flags);
}

ssize_t recvfrom(int fd, void *out, size_t n, int flags, struct sockaddr *from, socklen_t *len)
{
	typedef ssize_t fn(int, void *, size_t, int, struct sockaddr *, socklen_t *);
	fn *next = (fn *)faults_next("recvfrom");

	return fails(FAULT_READ) ? -1 : next(fd, out, n, flags, from, len);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	typedef ssize_t fn(int, struct msghdr *, int);
	fn *next = (fn *)faults_next("recvmsg");

	return fails(FAULT_READ) ? -1 : next(fd, message, flags);
}

int recvmmsg(int fd, struct mmsghdr *list, unsigned n, int flags, struct timespec *timeout)
{
	typedef int fn(int, struct mmsghdr *, unsigned, int, struct timespec *);
	fn *next = (fn *)faults_next("recvmmsg");

	return fails(FAULT_READ) ? -1 : next(fd, list, n, flags, timeout);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	typedef ssize_t fn(int, const void *, size_t);
	fn *next = (fn *)faults_next("write");

	return fails(FAULT_WRITE) ? -1 : next(fd, bytes, n);
}

ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
	typedef ssize_t fn(int, const void *, size_t, int);
	fn *next = (fn *)faults_next("send");

	return fails(FAULT_WRITE) ? -1 : next(fd, bytes, n, flags);
}

ssize_t sendto(
    int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to, socklen_t len)
{
	typedef ssize_t fn(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
	fn *next = (fn *)faults_next("sendto");

	return fails(FAULT_WRITE) ? -1 : next(fd, bytes, n, flags, to, len);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	typedef ssize_t fn(int, const struct msghdr *, int);
	fn *next = (fn *)faults_next("sendmsg");

	return fails(FAULT_WRITE) ? -1 : next(fd, message, flags);
}

int sendmmsg(int fd, struct mmsghdr *list, unsigned n, int flags)
{
	typedef int fn(int, struct mmsghdr *, unsigned, int);
	fn *next = (fn *)faults_next("sendmmsg");

	return fails(FAULT_WRITE) ? -1 : next(fd, list, n, flags);
}

int shutdown(int fd, int how)
{
	typedef int fn(int, int);
	fn *next = (fn *)faults_next("shutdown");

	return fails(FAULT_SHUTDOWN) ? -1 : next(fd, how);
}
