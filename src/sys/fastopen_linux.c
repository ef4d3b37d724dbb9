/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fast Open on Linux: TCP_FASTOPEN_CONNECT (4.11) defers the connect to the first write,
 * MSG_FASTOPEN (3.7) is that write with the address; TCP_FASTOPEN (3.7) listens.
 */
#include "sys/fastopen.h"

#include <errno.h>
#include <stdbool.h>

#include "sys/calls.h"
#include "sys/stream.h"

#ifndef TCP_FASTOPEN
#define TCP_FASTOPEN 23
#endif
#ifndef TCP_FASTOPEN_CONNECT
#define TCP_FASTOPEN_CONNECT 30
#endif

static bool is_stream(int fd)
{
	int type;

	return sys_get_option(fd, SOL_SOCKET, SO_TYPE, &type) == 0 && type == SOCK_STREAM;
}

/*
 * EOPNOTSUPP: the client bit of net.ipv4.tcp_fastopen is off (tcp(7)). ENOPROTOOPT: a kernel
 * without the option, or not a TCP socket at all.
 */
static enum sys_fastopen why_not(int fd)
{
	int err = errno;
	enum sys_fastopen why = SYS_FASTOPEN_FAILED;

	if (err == EOPNOTSUPP)
		why = SYS_FASTOPEN_DISABLED;
	else if (err == ENOPROTOOPT && is_stream(fd))
		why = SYS_FASTOPEN_UNSUPPORTED;
	errno = err;
	return why;
}

/* The option cannot be set again once the connect has begun (EINVAL), and need not be. */
static bool is_enabled(int fd)
{
	int err = errno, on = 0;
	bool enabled = err == EINVAL &&
	               sys_get_option(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, &on) == 0 && on != 0;

	errno = err;
	return enabled;
}

enum sys_fastopen sys_fastopen_enable(int fd, const char **out_call)
{
	if (sys_set_option(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, 1) == 0 || is_enabled(fd))
		return SYS_FASTOPEN_ON;
	*out_call = "setsockopt";
	return why_not(fd);
}

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
	return false;
}

/*
 * The data cannot go along: the client bit of net.ipv4.tcp_fastopen is off, or it is no
 * TCP socket (EOPNOTSUPP); a kernel before 3.6 passes over the flag, and finds the socket
 * not connected (EPIPE).
 */
static bool must_connect_first(int err)
{
	return err == EOPNOTSUPP || err == EPIPE;
}

/*
 * EISCONN: somebody has connected the socket before. EINVAL: an address family that has no Fast
 * Open (AF_UNIX ignores the flag).
 */
ssize_t sys_fastopen_send(
    int fd, const void *bytes, size_t n, const struct sockaddr *addr, socklen_t len, bool may_wait)
{
	ssize_t sent = sendto(fd, bytes, n, MSG_FASTOPEN | MSG_NOSIGNAL, addr, len);

	(void)may_wait;
	if (sent != -1 || (errno != EISCONN && !must_connect_first(errno)))
		return sent;
	if (must_connect_first(errno) && sys_connect(fd, addr, len) == -1 && errno != EISCONN)
		return -1;
	return sys_stream_send(fd, bytes, n);
}

/*
 * The value is how many connections may wait whose handshake is not complete; the kernel caps it
 * like a backlog.
 */
enum sys_fastopen sys_fastopen_listen(int fd, const char **out_call)
{
	if (sys_set_option(fd, IPPROTO_TCP, TCP_FASTOPEN, SYS_BACKLOG) == 0)
		return SYS_FASTOPEN_ON;
	*out_call = "setsockopt";
	return why_not(fd);
}
