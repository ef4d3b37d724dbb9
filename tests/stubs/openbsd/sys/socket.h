/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD 7.3's sockets: as FreeBSD's but for what is here. */
#ifndef STUBS_OPENBSD_SYS_SOCKET_H
#define STUBS_OPENBSD_SYS_SOCKET_H

#define mmsghdr  stub_freebsd_mmsghdr
#define recvmmsg stub_freebsd_recvmmsg
#define sendmmsg stub_freebsd_sendmmsg
#include_next <sys/socket.h>
#undef mmsghdr
#undef recvmmsg
#undef sendmmsg

#undef AF_INET6
#define AF_INET6 24
#undef SO_REUSEPORT_LB
#undef SO_DOMAIN
#define SO_DOMAIN 0x1024
#undef SO_PROTOCOL
#define SO_PROTOCOL 0x1025
#undef SO_NOSIGPIPE

struct mmsghdr {
	struct msghdr msg_hdr;
	unsigned int msg_len;
};

int recvmmsg(int, struct mmsghdr *, unsigned int, int, struct timespec *);
int sendmmsg(int, struct mmsghdr *, unsigned int, int);

#endif
