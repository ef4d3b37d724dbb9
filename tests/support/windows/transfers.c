/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX's calls that move bytes through sockets, and the resolver's, over Winsock's. */
#include <posix.h>
#include <stdbool.h>

#include <mswsock.h>

#include "support/windows/real.h"

#undef recv
#undef recvfrom
#undef send
#undef sendto
#undef getaddrinfo
#undef freeaddrinfo
#undef getnameinfo

/* With MSG_DONTWAIT: whether the call would wait, with errno. */
static bool would_wait(int fd, int flags)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	if ((flags & MSG_DONTWAIT) == 0 || posix_poll(&p, 1, 0) != 0)
		return false;
	errno = EAGAIN;
	return true;
}

/* Winsock fails for a datagram that is cut, having filled the room: POSIX says how much that is. */
static ssize_t received(int result, size_t room)
{
	if (result == SOCKET_ERROR && WSAGetLastError() == WSAEMSGSIZE)
		return (ssize_t)room;
	return real_result(result);
}

ssize_t posix_recv(int fd, void *out, size_t n, int flags)
{
	int own = flags & ~(MSG_DONTWAIT | MSG_NOSIGNAL);

	if (would_wait(fd, flags))
		return -1;
	return received(REAL(recv)(SOCKET_OF(fd), out, (int)n, own), n);
}

ssize_t posix_recvfrom(
    int fd, void *out, size_t n, int flags, struct sockaddr *from, socklen_t *len)
{
	int own = flags & ~(MSG_DONTWAIT | MSG_NOSIGNAL);

	if (would_wait(fd, flags))
		return -1;
	return received(REAL(recvfrom)(SOCKET_OF(fd), out, (int)n, own, from, len), n);
}

ssize_t posix_send(int fd, const void *bytes, size_t n, int flags)
{
	int own = flags & ~(MSG_DONTWAIT | MSG_NOSIGNAL);

	return real_result(REAL(send)(SOCKET_OF(fd), bytes, (int)n, own));
}

ssize_t posix_sendto(
    int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to, socklen_t len)
{
	int own = flags & ~(MSG_DONTWAIT | MSG_NOSIGNAL);

	return real_result(REAL(sendto)(SOCKET_OF(fd), bytes, (int)n, own, to, len));
}

ssize_t posix_sendmsg(int fd, const struct msghdr *message, int flags)
{
	DWORD n = 0;
	DWORD own = (DWORD)(flags & ~(MSG_DONTWAIT | MSG_NOSIGNAL));
	int result = REAL(WSASendMsg)(SOCKET_OF(fd), (WSAMSG *)message, own, &n, NULL, NULL);

	return real_result(result) == 0 ? (ssize_t)n : -1;
}

ssize_t posix_recvmsg(int fd, struct msghdr *message, int flags)
{
	GUID id = WSAID_WSARECVMSG;
	LPFN_WSARECVMSG receive = NULL;
	DWORD n = 0;
	int result = REAL(WSAIoctl)(SOCKET_OF(fd), SIO_GET_EXTENSION_FUNCTION_POINTER, &id,
	    sizeof(id), &receive, sizeof(receive), &n, NULL, NULL);

	if (would_wait(fd, flags))
		return -1;
	if (result == 0)
		result = receive(SOCKET_OF(fd), message, &n, NULL, NULL);
	return real_result(result) == 0 ? (ssize_t)n : -1;
}

int posix_sendmmsg(int fd, struct mmsghdr *list, unsigned n, int flags)
{
	ssize_t sent = posix_sendmsg(fd, &list[0].msg_hdr, flags);

	(void)n;
	if (sent == -1)
		return -1;
	list[0].msg_len = (unsigned)sent;
	return 1;
}

int posix_recvmmsg(int fd, struct mmsghdr *list, unsigned n, int flags, struct timespec *timeout)
{
	ssize_t got = posix_recvmsg(fd, &list[0].msg_hdr, flags);

	(void)n, (void)timeout;
	if (got == -1)
		return -1;
	list[0].msg_len = (unsigned)got;
	return 1;
}

int posix_getaddrinfo(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	return REAL(getaddrinfo)(host, service, hints, out);
}

void posix_freeaddrinfo(struct addrinfo *list)
{
	REAL(freeaddrinfo)(list);
}

int posix_getnameinfo(const struct sockaddr *addr, socklen_t len, char *host, socklen_t host_size,
    char *service, socklen_t service_size, int flags)
{
	return REAL(getnameinfo)(
	    addr, len, host, (DWORD)host_size, service, (DWORD)service_size, flags);
}

/* Winsock's own texts share a buffer, and say "Host not found" of several. */
const char *posix_gai_strerror(int code)
{
	static const struct {
		int code;
		const char *text;
	} texts[] = {
		{ EAI_AGAIN, "Temporary failure in name resolution" },
		{ EAI_BADFLAGS, "Bad value for ai_flags" },
		{ EAI_FAIL, "Non-recoverable failure in name resolution" },
		{ EAI_FAMILY, "ai_family not supported" },
		{ EAI_MEMORY, "Memory allocation failure" },
		{ EAI_NONAME, "Name or service not known" },
		{ EAI_OVERFLOW, "Argument buffer overflow" },
		{ EAI_SERVICE, "Servname not supported for ai_socktype" },
		{ EAI_SOCKTYPE, "ai_socktype not supported" },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (texts[i].code == code)
			return texts[i].text;
	}
	return "Unknown error";
}
