/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The system's calls, defined by the test executable, whose symbols come before those of every
 * library. Each fails when it is told to, and otherwise hands on to the system's.
 */

/* With GNU's interfaces, addresses are declared as unions that no plain definition matches. */
#undef _GNU_SOURCE
#define _DEFAULT_SOURCE 1

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <unistd.h>

#include <netdb.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "support/faults.h"

int accept4(int fd, struct sockaddr *addr, socklen_t *len, int flags);

/* Of the calls that say -1 and errno. */
static bool fails(enum fault_call call)
{
	int err;

	if (!faults_strike(call, &err))
		return false;
	errno = err;
	return true;
}

/* Of the resolver's calls: 0, or the code. */
static int resolver_fails(enum fault_call call)
{
	int code = 0;

	if (faults_strike(call, &code) && code == EAI_SYSTEM)
		errno = EMFILE;
	return code;
}

int socket(int domain, int type, int protocol)
{
	typedef int fn(int, int, int);
	fn *next = (fn *)faults_next("socket");

	return fails(FAULT_SOCKET) ? -1 : next(domain, type, protocol);
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
	typedef int fn(int, int, int, const void *, socklen_t);
	fn *next = (fn *)faults_next("setsockopt");

	return fails(FAULT_SETSOCKOPT) ? -1 : next(fd, level, name, value, len);
}

int getsockopt(int fd, int level, int name, void *value, socklen_t *len)
{
	typedef int fn(int, int, int, void *, socklen_t *);
	fn *next = (fn *)faults_next("getsockopt");

	return fails(FAULT_GETSOCKOPT) ? -1 : next(fd, level, name, value, len);
}

/* Every request used here has one argument of a pointer's size, or none. */
int ioctl(int fd, unsigned long request, ...)
{
	typedef int fn(int, unsigned long, ...);
	fn *next = (fn *)faults_next("ioctl");
	va_list args;
	void *arg;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	return fails(FAULT_IOCTL) ? -1 : next(fd, request, arg);
}

int fcntl(int fd, int command, ...)
{
	typedef int fn(int, int, ...);
	fn *next = (fn *)faults_next("fcntl");
	va_list args;
	void *arg;

	va_start(args, command);
	arg = va_arg(args, void *);
	va_end(args);
	return fails(FAULT_FCNTL) ? -1 : next(fd, command, arg);
}

int bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	typedef int fn(int, const struct sockaddr *, socklen_t);
	fn *next = (fn *)faults_next("bind");

	return fails(FAULT_BIND) ? -1 : next(fd, addr, len);
}

int listen(int fd, int backlog)
{
	typedef int fn(int, int);
	fn *next = (fn *)faults_next("listen");

	return fails(FAULT_LISTEN) ? -1 : next(fd, backlog);
}

int accept(int fd, struct sockaddr *addr, socklen_t *len)
{
	typedef int fn(int, struct sockaddr *, socklen_t *);
	fn *next = (fn *)faults_next("accept");

	return fails(FAULT_ACCEPT) ? -1 : next(fd, addr, len);
}

int accept4(int fd, struct sockaddr *addr, socklen_t *len, int flags)
{
	typedef int fn(int, struct sockaddr *, socklen_t *, int);
	fn *next = (fn *)faults_next("accept4");

	return fails(FAULT_ACCEPT) ? -1 : next(fd, addr, len, flags);
}

int connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	typedef int fn(int, const struct sockaddr *, socklen_t);
	fn *next = (fn *)faults_next("connect");

	return fails(FAULT_CONNECT) ? -1 : next(fd, addr, len);
}

int getsockname(int fd, struct sockaddr *addr, socklen_t *len)
{
	typedef int fn(int, struct sockaddr *, socklen_t *);
	fn *next = (fn *)faults_next("getsockname");

	return fails(FAULT_GETSOCKNAME) ? -1 : next(fd, addr, len);
}

int getaddrinfo(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	typedef int fn(const char *, const char *, const struct addrinfo *, struct addrinfo **);
	fn *next = (fn *)faults_next("getaddrinfo");
	int code = resolver_fails(FAULT_GETADDRINFO);

	if (code == 0)
		code = next(host, service, hints, out);
	if (code == 0)
		faults_note_list(1);
	return code;
}

void freeaddrinfo(struct addrinfo *list)
{
	typedef void fn(struct addrinfo *);
	fn *next = (fn *)faults_next("freeaddrinfo");

	faults_note_list(-1);
	next(list);
}

int getnameinfo(const struct sockaddr *addr, socklen_t len, char *host, socklen_t host_size,
    char *service, socklen_t service_size, int flags)
{
	typedef int fn(
	    const struct sockaddr *, socklen_t, char *, socklen_t, char *, socklen_t, int);
	fn *next = (fn *)faults_next("getnameinfo");
	int code = resolver_fails(FAULT_GETNAMEINFO);

	if (code != 0)
		return code;
	return next(addr, len, host, host_size, service, service_size, flags);
}

int close(int fd)
{
	typedef int fn(int);
	fn *next = (fn *)faults_next("close");
	int result = next(fd);

	if (result == -1 && errno == EBADF)
		faults_note_bad_close();
	return fails(FAULT_CLOSE) ? -1 : result;
}

int poll(struct pollfd *fds, nfds_t n, int timeout_ms)
{
	typedef int fn(struct pollfd *, nfds_t, int);
	fn *next = (fn *)faults_next("poll");

	return fails(FAULT_POLL) ? -1 : next(fds, n, timeout_ms);
}
