/* SPDX-License-Identifier: Apache-2.0 */
/* The socket calls as Winsock has them. */
#include "sys/calls.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "sys/winsock.h"

int sys_init(void)
{
	return sys_start() ? 0 : sys_failed(-1);
}

int sys_family_of(SOCKET s)
{
	WSAPROTOCOL_INFOW info;
	int len = sizeof(info);

	if (getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOW, (char *)&info, &len) != 0)
		return AF_UNSPEC;
	return info.iAddressFamily;
}

static socklen_t size_of(int family)
{
	if (family == AF_INET)
		return sizeof(struct sockaddr_in);
	return family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(sa_family_t);
}

/*
 * Unasked, Windows lets any process bind to an address that is taken, and get its connections. A
 * program that has set SO_REUSEADDR itself wants that: then this option is refused. An address that
 * others keep for themselves is WSAEACCES: to POSIX it is in use like any other.
 */
int sys_bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	SOCKET s = sys_handle(fd);
	BOOL on = TRUE;

	setsockopt(s, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, (const char *)&on, sizeof(on));
	if (bind(s, addr, len) == 0)
		return 0;
	sys_failed(fd);
	if (errno == EACCES)
		errno = EADDRINUSE;
	return -1;
}

/*
 * POSIX ends a datagram socket's association by AF_UNSPEC, Winsock by an address of zeroes: this is
 * both, of the family's size. With the family's number, it would be a peer to Wine 10.
 */
int sys_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	SOCKET s = sys_handle(fd);
	struct sockaddr_storage nobody = { .ss_family = AF_UNSPEC };

	if (addr->sa_family == AF_UNSPEC) {
		addr = (const struct sockaddr *)&nobody;
		len = size_of(sys_family_of(s));
	}
	if (connect(s, addr, len) == 0)
		return 0;
	sys_failed(fd);
	if (errno == EAGAIN)
		errno = EINPROGRESS;
	return -1;
}

int sys_listen(int fd, int backlog)
{
	return listen(sys_handle(fd), backlog > 0 ? backlog : SOMAXCONN) == 0 ? 0 : sys_failed(fd);
}

/* Winsock has no name for a socket that is not bound (WSAEINVAL); POSIX's is its family. */
int sys_getsockname(int fd, struct sockaddr *addr, socklen_t *len)
{
	SOCKET s = sys_handle(fd);
	int code, family = AF_UNSPEC;

	if (getsockname(s, addr, len) == 0)
		return 0;
	code = WSAGetLastError();
	if (code == WSAEINVAL)
		family = sys_family_of(s);
	if (family == AF_UNSPEC || *len < size_of(family)) {
		WSASetLastError(code);
		return sys_failed(fd);
	}
	*len = size_of(family);
	memset(addr, 0, (size_t)*len);
	addr->sa_family = (sa_family_t)family;
	return 0;
}

int sys_getpeername(int fd, struct sockaddr *addr, socklen_t *len)
{
	return getpeername(sys_handle(fd), addr, len) == 0 ? 0 : sys_failed(fd);
}

int sys_get_option(int fd, int level, int name, int *out_value)
{
	int len = sizeof(*out_value);

	*out_value = 0; /* some options have a byte */
	if (getsockopt(sys_handle(fd), level, name, (char *)out_value, &len) != 0)
		return sys_failed(fd);
	if (level == SOL_SOCKET && name == SO_ERROR)
		*out_value = sys_errno_of(*out_value);
	return 0;
}

int sys_set_option(int fd, int level, int name, int value)
{
	const char *bytes = (const char *)&value;

	return setsockopt(sys_handle(fd), level, name, bytes, sizeof(value)) == 0 ? 0
	                                                                          : sys_failed(fd);
}

int sys_ioctl(int fd, long request, void *arg)
{
	return ioctlsocket(sys_handle(fd), request, arg) == 0 ? 0 : sys_failed(fd);
}
