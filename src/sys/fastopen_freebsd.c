/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fast Open on FreeBSD 12: TCP_FASTOPEN listens, and lets a sendto() with an address connect and
 * send at once; net.inet.tcp.fastopen.client_enable and server_enable switch each on (tcp(4)).
 */
#include "sys/fastopen.h"

#include <errno.h>
#include <stddef.h>

#include "sys/calls.h"
#include "sys/stream.h"
#include "sys/tcp_socket.h"
#include "sys/tunable.h"

/* The option cannot be set again once the connect has begun, and need not be. */
static bool is_enabled(int fd)
{
	int err = errno, on = 0;
	bool enabled =
	    sys_get_option(fd, IPPROTO_TCP, TCP_FASTOPEN, &on) == 0 && on != 0 && err == EINVAL;

	errno = err;
	return enabled;
}

/* Sets the option if the system has Fast Open switched on for this end. */
static enum sys_fastopen enable(int fd, const char *tunable, const char **out_call)
{
	int on;

	*out_call = "sysctlbyname";
	if (!sys_tunable(tunable, &on))
		return SYS_FASTOPEN_UNSUPPORTED;
	if (on == 0) {
		errno = EOPNOTSUPP;
		return SYS_FASTOPEN_DISABLED;
	}
	*out_call = "setsockopt";
	if (sys_set_option(fd, IPPROTO_TCP, TCP_FASTOPEN, 1) == 0 || is_enabled(fd))
		return SYS_FASTOPEN_ON;
	return SYS_FASTOPEN_FAILED;
}

enum sys_fastopen sys_fastopen_enable(int fd, const char **out_call)
{
	*out_call = "getsockopt";
	if (!sys_is_tcp(fd))
		return SYS_FASTOPEN_FAILED;
	return enable(fd, "net.inet.tcp.fastopen.client_enable", out_call);
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

static bool is_internet(const struct sockaddr *addr)
{
	return addr->sa_family == AF_INET || addr->sa_family == AF_INET6;
}

/*
 * The option may not have been set, by BIO_set_conn_address() alone: without it the data goes out
 * behind the handshake. EISCONN: somebody has connected the socket before.
 */
ssize_t sys_fastopen_send(
    int fd, const void *bytes, size_t n, const struct sockaddr *addr, socklen_t len, bool may_wait)
{
	const char *call;
	ssize_t sent;

	(void)may_wait; /* it never waits for both */
	if (!is_internet(addr)) {
		if (sys_connect(fd, addr, len) == -1 && errno != EISCONN)
			return -1;
		return sys_stream_send(fd, bytes, n);
	}
	sys_fastopen_enable(fd, &call);
	sent = sendto(fd, bytes, n, MSG_NOSIGNAL, addr, len);
	return sent == -1 && errno == EISCONN ? sys_stream_send(fd, bytes, n) : sent;
}

enum sys_fastopen sys_fastopen_listen(int fd, const char **out_call)
{
	return enable(fd, "net.inet.tcp.fastopen.server_enable", out_call);
}
