/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_socket(): BIO_connect(3), its first call; and BIO_closesocket(), its last. */
#include <errno.h>
#include <stdbool.h>

#include <biosock.h>
#include <openssl/bio.h>

#include "sock/flags.h"
#include "sock/made.h"
#include "sock/untold.h"
#include "sys/multipath.h"

unsigned sock_descriptor_flags(int options)
{
	return ((options & BIO_SOCK_NONBLOCK) != 0 ? SYS_NONBLOCK : 0U) |
	       ((options & BIOSOCK_INHERIT) != 0 ? SYS_INHERIT : 0U);
}

static bool can_be_multipath(int domain, int type, int protocol)
{
	return (domain == AF_INET || domain == AF_INET6) && type == SOCK_STREAM &&
	       (protocol == 0 || protocol == IPPROTO_TCP) && sys_multipath_protocol() != -1;
}

/*
 * Multipath TCP where it was asked for; where the kernel refuses it, by any errno, the plain
 * protocol, and errno is as if it had not been asked.
 */
static int create(int domain, int type, int protocol, int options)
{
	unsigned flags = sock_descriptor_flags(options);
	int fd = -1, before = errno;

	if ((options & BIOSOCK_MPTCP) != 0 &&
	    can_be_multipath(domain, sys_plain_type(type), protocol))
		fd = sys_socket(domain, type, sys_multipath_protocol(), flags);
	if (fd != -1)
		return fd;
	errno = before;
	return sys_socket(domain, type, protocol, flags);
}

int sock_socket(int domain, int type, int protocol, int options, struct sock_failure *out_failure)
{
	int fd = create(domain, type, protocol, options);

	out_failure->function = "BIO_socket";
	if (fd == -1) {
		sock_failed(out_failure, "socket", BIO_R_UNABLE_TO_CREATE_SOCKET, NULL);
		return -1;
	}
	if (!sock_set_flags(fd, domain, options, SOCK_CREATED, out_failure)) {
		sock_discard(fd);
		return -1;
	}
	return fd;
}

int BIO_socket(int domain, int socktype, int protocol, int options)
{
	struct sock_failure failure;
	int fd = sock_socket(domain, socktype, protocol, options, &failure);

	if (fd == -1)
		sock_tell(ERR_PLACE, &failure);
	return fd;
}

void sock_discard(int fd)
{
	int err = errno;

	sys_close(fd);
	errno = err;
}

int BIO_closesocket(int sock)
{
	if (sys_close(sock) == 0)
		return 1;
	sock_fail(ERR_PLACE, "close", 0);
	return 0;
}
