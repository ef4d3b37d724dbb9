/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fast Open on Windows 10 1607: TCP_FASTOPEN on a socket, and ConnectEx() to connect and send at
 * once. Where there is no TCP_FASTOPEN, as in Wine, under which all else here was run, the data
 * leaves behind the handshake.
 */
#include "sys/fastopen.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>

#include <mswsock.h>

#include "sys/calls.h"
#include "sys/stream.h"
#include "sys/winsock.h"

#ifndef TCP_FASTOPEN
#define TCP_FASTOPEN 15
#endif

static bool is_stream(int fd)
{
	int type;

	return sys_get_option(fd, SOL_SOCKET, SO_TYPE, &type) == 0 && type == SOCK_STREAM;
}

static enum sys_fastopen enable(int fd, const char **out_call)
{
	int code, on;
	enum sys_fastopen why = SYS_FASTOPEN_FAILED;

	if (sys_set_option(fd, IPPROTO_TCP, TCP_FASTOPEN, 1) == 0)
		return SYS_FASTOPEN_ON;
	code = WSAGetLastError();
	*out_call = "setsockopt";
	if (code == WSAENOPROTOOPT)
		why = is_stream(fd) ? SYS_FASTOPEN_UNSUPPORTED : SYS_FASTOPEN_FAILED;
	else if (sys_get_option(fd, IPPROTO_TCP, TCP_FASTOPEN, &on) == 0 && on != 0)
		return SYS_FASTOPEN_ON; /* set before; too late to do it again */
	WSASetLastError(code);
	sys_failed(fd);
	return why;
}

enum sys_fastopen sys_fastopen_enable(int fd, const char **out_call)
{
	return enable(fd, out_call);
}

enum sys_fastopen sys_fastopen_listen(int fd, const char **out_call)
{
	return enable(fd, out_call);
}

/* A SYN without data: it asks for the cookie of the connects to come. */
int sys_fastopen_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	return sys_connect(fd, addr, len);
}

bool sys_fastopen_sends(void)
{
	return true;
}

bool sys_fastopen_connects_bare(void)
{
	return true;
}

/* Each provider of sockets has one of its own. NULL: it has none. */
static LPFN_CONNECTEX connector_of(SOCKET s)
{
	GUID id = WSAID_CONNECTEX;
	LPFN_CONNECTEX connector = NULL;
	DWORD n;

	if (WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof(id), &connector,
	        sizeof(connector), &n, NULL, NULL) != 0)
		return NULL;
	return connector;
}

/* ConnectEx() takes only a socket that is bound. What fails here it will say. */
static void bind_to_any(SOCKET s, const struct sockaddr *addr, socklen_t len)
{
	struct sockaddr_storage any = { .ss_family = (short)addr->sa_family };
	int any_len = sizeof(any);

	if (getsockname(s, (struct sockaddr *)&any, &any_len) != 0)
		bind(s, (const struct sockaddr *)&any, len);
}

/*
 * Waits until it is done, since until then the system reads the bytes. SOCKET_ERROR, or how many.
 */
static int connect_with(LPFN_CONNECTEX connector, SOCKET s, const void *bytes, size_t n,
    const struct sockaddr *addr, socklen_t len)
{
	OVERLAPPED call = { .hEvent = CreateEventW(NULL, TRUE, FALSE, NULL) };
	DWORD sent = 0, flags, size = n < INT_MAX ? (DWORD)n : INT_MAX;
	BOOL done = connector(s, addr, len, (void *)(UINT_PTR)bytes, size, &sent, &call);
	int code;

	if (!done && WSAGetLastError() == WSA_IO_PENDING)
		done = WSAGetOverlappedResult(s, &call, &sent, TRUE, &flags);
	if (done) /* until this it is connected for sending and receiving only */
		setsockopt(s, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, NULL, 0);
	code = WSAGetLastError();
	CloseHandle(call.hEvent);
	WSASetLastError(code);
	return done ? (int)sent : SOCKET_ERROR;
}

static ssize_t connect_then_send(
    int fd, const void *bytes, size_t n, const struct sockaddr *addr, socklen_t len)
{
	if (sys_connect(fd, addr, len) == -1 && errno != EISCONN)
		return -1;
	return sys_stream_send(fd, bytes, n);
}

/* EISCONN: somebody has connected the socket before. */
ssize_t sys_fastopen_send(
    int fd, const void *bytes, size_t n, const struct sockaddr *addr, socklen_t len, bool may_wait)
{
	SOCKET s = sys_handle(fd);
	LPFN_CONNECTEX connector = may_wait ? connector_of(s) : NULL;
	const char *call;
	int sent;

	if (connector == NULL || (addr->sa_family != AF_INET && addr->sa_family != AF_INET6))
		return connect_then_send(fd, bytes, n, addr, len);
	enable(fd, &call);
	bind_to_any(s, addr, len);
	sent = connect_with(connector, s, bytes, n, addr, len);
	if (sent != SOCKET_ERROR)
		return sent;
	sys_failed(fd);
	return errno == EISCONN ? sys_stream_send(fd, bytes, n) : -1;
}
