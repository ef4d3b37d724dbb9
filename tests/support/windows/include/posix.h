/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POSIX's calls on descriptors for tests that run on Windows, over Winsock and the C runtime: the
 * headers of their names beside this one all lead here. A socket's descriptor is its handle; a
 * small number that is no socket is the C runtime's. errno is set by a table of the tests' own.
 */
#ifndef BIOSOCK_TESTS_WINDOWS_POSIX_H
#define BIOSOCK_TESTS_WINDOWS_POSIX_H

/* All that declares functions of these names, before the names become others. */
#include <winsock2.h>

#include <ws2tcpip.h>

#include <afunix.h>
#include <direct.h>
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <iphlpapi.h>
#include <process.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

typedef ADDRESS_FAMILY sa_family_t;
typedef USHORT in_port_t;
typedef unsigned long nfds_t;

/* Winsock's has an unsigned descriptor. */
struct posix_pollfd {
	int fd;
	short events, revents;
};

/* Its members have names of their own. */
#define msghdr _WSAMSG
struct mmsghdr {
	struct msghdr msg_hdr;
	unsigned msg_len;
};

#define SHUT_RD   SD_RECEIVE
#define SHUT_WR   SD_SEND
#define SHUT_RDWR SD_BOTH

/* What getnameinfo() has for too small a buffer. */
#define EAI_OVERFLOW WSAEFAULT

/* Of newer Windows than the headers know; and under POSIX's names. */
#ifndef TCP_FASTOPEN
#define TCP_FASTOPEN 15
#endif
#ifndef IPV6_MTU_DISCOVER
#define IP_MTU_DISCOVER   71
#define IPV6_MTU_DISCOVER 71
#endif
#define IPV6_RECVPKTINFO IPV6_PKTINFO
#define IPV6_PMTUDISC_DO IP_PMTUDISC_DO

/* Options of SOL_SOCKET that Windows has in one with others. */
#define SO_DOMAIN   0x20001
#define SO_PROTOCOL 0x20002

/* What Windows does not have: values that nothing has here. */
#define AF_PACKET            17
#define EAI_SYSTEM           19999
#define IPPROTO_UDPLITE      136
#define IPPROTO_DCCP         33
#define SIGPIPE              13
#define EHOSTDOWN            WSAEHOSTDOWN
#define TCP_FASTOPEN_CONNECT 0x20004
#define ENONET               19997
#define EDQUOT               WSAEDQUOT
#define SO_REUSEPORT         0x20003

/* Not Windows' bits: taken out before Windows sees them. One is 0 to the library's own header. */
#undef MSG_NOSIGNAL
#define SOCK_CLOEXEC  0x10000
#define SOCK_NONBLOCK 0x20000
#define MSG_NOSIGNAL  0x10000
#define MSG_DONTWAIT  0x20000
#define MSG_FASTOPEN  0 /* nothing says so of a send */

#define O_NONBLOCK    0x800
#define O_CLOEXEC     _O_NOINHERIT
#define FD_CLOEXEC    1
enum { F_GETFD = 1, F_SETFD, F_GETFL, F_SETFL };

int posix_socket(int domain, int type, int protocol);
/* A pair of connected TCP sockets, whatever the family. */
int posix_socketpair(int domain, int type, int protocol, int out[2]);
int posix_bind(int fd, const struct sockaddr *addr, socklen_t len);
int posix_connect(int fd, const struct sockaddr *addr, socklen_t len);
int posix_listen(int fd, int backlog);
int posix_accept(int fd, struct sockaddr *addr, socklen_t *len);
int posix_accept4(int fd, struct sockaddr *addr, socklen_t *len, int flags);
int posix_shutdown(int fd, int how);
int posix_getsockname(int fd, struct sockaddr *addr, socklen_t *len);
int posix_getpeername(int fd, struct sockaddr *addr, socklen_t *len);
int posix_setsockopt(int fd, int level, int name, const void *value, socklen_t len);
int posix_getsockopt(int fd, int level, int name, void *value, socklen_t *len);
ssize_t posix_recv(int fd, void *out, size_t n, int flags);
ssize_t posix_recvfrom(
    int fd, void *out, size_t n, int flags, struct sockaddr *from, socklen_t *len);
ssize_t posix_send(int fd, const void *bytes, size_t n, int flags);
ssize_t posix_sendto(
    int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to, socklen_t len);
ssize_t posix_sendmsg(int fd, const struct msghdr *message, int flags);
ssize_t posix_recvmsg(int fd, struct msghdr *message, int flags);
/* As many as go without waiting for a second. */
int posix_sendmmsg(int fd, struct mmsghdr *list, unsigned n, int flags);
int posix_recvmmsg(int fd, struct mmsghdr *list, unsigned n, int flags, struct timespec *timeout);
int posix_poll(struct posix_pollfd *set, nfds_t n, int timeout_ms);
/* Winsock's, never one in its place. */
int posix_select(int n, fd_set *input, fd_set *output, fd_set *failed, struct timeval *most);
/* FIONBIO and FIONREAD; the argument is a pointer. */
int posix_ioctl(int fd, unsigned long request, ...);
/* Of sockets: F_GETFL and F_SETFL of O_NONBLOCK. Of all: F_GETFD and F_SETFD of FD_CLOEXEC. */
int posix_fcntl(int fd, int command, ...);
int posix_close(int fd);
ssize_t posix_read(int fd, void *out, size_t n);
ssize_t posix_write(int fd, const void *bytes, size_t n);
/* Of files. */
ssize_t posix_pwrite(int fd, const void *bytes, size_t n, off64_t offset);
int posix_pipe(int out[2]);
/* There is no SIGPIPE to ask for. */
void (*posix_signal(int number, void (*handler)(int)))(int);
/* A file of bytes. */
int posix_open(const char *path, int flags, ...);
FILE *posix_fopen(const char *path, const char *mode);
int posix_mkstemp(char *path);
char *posix_mkdtemp(char *path);
int posix_getaddrinfo(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out);
void posix_freeaddrinfo(struct addrinfo *list);
int posix_getnameinfo(const struct sockaddr *addr, socklen_t len, char *host, socklen_t host_size,
    char *service, socklen_t service_size, int flags);

/* The resolver's error in words: glibc's. */
const char *posix_gai_strerror(int code);

#undef gai_strerror
#define gai_strerror posix_gai_strerror
#define pollfd       posix_pollfd
#define socket       posix_socket
#define socketpair   posix_socketpair
#define bind         posix_bind
#define connect      posix_connect
#define listen       posix_listen
#define accept       posix_accept
#define accept4      posix_accept4
#define shutdown     posix_shutdown
#define getsockname  posix_getsockname
#define getpeername  posix_getpeername
#define setsockopt   posix_setsockopt
#define getsockopt   posix_getsockopt
#define recv         posix_recv
#define recvfrom     posix_recvfrom
#define send         posix_send
#define sendto       posix_sendto
#define sendmsg      posix_sendmsg
#define recvmsg      posix_recvmsg
#define sendmmsg     posix_sendmmsg
#define recvmmsg     posix_recvmmsg
#define poll         posix_poll
#define select       posix_select
#define ioctl        posix_ioctl
#define fcntl        posix_fcntl
#define close        posix_close
#define read         posix_read
#define write        posix_write
#define pwrite       posix_pwrite
#define signal       posix_signal
#define pipe         posix_pipe
#define open         posix_open
#define mkstemp      posix_mkstemp
#define mkdtemp      posix_mkdtemp
#define getaddrinfo  posix_getaddrinfo
#define freeaddrinfo posix_freeaddrinfo
#define getnameinfo  posix_getnameinfo
#define fopen        posix_fopen

#endif
