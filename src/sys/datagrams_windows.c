/* SPDX-License-Identifier: Apache-2.0 */
/* Many datagrams, a call of WSASendMsg() or WSARecvMsg() each. */
#include <errno.h>
#include <limits.h>
#include <stddef.h>

#include "sys/datagram.h"
#include "sys/datagram_windows.h"
#include "sys/pktinfo_windows.h"
#include "sys/readiness.h"
#include "sys/winsock.h"

static WSABUF buffer_of(const struct sys_datagram *d)
{
	return (WSABUF){ d->n < INT_MAX ? (ULONG)d->n : INT_MAX, d->bytes };
}

static bool send_one(int fd, struct sys_datagram *d)
{
	union sys_pktinfo_room room;
	WSABUF bytes = buffer_of(d);
	WSAMSG message = { .name = d->peer, .lpBuffers = &bytes, .dwBufferCount = 1 };
	DWORD sent;

	if (d->peer != NULL)
		message.namelen = d->peer_size;
	if (d->local.family != AF_UNSPEC)
		sys_pktinfo_put(&message, &room, &d->local);
	if (WSASendMsg(sys_handle(fd), &message, 0, &sent, NULL, NULL) != 0) {
		sys_datagram_not_sent(fd, d->peer);
		return false;
	}
	d->n = sent;
	return true;
}

int sys_datagrams_send(int fd, struct sys_datagram *list, size_t n)
{
	int done = 0;

	while (done < SYS_DATAGRAMS_MAX && (size_t)done < n && send_one(fd, &list[done]))
		done++;
	return done > 0 || n == 0 ? done : -1;
}

/* Each provider of sockets has one of its own. NULL: it has none. */
static LPFN_WSARECVMSG receiver_of(SOCKET s)
{
	GUID id = WSAID_WSARECVMSG;
	LPFN_WSARECVMSG receive = NULL;
	DWORD n;

	if (WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof(id), &receive,
	        sizeof(receive), &n, NULL, NULL) != 0)
		return NULL;
	return receive;
}

/* One that is cut has arrived; so has one whose ancillary data is, by the same WSAEMSGSIZE. */
static bool receive_one(LPFN_WSARECVMSG receive, SOCKET s, struct sys_datagram *d)
{
	union sys_pktinfo_room room;
	struct sockaddr_storage from;
	WSABUF bytes = buffer_of(d);
	WSAMSG message = {
		.name = d->peer != NULL ? d->peer : (struct sockaddr *)&from,
		.namelen = d->peer != NULL ? d->peer_size : (int)sizeof(from),
		.lpBuffers = &bytes,
		.dwBufferCount = 1,
		.Control = { sizeof(room), room.bytes },
	};
	DWORD got = bytes.len;

	if (receive(s, &message, &got, NULL, NULL) != 0) {
		if (WSAGetLastError() != WSAEMSGSIZE)
			return false;
		if ((message.dwFlags & MSG_TRUNC) != 0)
			got = bytes.len;
	}
	d->n = got;
	d->peer_size = d->peer != NULL ? message.namelen : 0;
	sys_pktinfo_get(&message, &d->local);
	return true;
}

/* A second is received only if it is there; another thread that takes it makes this one wait. */
int sys_datagrams_receive(int fd, struct sys_datagram *list, size_t n)
{
	SOCKET s = sys_handle(fd);
	LPFN_WSARECVMSG receive = receiver_of(s);
	int done = 0;

	if (receive == NULL)
		return sys_failed(fd);
	if (n == 0)
		return 0;
	while (!receive_one(receive, s, &list[0]))
		if (!sys_datagram_is_stray(fd))
			return sys_datagram_failed(fd, SO_RCVTIMEO);
	do
		done++;
	while (done < SYS_DATAGRAMS_MAX && (size_t)done < n && sys_wait_ready(fd, true, 0) == 1 &&
	       receive_one(receive, s, &list[done]));
	return done;
}
