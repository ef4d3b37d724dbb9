/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Transfers where a single call cannot be told not to wait: sockets are made nonblocking, standard
 * streams are left to threads.
 */
#include "cmd/sys/transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "cmd/sys/reset.h"
#include "cmd/sys/stdstream.h"
#include "sys/datagram.h"
#include "sys/descriptor.h"
#include "sys/runtime_windows.h"
#include "sys/stream.h"
#include "sys/winsock.h"

static ssize_t result(ssize_t n)
{
	bool later = n == -1 && (errno == EAGAIN || errno == EINTR || errno == EINPROGRESS);

	return later ? SYS_LATER : n;
}

ssize_t sys_read(int fd, void *bytes, size_t n)
{
	return sys_stdstream_read(fd, bytes, n);
}

ssize_t sys_write(int fd, const void *bytes, size_t n)
{
	return sys_stdstream_write(fd, bytes, n);
}

/* It is the thread that waits. */
bool sys_write_never_waits(int fd)
{
	(void)fd;
	return true;
}

ssize_t sys_write_from(int fd, int sock, size_t n)
{
	(void)fd;
	(void)sock;
	(void)n;
	return SYS_LATER;
}

ssize_t sys_receive(int fd, void *bytes, size_t n)
{
	ssize_t got;

	sys_set_nonblock(fd, 1);
	got = sys_stream_receive(fd, bytes, n);
	if (got == 0 && n > 0 && sys_is_reset(fd)) {
		errno = ECONNRESET;
		return -1;
	}
	return result(got);
}

/*
 * Wine 10 takes all of a send that it has room for only in part, and hands the rest on later; it
 * drops that rest if another send comes meanwhile and somebody looks at the socket in between.
 * Where select() finds room there is no such rest.
 */
static bool has_room(int fd)
{
	fd_set one = { 1, { sys_handle(fd) } };
	struct timeval at_once = { 0, 0 };

	return select(0, NULL, &one, NULL, &at_once) != 0;
}

ssize_t sys_send(int fd, const void *bytes, size_t n)
{
	if (!has_room(fd))
		return SYS_LATER;
	sys_set_nonblock(fd, 1);
	return result(sys_stream_send(fd, bytes, n));
}

bool sys_is_at_end(int fd)
{
	char byte;
	int n;

	sys_set_nonblock(fd, 1);
	n = recv(sys_handle(fd), &byte, 1, MSG_PEEK);
	return n == 0 || (n == SOCKET_ERROR && WSAGetLastError() != WSAEWOULDBLOCK);
}

static ssize_t receive_from(
    int fd, void *bytes, size_t n, bool peek, struct sockaddr_storage *from, socklen_t *out_len)
{
	*out_len = sizeof(*from);
	memset(from, 0, sizeof(*from));
	sys_set_nonblock(fd, 1);
	return result(sys_datagram_receive(fd, bytes, n, peek, (struct sockaddr *)from, out_len));
}

/* No datagram is larger than any buffer here: there are none of AF_UNIX. */
ssize_t sys_waiting_size(int fd)
{
	(void)fd;
	return 0;
}

ssize_t sys_receive_from(
    int fd, void *bytes, size_t n, struct sockaddr_storage *from, socklen_t *out_len)
{
	return receive_from(fd, bytes, n, false, from, out_len);
}

ssize_t sys_peek_from(int fd, struct sockaddr_storage *from)
{
	socklen_t len;
	char byte;

	return receive_from(fd, &byte, 1, true, from, &len);
}

ssize_t sys_send_to(
    int fd, const void *bytes, size_t n, const struct sockaddr_storage *to, socklen_t len)
{
	sys_set_nonblock(fd, 1);
	return result(sys_datagram_send(fd, bytes, n, (const struct sockaddr *)to, len));
}

int sys_end_sending(int fd)
{
	return shutdown(sys_handle(fd), SD_SEND) == 0 ? 0 : sys_failed(fd);
}

void sys_reset_at_close(int fd)
{
	struct linger at_once = { .l_onoff = 1 };

	setsockopt(sys_handle(fd), SOL_SOCKET, SO_LINGER, (const char *)&at_once, sizeof(at_once));
}

int sys_end_writing(int fd)
{
	return sys_stdstream_end(fd);
}

/* Sockets have numbers of their own; what is to be reserved is each byte's meaning. */
void sys_reserve_standard_streams(void)
{
	for (int fd = 0; fd <= 2; fd++)
		sys_runtime_set_mode(fd, _O_BINARY);
}
