/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Puts POSIX's calls in front of Winsock for the library under test: what it imports is this
 * file's, which calls the functions of posix.h, which the linker has the executable replace
 * (support/interpose.h). They fail by errno, Winsock's by a code of its own.
 */
#include <posix.h>

#include <mswsock.h>

#include "support/windows/real.h"

/* IMPORT() means Winsock's. */
#undef accept
#undef bind
#undef connect
#undef listen
#undef shutdown
#undef getsockname
#undef getpeername
#undef setsockopt
#undef getsockopt
#undef recv
#undef recvfrom
#undef send
#undef sendto
#undef getaddrinfo
#undef freeaddrinfo
#undef getnameinfo

/* What a call of posix.h returned, as Winsock has it. */
static int result_of(int result)
{
	if (result == -1)
		WSASetLastError(real_code(errno));
	return result;
}

static SOCKET handle_of(int fd)
{
	return fd == -1 ? (result_of(-1), INVALID_SOCKET) : SOCKET_OF(fd);
}

static SOCKET WSAAPI import_WSASocketW(
    int domain, int type, int protocol, WSAPROTOCOL_INFOW *info, GROUP group, DWORD flags)
{
	(void)info, (void)group;
	if ((flags & WSA_FLAG_NO_HANDLE_INHERIT) != 0)
		type |= SOCK_CLOEXEC;
	return handle_of(posix_socket(domain, type, protocol));
}

static SOCKET WSAAPI import_accept(SOCKET s, struct sockaddr *addr, int *len)
{
	return handle_of(posix_accept4((int)s, addr, len, SOCK_CLOEXEC));
}

static int WSAAPI import_bind(SOCKET s, const struct sockaddr *addr, int len)
{
	return result_of(posix_bind((int)s, addr, len));
}

/* Winsock says of a connect that goes on that it would have to wait. */
static int WSAAPI import_connect(SOCKET s, const struct sockaddr *addr, int len)
{
	int result = result_of(posix_connect((int)s, addr, len));

	if (result == -1 && errno == EINPROGRESS)
		WSASetLastError(WSAEWOULDBLOCK);
	return result;
}

static int WSAAPI import_listen(SOCKET s, int backlog)
{
	return result_of(posix_listen((int)s, backlog));
}

static int WSAAPI import_shutdown(SOCKET s, int how)
{
	return result_of(posix_shutdown((int)s, how));
}

static int WSAAPI import_closesocket(SOCKET s)
{
	return result_of(posix_close((int)s));
}

static int WSAAPI import_ioctlsocket(SOCKET s, long request, u_long *arg)
{
	return result_of(posix_ioctl((int)s, (unsigned long)request, arg));
}

static int WSAAPI import_getsockname(SOCKET s, struct sockaddr *addr, int *len)
{
	return result_of(posix_getsockname((int)s, addr, len));
}

static int WSAAPI import_getpeername(SOCKET s, struct sockaddr *addr, int *len)
{
	return result_of(posix_getpeername((int)s, addr, len));
}

static int WSAAPI import_setsockopt(SOCKET s, int level, int name, const char *value, int len)
{
	return result_of(posix_setsockopt((int)s, level, name, value, len));
}

static int WSAAPI import_getsockopt(SOCKET s, int level, int name, char *value, int *len)
{
	return result_of(posix_getsockopt((int)s, level, name, value, len));
}

static int WSAAPI import_recv(SOCKET s, char *out, int n, int flags)
{
	return result_of((int)posix_recv((int)s, out, (size_t)n, flags));
}

static int WSAAPI import_recvfrom(
    SOCKET s, char *out, int n, int flags, struct sockaddr *from, int *len)
{
	return result_of((int)posix_recvfrom((int)s, out, (size_t)n, flags, from, len));
}

static int WSAAPI import_send(SOCKET s, const char *bytes, int n, int flags)
{
	return result_of((int)posix_send((int)s, bytes, (size_t)n, flags));
}

static int WSAAPI import_sendto(
    SOCKET s, const char *bytes, int n, int flags, const struct sockaddr *to, int len)
{
	return result_of((int)posix_sendto((int)s, bytes, (size_t)n, flags, to, len));
}

/* Declared as a function that is linked in. */
int WSAAPI WSASendMsg(SOCKET s, WSAMSG *message, DWORD flags, DWORD *out_n,
    WSAOVERLAPPED *overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE done)
{
	int sent = (int)posix_sendmsg((int)s, message, (int)flags);

	(void)overlapped, (void)done;
	*out_n = sent == -1 ? 0 : (DWORD)sent;
	return sent == -1 ? result_of(-1) : 0;
}

static int WSAAPI receive_message(SOCKET s, WSAMSG *message, DWORD *out_n,
    WSAOVERLAPPED *overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE done)
{
	int got = (int)posix_recvmsg((int)s, message, 0);

	(void)overlapped, (void)done;
	*out_n = got == -1 ? 0 : (DWORD)got;
	return got == -1 ? result_of(-1) : 0;
}

/* The address of WSARecvMsg() has to be asked for. */
static int WSAAPI import_WSAIoctl(SOCKET s, DWORD request, void *in, DWORD in_size, void *out,
    DWORD out_size, DWORD *out_n, WSAOVERLAPPED *overlapped,
    LPWSAOVERLAPPED_COMPLETION_ROUTINE done)
{
	static const GUID receive = WSAID_WSARECVMSG;
	int result =
	    REAL(WSAIoctl)(s, request, in, in_size, out, out_size, out_n, overlapped, done);

	if (result == 0 && request == SIO_GET_EXTENSION_FUNCTION_POINTER &&
	    memcmp(in, &receive, sizeof(receive)) == 0)
		*(LPFN_WSARECVMSG *)out = receive_message;
	return result;
}

static nfds_t ask(struct pollfd *list, nfds_t n, const fd_set *set, short events)
{
	for (u_int i = 0; set != NULL && i < set->fd_count; i++)
		list[n++] = (struct pollfd){ .fd = (int)set->fd_array[i], .events = events };
	return n;
}

/*
 * Leaves in the set those sockets of which the list, from n on, has something to say.
 * Returns how many.
 */
static u_int answer(const struct pollfd *list, nfds_t *n, fd_set *set)
{
	u_int asked = set != NULL ? set->fd_count : 0, left = 0;

	for (u_int i = 0; i < asked; i++) {
		if (list[(*n)++].revents != 0)
			set->fd_array[left++] = set->fd_array[i];
	}
	if (set != NULL)
		set->fd_count = left;
	return left;
}

/* Is a poll() in which a socket may be in more than one place. */
static int WSAAPI import_select(
    int unused, fd_set *input, fd_set *output, fd_set *failed, const struct timeval *most)
{
	struct pollfd list[3 * FD_SETSIZE];
	int ms = most != NULL ? (int)(most->tv_sec * 1000 + most->tv_usec / 1000) : -1;
	nfds_t n = ask(list, ask(list, ask(list, 0, input, POLLIN), output, POLLOUT), failed, 0);

	(void)unused;
	if (posix_poll(list, n, ms) == -1)
		return result_of(-1);
	n = 0;
	return (int)(answer(list, &n, input) + answer(list, &n, output) + answer(list, &n, failed));
}

static int WSAAPI import_getaddrinfo(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	return posix_getaddrinfo(host, service, hints, out);
}

static void WSAAPI import_freeaddrinfo(struct addrinfo *list)
{
	posix_freeaddrinfo(list);
}

static int WSAAPI import_getnameinfo(const struct sockaddr *addr, socklen_t len, char *host,
    DWORD host_size, char *service, DWORD service_size, int flags)
{
	return posix_getnameinfo(
	    addr, len, host, (socklen_t)host_size, service, (socklen_t)service_size, flags);
}

/* The C runtime's, for descriptors that are not sockets. */
static int __cdecl import__read(int fd, void *out, unsigned n)
{
	return (int)posix_read(fd, out, n);
}

static int __cdecl import__write(int fd, const void *bytes, unsigned n)
{
	return (int)posix_write(fd, bytes, n);
}

/* As the import library would have it: where the loader leaves the function's address. */
#define IMPORT(name) __typeof__(&import_##name) __imp_##name = import_##name

IMPORT(WSASocketW);
IMPORT(accept);
IMPORT(bind);
IMPORT(connect);
IMPORT(listen);
IMPORT(shutdown);
IMPORT(closesocket);
IMPORT(ioctlsocket);
IMPORT(getsockname);
IMPORT(getpeername);
IMPORT(setsockopt);
IMPORT(getsockopt);
IMPORT(recv);
IMPORT(recvfrom);
IMPORT(send);
IMPORT(sendto);
IMPORT(WSAIoctl);
IMPORT(select);
IMPORT(getaddrinfo);
IMPORT(freeaddrinfo);
IMPORT(getnameinfo);
IMPORT(_read);
IMPORT(_write);
