/* SPDX-License-Identifier: Apache-2.0 */
/* FreeBSD's sockets: socket(2), getsockopt(2), send(2), recv(2), accept(2). */
#ifndef STUBS_FREEBSD_SYS_SOCKET_H
#define STUBS_FREEBSD_SYS_SOCKET_H

#include <sys/types.h>

#ifndef STUBS_FREEBSD_IOVEC
#define STUBS_FREEBSD_IOVEC
struct iovec {
	void *iov_base;
	size_t iov_len;
};
#endif

#ifndef STUBS_FREEBSD_TIMESPEC
#define STUBS_FREEBSD_TIMESPEC
struct timespec {
	time_t tv_sec;
	long tv_nsec;
};
#endif

typedef uint32_t socklen_t;
typedef uint8_t sa_family_t;

#define SOCK_STREAM      1
#define SOCK_DGRAM       2
#define SOCK_RAW         3
#define SOCK_RDM         4
#define SOCK_SEQPACKET   5
#define SOCK_CLOEXEC     0x10000000
#define SOCK_NONBLOCK    0x20000000

#define SOL_SOCKET       0xffff
#define SO_DEBUG         0x0001
#define SO_ACCEPTCONN    0x0002
#define SO_REUSEADDR     0x0004
#define SO_KEEPALIVE     0x0008
#define SO_DONTROUTE     0x0010
#define SO_BROADCAST     0x0020
#define SO_LINGER        0x0080
#define SO_OOBINLINE     0x0100
#define SO_REUSEPORT     0x0200
#define SO_TIMESTAMP     0x0400
#define SO_NOSIGPIPE     0x0800
#define SO_REUSEPORT_LB  0x00010000
#define SO_SNDBUF        0x1001
#define SO_RCVBUF        0x1002
#define SO_SNDLOWAT      0x1003
#define SO_RCVLOWAT      0x1004
#define SO_SNDTIMEO      0x1005
#define SO_RCVTIMEO      0x1006
#define SO_ERROR         0x1007
#define SO_TYPE          0x1008
#define SO_PROTOCOL      0x1016
#define SO_DOMAIN        0x1019

#define AF_UNSPEC        0
#define AF_UNIX          1
#define AF_LOCAL         AF_UNIX
#define AF_INET          2
#define AF_LINK          18
#define AF_INET6         28
#define PF_UNSPEC        AF_UNSPEC
#define PF_INET          AF_INET
#define PF_INET6         AF_INET6
#define SOMAXCONN        128

#define MSG_OOB          0x00000001
#define MSG_PEEK         0x00000002
#define MSG_TRUNC        0x00000010
#define MSG_CTRUNC       0x00000020
#define MSG_WAITALL      0x00000040
#define MSG_DONTWAIT     0x00000080
#define MSG_NOSIGNAL     0x00020000
#define MSG_CMSG_CLOEXEC 0x00040000
#define MSG_WAITFORONE   0x00080000

#define SHUT_RD          0
#define SHUT_WR          1
#define SHUT_RDWR        2

struct sockaddr {
	unsigned char sa_len;
	sa_family_t sa_family;
	char sa_data[14];
};

struct sockaddr_storage {
	unsigned char ss_len;
	sa_family_t ss_family;
	char pad1[6];
	int64_t align;
	char pad2[112];
};

struct linger {
	int l_onoff, l_linger;
};

struct msghdr {
	void *msg_name;
	socklen_t msg_namelen;
	struct iovec *msg_iov;
	int msg_iovlen;
	void *msg_control;
	socklen_t msg_controllen;
	int msg_flags;
};

struct mmsghdr {
	struct msghdr msg_hdr;
	ssize_t msg_len;
};

struct cmsghdr {
	socklen_t cmsg_len;
	int cmsg_level;
	int cmsg_type;
};

#define SCM_RIGHTS 0x01

/* Aligned as a long is: cmsg(3). */
#define STUB_CMSG_ALIGN(n) (((size_t)(n) + 7) & ~(size_t)7)
#define CMSG_SPACE(n)      (STUB_CMSG_ALIGN(sizeof(struct cmsghdr)) + STUB_CMSG_ALIGN(n))
#define CMSG_LEN(n)        (STUB_CMSG_ALIGN(sizeof(struct cmsghdr)) + (n))
#define CMSG_DATA(cmsg)    ((unsigned char *)(cmsg) + STUB_CMSG_ALIGN(sizeof(struct cmsghdr)))
#define CMSG_FIRSTHDR(mhdr)                                                                        \
	((mhdr)->msg_controllen >= sizeof(struct cmsghdr) ? (struct cmsghdr *)(mhdr)->msg_control  \
	                                                  : (struct cmsghdr *)NULL)
struct cmsghdr *stub_cmsg_nxthdr(struct msghdr *, struct cmsghdr *);
#define CMSG_NXTHDR(mhdr, cmsg) stub_cmsg_nxthdr(mhdr, cmsg)

int accept(int, struct sockaddr *, socklen_t *);
int accept4(int, struct sockaddr *, socklen_t *, int);
int bind(int, const struct sockaddr *, socklen_t);
int connect(int, const struct sockaddr *, socklen_t);
int getpeername(int, struct sockaddr *, socklen_t *);
int getsockname(int, struct sockaddr *, socklen_t *);
int getsockopt(int, int, int, void *, socklen_t *);
int listen(int, int);
ssize_t recv(int, void *, size_t, int);
ssize_t recvfrom(int, void *, size_t, int, struct sockaddr *, socklen_t *);
ssize_t recvmsg(int, struct msghdr *, int);
ssize_t recvmmsg(int, struct mmsghdr *, size_t, int, const struct timespec *);
ssize_t send(int, const void *, size_t, int);
ssize_t sendto(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
ssize_t sendmsg(int, const struct msghdr *, int);
ssize_t sendmmsg(int, struct mmsghdr *, size_t, int);
int setsockopt(int, int, int, const void *, socklen_t);
int shutdown(int, int);
int socket(int, int, int);
int socketpair(int, int, int, int *);

#endif
