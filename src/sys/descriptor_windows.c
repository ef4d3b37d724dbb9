/* SPDX-License-Identifier: Apache-2.0 */
/* Sockets as descriptors: handles no child process inherits (Windows 7 SP1), that fit an int. */
#include "sys/descriptor.h"

#include <errno.h>
#include <limits.h>

#include "sys/calls.h"
#include "sys/winsock.h"

/* Handles have 32 bits that count, but the sign may be one of them. */
static int take(SOCKET s)
{
	if (s == INVALID_SOCKET || s <= INT_MAX)
		return (int)s;
	closesocket(s);
	WSASetLastError(WSAEMFILE);
	return -1;
}

/* The mode is set either way: an accepted socket has its listener's. */
static int with_mode(int fd, unsigned flags)
{
	int err;

	if (sys_set_nonblock(fd, (flags & SYS_NONBLOCK) != 0) == 0)
		return fd;
	err = WSAGetLastError();
	closesocket(sys_handle(fd));
	WSASetLastError(err);
	return sys_failed(fd);
}

int sys_plain_type(int type)
{
	return type;
}

int sys_socket(int domain, int type, int protocol, unsigned flags)
{
	DWORD inherit = (flags & SYS_INHERIT) != 0 ? 0 : WSA_FLAG_NO_HANDLE_INHERIT;
	int fd;

	if (sys_init() == -1)
		return -1;
	fd = take(WSASocketW(domain, type, protocol, NULL, 0, WSA_FLAG_OVERLAPPED | inherit));
	if (fd == -1)
		return sys_failed(fd);
	return (flags & SYS_NONBLOCK) != 0 ? with_mode(fd, flags) : fd;
}

/* What Wine 10 accepts of a connection that was reset in the queue. */
static bool is_without_name(SOCKET listener, const socklen_t *len)
{
	return len != NULL && *len == 0 && sys_family_of(listener) != AF_UNIX;
}

/* A handle that cannot be told (another provider's) is none that a child could inherit. */
int sys_accept(int fd, struct sockaddr *addr, socklen_t *len, unsigned flags)
{
	int accepted = take(accept(sys_handle(fd), addr, len));

	if (accepted == -1)
		return sys_failed(fd);
	if (is_without_name(sys_handle(fd), len)) {
		closesocket(sys_handle(accepted));
		WSASetLastError(WSAECONNABORTED);
		return sys_failed(fd);
	}
	if ((flags & SYS_INHERIT) == 0)
		SetHandleInformation((HANDLE)(UINT_PTR)accepted, HANDLE_FLAG_INHERIT, 0);
	return with_mode(accepted, flags);
}

/* A close that works leaves the error of the call before it to be asked for. */
int sys_close(int fd)
{
	SOCKET s = sys_handle(fd);
	int err = WSAGetLastError();

	if (closesocket(s) != 0)
		return sys_failed(fd);
	WSASetLastError(err);
	return 0;
}

int sys_set_nonblock(int fd, int on)
{
	u_long mode = on != 0;

	return ioctlsocket(sys_handle(fd), (long)FIONBIO, &mode) == 0 ? 0 : sys_failed(fd);
}
