/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX's calls on sockets over Winsock's. */
#include <posix.h>
#include <stdbool.h>

#include "support/windows/real.h"

#undef socket
#undef socketpair
#undef bind
#undef connect
#undef listen
#undef accept
#undef shutdown
#undef getsockname
#undef getpeername
#undef setsockopt
#undef getsockopt

/* The mode and who inherits it, of a descriptor that is new. */
static int finish(int fd, int flags)
{
	u_long on = 1;

	if (fd == -1)
		return -1;
	SetHandleInformation((HANDLE)SOCKET_OF(fd), HANDLE_FLAG_INHERIT,
	    (flags & SOCK_CLOEXEC) != 0 ? 0 : HANDLE_FLAG_INHERIT);
	if ((flags & SOCK_NONBLOCK) != 0)
		modes_ioctl(SOCKET_OF(fd), (long)FIONBIO, &on);
	return fd;
}

int posix_socket(int domain, int type, int protocol)
{
	int flags = type & (SOCK_CLOEXEC | SOCK_NONBLOCK);

	return finish(real_descriptor(REAL(socket)(domain, type & ~flags, protocol)), flags);
}

int posix_bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	return real_result(REAL(bind)(SOCKET_OF(fd), addr, len));
}

int posix_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	int result = real_result(REAL(connect)(SOCKET_OF(fd), addr, len));

	if (result == -1 && errno == EAGAIN)
		errno = EINPROGRESS;
	return result;
}

int posix_listen(int fd, int backlog)
{
	return real_result(REAL(listen)(SOCKET_OF(fd), backlog));
}

/* Winsock's accepted sockets have their listener's mode; POSIX's block. */
int posix_accept4(int fd, struct sockaddr *addr, socklen_t *len, int flags)
{
	int peer = real_descriptor(REAL(accept)(SOCKET_OF(fd), addr, len));
	u_long off = 0;

	if (peer != -1)
		modes_ioctl(SOCKET_OF(peer), (long)FIONBIO, &off);
	return finish(peer, flags);
}

int posix_accept(int fd, struct sockaddr *addr, socklen_t *len)
{
	return posix_accept4(fd, addr, len, 0);
}

int posix_shutdown(int fd, int how)
{
	return real_result(REAL(shutdown)(SOCKET_OF(fd), how));
}

int posix_getsockname(int fd, struct sockaddr *addr, socklen_t *len)
{
	return real_result(REAL(getsockname)(SOCKET_OF(fd), addr, len));
}

int posix_getpeername(int fd, struct sockaddr *addr, socklen_t *len)
{
	return real_result(REAL(getpeername)(SOCKET_OF(fd), addr, len));
}

static bool is_time(int level, int name)
{
	return level == SOL_SOCKET && (name == SO_RCVTIMEO || name == SO_SNDTIMEO);
}

/* Winsock's times are numbers of milliseconds. */
int posix_setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
	const struct timeval *time = value;
	DWORD ms;

	if (is_time(level, name) && len == sizeof(*time)) {
		ms = (DWORD)(time->tv_sec * 1000 + (time->tv_usec + 999) / 1000);
		value = &ms;
		len = sizeof(ms);
	}
	return real_result(REAL(setsockopt)(SOCKET_OF(fd), level, name, value, len));
}

static int protocol_option(int fd, int name, int *out)
{
	WSAPROTOCOL_INFOW info;
	int len = sizeof(info);
	int result = real_result(
	    REAL(getsockopt)(SOCKET_OF(fd), SOL_SOCKET, SO_PROTOCOL_INFOW, (char *)&info, &len));

	*out = name == SO_DOMAIN ? info.iAddressFamily : info.iProtocol;
	return result;
}

int posix_getsockopt(int fd, int level, int name, void *value, socklen_t *len)
{
	struct timeval *time = value;
	DWORD ms = 0;
	int result;

	if (level == SOL_SOCKET && (name == SO_DOMAIN || name == SO_PROTOCOL))
		return protocol_option(fd, name, value);
	if (!is_time(level, name) || *len != sizeof(*time))
		return real_result(REAL(getsockopt)(SOCKET_OF(fd), level, name, value, len));
	*len = sizeof(ms);
	result = real_result(REAL(getsockopt)(SOCKET_OF(fd), level, name, (char *)&ms, len));
	*len = sizeof(*time);
	time->tv_sec = (long)(ms / 1000);
	time->tv_usec = (long)(ms % 1000 * 1000);
	return result;
}

/* Connects `from` to a listener of its own: the accepted end, or -1. */
static int join(int from)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	int listener = posix_socket(AF_INET, SOCK_STREAM, 0);
	int len = sizeof(at), peer = -1;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (posix_bind(listener, (struct sockaddr *)&at, len) == 0 &&
	    posix_listen(listener, 1) == 0 &&
	    posix_getsockname(listener, (struct sockaddr *)&at, &len) == 0 &&
	    posix_connect(from, (struct sockaddr *)&at, len) == 0)
		peer = posix_accept(listener, NULL, NULL);
	posix_close(listener);
	return peer;
}

int posix_socketpair(int domain, int type, int protocol, int out[2])
{
	int on = 1;

	(void)domain;
	out[0] = posix_socket(AF_INET, SOCK_STREAM, protocol);
	out[1] = join(out[0]);
	if (out[0] == -1 || out[1] == -1)
		return -1;
	for (int i = 0; i < 2; i++) {
		posix_setsockopt(out[i], IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		finish(out[i], type);
	}
	return 0;
}
