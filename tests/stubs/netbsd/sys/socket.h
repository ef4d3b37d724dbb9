/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's sockets, where they differ from FreeBSD's: sys/sys/socket.h of NetBSD 9. */
#ifndef STUBS_NETBSD_SYS_SOCKET_H
#define STUBS_NETBSD_SYS_SOCKET_H

#define mmsghdr  stub_freebsd_mmsghdr
#define recvmmsg stub_freebsd_recvmmsg
#define sendmmsg stub_freebsd_sendmmsg
#include_next <sys/socket.h>
#undef mmsghdr
#undef recvmmsg
#undef sendmmsg

struct mmsghdr {
	struct msghdr msg_hdr;
	unsigned int msg_len;
};

int recvmmsg(int, struct mmsghdr *, unsigned int, unsigned int, struct timespec *);
int sendmmsg(int, struct mmsghdr *, unsigned int, unsigned int);

#undef AF_INET6
#define AF_INET6 24
#undef SO_REUSEPORT_LB
#undef SO_TIMESTAMP
#define SO_TIMESTAMP 0x2000
#undef SO_SNDTIMEO
#define SO_SNDTIMEO 0x100b
#undef SO_RCVTIMEO
#define SO_RCVTIMEO 0x100c
#undef SO_DOMAIN
#undef SO_PROTOCOL
#undef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0x0400
#undef MSG_CMSG_CLOEXEC
#define MSG_CMSG_CLOEXEC 0x0800
#undef MSG_WAITFORONE
#define MSG_WAITFORONE 0x2000

#endif
