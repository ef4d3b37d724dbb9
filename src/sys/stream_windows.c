/* SPDX-License-Identifier: Apache-2.0 */
/* Streams as Winsock has them; there are no signals here. */
#include "sys/stream.h"

#include <errno.h>

#include "sys/winsock.h"

/*
 * What was shut down for reading is at its end (WSAESHUTDOWN), a datagram that is too long is cut
 * (WSAEMSGSIZE): to POSIX neither is an error.
 */
ssize_t sys_stream_receive(int fd, void *bytes, size_t n)
{
	int got = n == 0 ? 0 : recv(sys_handle(fd), bytes, sys_length(n), 0);

	if (got != SOCKET_ERROR)
		return got;
	if (WSAGetLastError() == WSAESHUTDOWN)
		return 0;
	return WSAGetLastError() == WSAEMSGSIZE ? sys_length(n)
	                                        : sys_transfer_failed(fd, SO_RCVTIMEO);
}

ssize_t sys_stream_send(int fd, const void *bytes, size_t n)
{
	int sent = send(sys_handle(fd), bytes, sys_length(n), 0);

	return sent != SOCKET_ERROR ? sent : sys_transfer_failed(fd, SO_SNDTIMEO);
}

/* Descriptors of pipes and terminals are the C library's, and numbers of another kind. */
bool sys_stream_is_other(void)
{
	return false;
}

/* Never called: there are none. */
ssize_t sys_stream_write_other(int fd, const void *bytes, size_t n)
{
	(void)fd, (void)bytes, (void)n;
	errno = ENOTSOCK;
	return -1;
}

int sys_stream_end(int fd)
{
	return shutdown(sys_handle(fd), SD_BOTH) == 0 ? 0 : sys_failed(fd);
}
