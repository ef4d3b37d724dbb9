/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's sockets, where they differ from FreeBSD's: sys/sys/socket.h of OpenBSD 7.3. */
#ifndef STUBS_OPENBSD_SYS_SOCKET_H
#define STUBS_OPENBSD_SYS_SOCKET_H

#define sockaddr_storage stub_freebsd_sockaddr_storage
#define msghdr           stub_freebsd_msghdr
#define recvmsg          stub_freebsd_recvmsg
#define sendmsg          stub_freebsd_sendmsg
#define stub_cmsg_nxthdr stub_freebsd_stub_cmsg_nxthdr
#define mmsghdr          stub_freebsd_mmsghdr
#define recvmmsg         stub_freebsd_recvmmsg
#define sendmmsg         stub_freebsd_sendmmsg
#include_next <sys/socket.h>
#undef sockaddr_storage
#undef msghdr
#undef recvmsg
#undef sendmsg
#undef stub_cmsg_nxthdr
#undef mmsghdr
#undef recvmmsg
#undef sendmmsg

struct sockaddr_storage {
	unsigned char ss_len;
	sa_family_t ss_family;
	unsigned char pad1[6];
	uint64_t align;
	unsigned char pad2[240];
};

struct msghdr {
	void *msg_name;
	socklen_t msg_namelen;
	struct iovec *msg_iov;
	unsigned int msg_iovlen;
	void *msg_control;
	socklen_t msg_controllen;
	int msg_flags;
};

struct mmsghdr {
	struct msghdr msg_hdr;
	unsigned int msg_len;
};

struct cmsghdr *stub_cmsg_nxthdr(struct msghdr *, struct cmsghdr *);
ssize_t recvmsg(int, struct msghdr *, int);
ssize_t sendmsg(int, const struct msghdr *, int);
int recvmmsg(int, struct mmsghdr *, unsigned int, int, struct timespec *);
int sendmmsg(int, struct mmsghdr *, unsigned int, int);

#undef SOCK_CLOEXEC
#define SOCK_CLOEXEC 0x8000
#undef SOCK_NONBLOCK
#define SOCK_NONBLOCK 0x4000
#undef AF_INET6
#define AF_INET6 24
#undef SO_REUSEPORT_LB
#undef SO_TIMESTAMP
#define SO_TIMESTAMP 0x0800
#undef SO_NOSIGPIPE
#undef SO_DOMAIN
#define SO_DOMAIN 0x1024
#undef SO_PROTOCOL
#define SO_PROTOCOL 0x1025
#undef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0x400
#undef MSG_CMSG_CLOEXEC
#define MSG_CMSG_CLOEXEC 0x800
#undef MSG_WAITFORONE
#define MSG_WAITFORONE 0x1000

#endif
