/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The system's calls, defined by the test executable, in front of the library's own. Each fails
 * when it is told to, and otherwise hands on to the system's.
 */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <unistd.h>

#include <netdb.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "support/faults.h"
#include "support/interpose.h"

/* Of the resolver's calls: 0, or the code. */
static int resolver_fails(enum fault_call call)
{
	int code = 0;

	if (faults_strike(call, &code) && code == EAI_SYSTEM)
		errno = EMFILE;
	return code;
}

/*
 * A kernel that says EINVAL says so again when it is asked without the bits that it may not know.
 */
int INTERPOSED(socket)(int domain, int type, int protocol)
{
	static int refused = -1;
	int without_bits = type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK);
	bool again = type == refused;

	refused = -1;
	if (again) {
		errno = EINVAL;
		return -1;
	}
	if (!faults_meet(FAULT_SOCKET))
		return NEXT(socket)(domain, type, protocol);
	if (errno == EINVAL && type != without_bits)
		refused = without_bits;
	return -1;
}

int INTERPOSED(setsockopt)(int fd, int level, int name, const void *value, socklen_t len)
{
	return faults_meet(FAULT_SETSOCKOPT) ? -1 : NEXT(setsockopt)(fd, level, name, value, len);
}

int INTERPOSED(getsockopt)(int fd, int level, int name, void *value, socklen_t *len)
{
	return faults_meet(FAULT_GETSOCKOPT) ? -1 : NEXT(getsockopt)(fd, level, name, value, len);
}

/* Every request used here has one argument of a pointer's size, or none. */
int INTERPOSED(ioctl)(int fd, INTERPOSED_REQUEST request, ...)
{
	va_list args;
	void *arg;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	return faults_meet(FAULT_IOCTL) ? -1 : NEXT(ioctl)(fd, request, arg);
}

int INTERPOSED(fcntl)(int fd, int command, ...)
{
	va_list args;
	void *arg;

	va_start(args, command);
	arg = va_arg(args, void *);
	va_end(args);
	return faults_meet(FAULT_FCNTL) ? -1 : NEXT(fcntl)(fd, command, arg);
}

int INTERPOSED(bind)(int fd, const struct sockaddr *addr, socklen_t len)
{
	return faults_meet(FAULT_BIND) ? -1 : NEXT(bind)(fd, addr, len);
}

int INTERPOSED(listen)(int fd, int backlog)
{
	return faults_meet(FAULT_LISTEN) ? -1 : NEXT(listen)(fd, backlog);
}

int INTERPOSED(accept)(int fd, struct sockaddr *addr, socklen_t *len)
{
	return faults_meet(FAULT_ACCEPT) ? -1 : NEXT(accept)(fd, addr, len);
}

int INTERPOSED(accept4)(int fd, struct sockaddr *addr, socklen_t *len, int flags)
{
	int result;

	if (faults_meet(FAULT_ACCEPT))
		return -1;
	faults_within(1);
	result = NEXT(accept4)(fd, addr, len, flags);
	faults_within(-1);
	return result;
}

int INTERPOSED(connect)(int fd, const struct sockaddr *addr, socklen_t len)
{
	return faults_meet(FAULT_CONNECT) ? -1 : NEXT(connect)(fd, addr, len);
}

int INTERPOSED(getsockname)(int fd, struct sockaddr *addr, socklen_t *len)
{
	return faults_meet(FAULT_GETSOCKNAME) ? -1 : NEXT(getsockname)(fd, addr, len);
}

/* The one name that tests ask for, so that no machine has to know it. */
static const char *known(const char *host, const struct addrinfo *hints)
{
	if (host == NULL || strcmp(host, "name.example") != 0)
		return host;
	return hints->ai_family == AF_INET6 ? "::1" : "127.0.0.1";
}

int INTERPOSED(getaddrinfo)(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	int code = resolver_fails(FAULT_GETADDRINFO);

	if (code != 0)
		return code;
	faults_within(1);
	code = NEXT(getaddrinfo)(known(host, hints), service, hints, out);
	faults_within(-1);
	if (code == 0)
		faults_note_list(1);
	return code;
}

void INTERPOSED(freeaddrinfo)(struct addrinfo *list)
{
	faults_note_list(-1);
	NEXT(freeaddrinfo)(list);
}

/* Gives numbers for names, so that no machine has to know these. */
int INTERPOSED(getnameinfo)(const struct sockaddr *addr, socklen_t len, char *host,
    INTERPOSED_SIZE host_size, char *service, INTERPOSED_SIZE service_size, int flags)
{
	int code = resolver_fails(FAULT_GETNAMEINFO);

	if (code != 0)
		return code;
	faults_within(1);
	code = NEXT(getnameinfo)(addr, len, host, host_size, service, service_size,
	    flags | NI_NUMERICHOST | NI_NUMERICSERV);
	faults_within(-1);
	return code;
}

int INTERPOSED(close)(int fd)
{
	int result = NEXT(close)(fd);

	if (result == -1 && errno == EBADF)
		faults_note_bad_close();
	return faults_meet(FAULT_CLOSE) ? -1 : result;
}

int INTERPOSED(poll)(struct pollfd *fds, nfds_t n, int timeout_ms)
{
	return faults_meet(FAULT_POLL) ? -1 : NEXT(poll)(fds, n, timeout_ms);
}
