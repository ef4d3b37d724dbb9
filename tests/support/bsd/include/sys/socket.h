/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The system's sockets, and what of Linux's tests name and a BSD or macOS may lack. Bits that are
 * none here are 0; names of other things are numbers that nothing has here, so that the system
 * says it has no such thing and the tests skip what needs it.
 */
#include_next <sys/socket.h>

#ifndef BIOSOCK_TESTS_BSD_SOCKET_H
#define BIOSOCK_TESTS_BSD_SOCKET_H

#ifndef SOCK_CLOEXEC
#define SOCK_CLOEXEC  0
#define SOCK_NONBLOCK 0
/* Defined by tests that interpose calls, and called by nobody. */
int accept4(int fd, struct sockaddr *addr, socklen_t *len, int flags);
#endif
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif
#ifndef MSG_WAITFORONE
struct mmsghdr {
	struct msghdr msg_hdr;
	unsigned msg_len;
};
struct timespec;
int sendmmsg(int fd, struct mmsghdr *list, unsigned n, int flags);
int recvmmsg(int fd, struct mmsghdr *list, unsigned n, int flags, struct timespec *timeout);
#endif

#define AF_PACKET    17
#define MSG_FASTOPEN 0x20000000
#ifndef SO_DOMAIN
#define SO_DOMAIN 0x20001
#endif
#ifndef SO_PROTOCOL
#define SO_PROTOCOL 0x20002
#endif

#endif
