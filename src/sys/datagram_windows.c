/* SPDX-License-Identifier: Apache-2.0 */
/* Datagrams as Winsock has them, with the ends that POSIX gives their errors. */
#include "sys/datagram.h"

#include <errno.h>

#include "sys/datagram_windows.h"
#include "sys/errors.h"
#include "sys/winsock.h"

static bool is_connected(int fd)
{
	struct sockaddr_storage peer;
	int code = WSAGetLastError(), len = sizeof(peer);
	bool connected = getpeername(sys_handle(fd), (struct sockaddr *)&peer, &len) == 0;

	WSASetLastError(code);
	return connected;
}

bool sys_datagram_is_stray(int fd)
{
	int code = WSAGetLastError();

	return (code == WSAECONNRESET || code == WSAENETRESET) && !is_connected(fd);
}

int sys_datagram_failed(int fd, int timeout)
{
	sys_transfer_failed(fd, timeout);
	if (errno == ECONNRESET)
		errno = ECONNREFUSED;
	return -1;
}

int sys_datagram_not_sent(int fd, const struct sockaddr *to)
{
	sys_datagram_failed(fd, SO_SNDTIMEO);
	if (to == NULL && (errno == EINVAL || errno == ENOTCONN) && !is_connected(fd))
		sys_set_last_error(EDESTADDRREQ);
	return -1;
}

ssize_t sys_datagram_receive(
    int fd, void *bytes, size_t n, bool peek, struct sockaddr *from, socklen_t *len)
{
	SOCKET s = sys_handle(fd);
	socklen_t room = len != NULL ? *len : 0;
	int got;

	do {
		if (len != NULL)
			*len = room;
		got = recvfrom(s, bytes, sys_length(n), peek ? MSG_PEEK : 0, from, len);
	} while (got == SOCKET_ERROR && sys_datagram_is_stray(fd));
	if (got != SOCKET_ERROR)
		return got;
	return WSAGetLastError() == WSAEMSGSIZE ? sys_length(n)
	                                        : sys_datagram_failed(fd, SO_RCVTIMEO);
}

int sys_datagram_fits(int fd, void *bytes, size_t n)
{
	SOCKET s = sys_handle(fd);
	int got;

	do
		got = recv(s, bytes, sys_length(n), MSG_PEEK);
	while (got == SOCKET_ERROR && sys_datagram_is_stray(fd));
	if (got != SOCKET_ERROR)
		return 1;
	return WSAGetLastError() == WSAEMSGSIZE ? 0 : sys_datagram_failed(fd, SO_RCVTIMEO);
}

ssize_t sys_datagram_send(
    int fd, const void *bytes, size_t n, const struct sockaddr *to, socklen_t len)
{
	int sent = sendto(sys_handle(fd), bytes, sys_length(n), 0, to, len);

	return sent != SOCKET_ERROR ? sent : sys_datagram_not_sent(fd, to);
}
