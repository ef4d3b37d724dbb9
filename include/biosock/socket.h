/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The six calls of BIO_connect(3), addresses, lookup, and what else needs no BIO. Programs do not
 * include it: <openssl/bio.h> does, whose first comment holds here too, and <biosock/host.h>, by
 * which all functions have other names, and a TLS library may have the types already.
 */
#ifndef BIOSOCK_SOCKET_H
#define BIOSOCK_SOCKET_H

#include <stddef.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef OPENSSL_NO_SOCK
/* --- The six calls: BIO_connect(3) --- */

/*
 * Creates a socket: `domain` AF_*, `socktype` SOCK_*, `protocol` 0 or IPPROTO_*, as socket(2) has
 * them; SOCK_NONBLOCK and SOCK_CLOEXEC in the type, where the system has them, go before the
 * options. options: BIO_SOCK_NONBLOCK (in the same system call), and of <biosock.h>
 * BIOSOCK_INHERIT, BIOSOCK_REUSEPORT, BIOSOCK_MPTCP; other bits are ignored.
 *
 * The descriptor is close-on-exec unless BIOSOCK_INHERIT is given (D1). The caller closes it with
 * BIO_closesocket(). Returns the descriptor, or INVALID_SOCKET (-1) with errno and the records
 * (SYS, errno), (BIO, BIO_R_UNABLE_TO_CREATE_SOCKET).
 * Source: BIO_connect(3); options are biosock's own, the page has them "for future use".
 */
int BIO_socket(int domain, int socktype, int protocol, int options);

/*
 * Binds `sock` to the local address `addr`. options: BIO_SOCK_REUSEADDR (SO_REUSEADDR, set before
 * the bind; on Windows nothing, and what lives of a closed listener's connections may keep its
 * port: EADDRINUSE), BIOSOCK_REUSEPORT; others are ignored.
 *
 * Returns 1, or 0 with errno and a record: BIO_R_INVALID_SOCKET (sock is -1: EBADF, D14),
 * BIO_R_UNABLE_TO_REUSEADDR, BIO_R_UNABLE_TO_BIND_SOCKET (an unspecified address:
 * EAFNOSUPPORT, D14), ERR_R_PASSED_NULL_PARAMETER (EINVAL). The socket stays open and the
 * caller's. Source: BIO_connect(3).
 */
int BIO_bind(int sock, const BIO_ADDR *addr, int options);

/*
 * Connects `sock` to `addr`. options: BIO_SOCK_NONBLOCK (without it the socket is made BLOCKING),
 * BIO_SOCK_KEEPALIVE, BIO_SOCK_NODELAY, BIO_SOCK_TFO; a flag that means nothing for the address's
 * family (NODELAY and TFO of AF_UNIX) is skipped (D6). With an address of family AF_UNSPEC a
 * datagram socket's association is dissolved.
 *
 * With BIO_SOCK_TFO (RFC 7413) a connect for which the kernel has a cookie returns 1 at once
 * and sends nothing: the SYN goes out with the first data written, and it is that write that
 * reports a refusal.
 *
 * Returns 1 when connected, and 0 otherwise. If BIO_sock_should_retry(0) then says 1, the connect
 * is under way, without a record: errno is EINPROGRESS, or EINTR if a signal interrupted a blocking
 * connect, which goes on in the kernel. Wait with BIO_socket_wait(sock, 0, ...) and then ask
 * BIO_sock_error(), or call BIO_connect() again. WARNING: a connect of an AF_UNIX socket is never
 * under way: EAGAIN says that the listener's queue is full, and EINTR that a signal ended the wait
 * for room. Such a socket polls ready, without an error and without a peer, so that only calling
 * BIO_connect() again after a while helps (D25).
 *
 * If BIO_sock_should_retry(0) says 0, errno and a record say what failed: BIO_R_INVALID_SOCKET,
 * BIO_R_UNABLE_TO_KEEPALIVE, BIO_R_UNABLE_TO_NODELAY, BIO_R_UNABLE_TO_TFO, BIO_R_TFO_DISABLED (the
 * system has Fast Open switched off), BIO_R_TFO_NO_KERNEL_SUPPORT, BIO_R_CONNECT_ERROR. The socket
 * stays open and the caller's. Source: BIO_connect(3).
 */
int BIO_connect(int sock, const BIO_ADDR *addr, int options);

/*
 * Binds `sock` to `addr` and has it listen, with the longest backlog the system allows; a
 * datagram socket is only bound. options: BIO_SOCK_NONBLOCK (without it the socket is made
 * BLOCKING), BIO_SOCK_KEEPALIVE and BIO_SOCK_NODELAY (inherited by accepted sockets),
 * BIO_SOCK_REUSEADDR, BIO_SOCK_V6_ONLY (an IPv6 socket is told one or the other, whatever the
 * system's default is), BIO_SOCK_TFO, BIOSOCK_REUSEPORT.
 *
 * Returns 1, or 0 with errno and a record: BIO_R_INVALID_SOCKET, BIO_R_GETTING_SOCKTYPE,
 * BIO_R_UNABLE_TO_KEEPALIVE, BIO_R_UNABLE_TO_NODELAY, BIO_R_LISTEN_V6_ONLY, those of BIO_bind(),
 * BIO_R_UNABLE_TO_LISTEN_SOCKET, or those of Fast Open as BIO_connect() has them. The socket stays
 * open and the caller's. Source: BIO_connect(3).
 */
int BIO_listen(int sock, const BIO_ADDR *addr, int options);

/*
 * Accepts a connection of the listening socket `accept_sock`. `peer`, unless NULL, receives the
 * peer's address. options, all applied to the accepted socket: BIO_SOCK_NONBLOCK (without it the
 * socket is blocking), BIO_SOCK_KEEPALIVE, BIO_SOCK_NODELAY (D4), BIOSOCK_INHERIT (without it the
 * socket is close-on-exec, D1).
 *
 * Connections that were lost before they could be accepted are skipped (D3), up to 4096 of them;
 * one more is an error. Returns the new descriptor, which the caller closes, or INVALID_SOCKET
 * (-1): BIO_sock_should_retry(-1) says whether there was only nothing to accept yet or a signal
 * came (EAGAIN, EINTR; no record). If not, errno and the records (SYS, errno), (BIO,
 * BIO_R_ACCEPT_ERROR) say why; after EMFILE, ENFILE, ENOBUFS or ENOMEM the listener is as good as
 * before. Source: BIO_connect(3).
 */
int BIO_accept_ex(int accept_sock, BIO_ADDR *peer, int options);

/*
 * Closes `sock`. Returns 1, or 0 with errno and a (SYS, errno) record (D14). Never to be repeated:
 * even after an error the descriptor is gone. Source: BIO_connect(3).
 */
int BIO_closesocket(int sock);

/* --- Addresses: BIO_ADDR(3) --- */

/*
 * A new address of family AF_UNSPEC, freed with BIO_ADDR_free(); NULL with a record if
 * memory runs out.
 */
BIO_ADDR *BIO_ADDR_new(void);
/* Frees what BIO_ADDR_new() or BIO_ADDR_dup() made; NULL is fine. */
void BIO_ADDR_free(BIO_ADDR *);
/* Makes it an address of family AF_UNSPEC. */
void BIO_ADDR_clear(BIO_ADDR *ap);
/*
 * Copies src to dst. Returns 1, or 0 if either is NULL, or if src's family is one this
 * type cannot hold.
 */
int BIO_ADDR_copy(BIO_ADDR *dst, const BIO_ADDR *src);
/*
 * A copy that the caller frees with BIO_ADDR_free(); NULL for NULL, or with a record if
 * memory runs out.
 */
BIO_ADDR *BIO_ADDR_dup(const BIO_ADDR *ap);

/*
 * Makes *ap the address `where` of `wherelen` bytes.
 *   AF_INET   4 bytes in network byte order, `port` in NETWORK byte order
 *   AF_INET6  16 bytes likewise
 *   AF_UNIX   a path without its NUL, at most 107 bytes on Linux; with a first byte of NUL a name
 *             in Linux's abstract namespace, at most 108 bytes, whose last byte is not NUL (D6).
 *             port is ignored.
 * Returns 1; 0, with *ap as it was, for another length or family.
 * WARNING: port is htons(80), not 80.
 * Source: BIO_ADDR(3).
 */
int BIO_ADDR_rawmake(
    BIO_ADDR *ap, int family, const void *where, size_t wherelen, unsigned short port);

/* AF_INET, AF_INET6, AF_UNIX or AF_UNSPEC. */
int BIO_ADDR_family(const BIO_ADDR *ap);
/*
 * Copies the bytes that rawmake took to `p` and their number to `*l`; either may be NULL,
 * and p must have room for what a first call with p NULL said. Returns 1, or 0 for a family
 * that has none.
 */
int BIO_ADDR_rawaddress(const BIO_ADDR *ap, void *p, size_t *l);
/* The port in NETWORK byte order; 0 for a family that has none. */
unsigned short BIO_ADDR_rawport(const BIO_ADDR *ap);

/*
 * The host as text: with `numeric` its digits, else its name by the system's resolver (which may
 * wait for the network), or digits if it has none. AF_UNIX: with `numeric` "localhost", else the
 * name of this node. Control bytes are escaped (D6). To be freed with OPENSSL_free(). NULL with the
 * record (BIO, ERR_R_SYS_LIB) for a family that has no host.
 */
char *BIO_ADDR_hostname_string(const BIO_ADDR *ap, int numeric);
/*
 * The service likewise: with `numeric` the port's digits, else a name of /etc/services; AF_UNIX:
 * the path, or "@" and a name of the abstract namespace (D6).
 */
char *BIO_ADDR_service_string(const BIO_ADDR *ap, int numeric);
/*
 * The path of an AF_UNIX address, to be freed with OPENSSL_free(); NULL, without a record,
 * for another family.
 */
char *BIO_ADDR_path_string(const BIO_ADDR *ap);

/* --- Lookup: BIO_ADDRINFO(3), BIO_parse_hostserv(3) --- */

/* The next entry of the list, or NULL; the list stays the owner. */
const BIO_ADDRINFO *BIO_ADDRINFO_next(const BIO_ADDRINFO *bai);
/* What to call socket(2) with for this entry; 0 for NULL. */
int BIO_ADDRINFO_family(const BIO_ADDRINFO *bai);
int BIO_ADDRINFO_socktype(const BIO_ADDRINFO *bai);
int BIO_ADDRINFO_protocol(const BIO_ADDRINFO *bai);
/* The entry's address, owned by the list, in storage of a whole BIO_ADDR (D7); NULL for NULL. */
const BIO_ADDR *BIO_ADDRINFO_address(const BIO_ADDRINFO *bai);
/* Frees the whole list; NULL is fine. */
void BIO_ADDRINFO_free(BIO_ADDRINFO *bai);

#ifndef BIOSOCK_HOST_HAS_BIO_PARSE_PRIO_HOST
enum BIO_hostserv_priorities { BIO_PARSE_PRIO_HOST, BIO_PARSE_PRIO_SERV };
#endif

/*
 * Splits "host:service", "[v6]:service", "host", "service", ":service" ... `hostserv_prio` says
 * what text without a colon is. "*" and nothing stand for any: NULL. *host and *service, each
 * unless its pointer is NULL, receive strings to be freed with OPENSSL_free(), or NULL; what the
 * text does not speak of is left as it was. A bare IPv6 literal is a host where hosts come first
 * (D19). Returns 1, or 0 with nothing changed and a record: BIO_R_AMBIGUOUS_HOST_OR_SERVICE (more
 * than one colon outside brackets), BIO_R_MALFORMED_HOST_OR_SERVICE. Source: BIO_parse_hostserv(3).
 */
int BIO_parse_hostserv(
    const char *hostserv, char **host, char **service, enum BIO_hostserv_priorities hostserv_prio);

#ifndef BIOSOCK_HOST_HAS_BIO_LOOKUP_CLIENT
/*
 * CLIENT: to connect to, a NULL host is this one. SERVER: to bind to, a NULL host is every address.
 */
enum BIO_lookup_type { BIO_LOOKUP_CLIENT, BIO_LOOKUP_SERVER };
#endif

/*
 * The addresses of `host` and `service`: a name, a literal, or for AF_UNIX a path in `host`; a
 * service name or a port in decimal digits. `family` AF_UNSPEC, AF_INET, AF_INET6 or AF_UNIX;
 * `socktype` SOCK_STREAM, SOCK_DGRAM or 0 for any. Literals are parsed without a system call (D20);
 * "localhost" and names below it are loopback addresses (D26); other names go to the system's
 * resolver, which may wait for the network.
 *
 * *res receives the list in the order in which the addresses should be tried (RFC 6724), to be
 * freed with BIO_ADDRINFO_free(). Returns 1, or 0 with a record: (BIO, ERR_R_SYS_LIB) with the
 * resolver's text and what was looked up as its data, BIO_R_INVALID_ARGUMENT for a port beyond
 * 65535 or with a sign or white space before it (D5), BIO_R_LENGTH_TOO_LONG for a path that does
 * not fit (D6), BIO_R_UNSUPPORTED_PROTOCOL_FAMILY, ERR_R_PASSED_NULL_PARAMETER.
 * Source: BIO_lookup(3).
 */
int BIO_lookup(const char *host, const char *service, enum BIO_lookup_type lookup_type, int family,
    int socktype, BIO_ADDRINFO **res);
/* The same for one protocol (IPPROTO_TCP ...); 0 is any. */
int BIO_lookup_ex(const char *host, const char *service, int lookup_type, int family, int socktype,
    int protocol, BIO_ADDRINFO **res);

/* --- Helpers on sockets --- */

/*
 * Starts the system's sockets where they have to be started (Windows); every other call does so
 * too, so no program needs this one. Always 1 elsewhere. BIO_sock_cleanup() does nothing.
 */
int BIO_sock_init(void);
#if !defined(OPENSSL_NO_DEPRECATED_1_1_0) && !defined(BIO_sock_cleanup)
#define BIO_sock_cleanup()                                                                         \
	while (0)                                                                                  \
	continue
#endif

/*
 * The socket's pending error (SO_ERROR), which asking clears; 0 if none, errno if it cannot be
 * asked. No record.
 */
int BIO_sock_error(int sock);

#ifndef BIOSOCK_HOST_HAS_BIO_SOCK_INFO_ADDRESS
union BIO_sock_info_u {
	BIO_ADDR *addr;
};
enum BIO_sock_info_type { BIO_SOCK_INFO_ADDRESS };
#endif
/*
 * BIO_SOCK_INFO_ADDRESS: the local address of `sock` to *info->addr. Returns 1, or 0 with errno and
 * a record: BIO_R_GETSOCKNAME_ERROR, BIO_R_GETSOCKNAME_TRUNCATED_ADDRESS, BIO_R_UNKNOWN_INFO_TYPE,
 * ERR_R_PASSED_NULL_PARAMETER.
 */
int BIO_sock_info(int sock, enum BIO_sock_info_type type, union BIO_sock_info_u *info);

/*
 * ioctl(2) on a socket. Returns what it returned; if that is negative, errno and a
 * (SYS, errno) record.
 */
int BIO_socket_ioctl(int fd, long type, void *arg);
/*
 * Nonblocking for mode != 0, blocking for 0. Returns 1, or 0 with errno and a (SYS, errno) record.
 */
int BIO_socket_nbio(int fd, int mode);
/* TCP_NODELAY on for turn_on != 0, else off. Returns 1, or 0 with errno. No record. */
int BIO_set_tcp_ndelay(int sock, int turn_on);

/*
 * Whether a call that returned `i` (0 or -1) failed only for now, by this thread's errno: that
 * call, or what it began, is to be waited for or repeated. Neither errno nor the stack changes.
 */
int BIO_sock_should_retry(int i);
/* Whether this errno is one of those: EAGAIN, EINTR, EINPROGRESS, EALREADY, ENOTCONN, EPROTO. */
int BIO_sock_non_fatal_error(int error);
/* The same for an error code off the stack: a SYS record of such an errno, or BIO_R_NON_FATAL. */
int BIO_err_is_non_fatal(unsigned int errcode);

/*
 * Waits until `fd` can be read (for_read != 0) or written. max_time: seconds since the epoch, as
 * time(2) has them; 0 does not wait and says 1. Returns 1 if it can, or has an error that the next
 * call will report; 0 if the time is past; -1 with errno otherwise. No record.
 */
int BIO_socket_wait(int fd, int for_read, time_t max_time);
#endif

/*
 * What BIO_sock_should_retry() and BIO_sock_non_fatal_error() say, for reads and writes
 * on any descriptor.
 */
int BIO_fd_should_retry(int i);
int BIO_fd_non_fatal_error(int error);
#ifndef OPENSSL_NO_DGRAM
/* The same for datagram sockets; ENOTCONN is not one of theirs. */
int BIO_dgram_non_fatal_error(int error);
#endif

/* --- Deprecated in OpenSSL 1.1.0; declared unless OPENSSL_NO_DEPRECATED_1_1_0 --- */

#if !defined(OPENSSL_NO_DEPRECATED_1_1_0) && !defined(OPENSSL_NO_SOCK)
/* gethostbyname(3): use BIO_lookup(). Returns the system's static storage, or NULL with h_errno. */
OSSL_DEPRECATEDIN_1_1_0 struct hostent *BIO_gethostbyname(const char *name);
/* The name by which BIO_connect(3) calls it. */
#ifndef BIO_gethostname
#define BIO_gethostname BIO_gethostbyname
#endif
/*
 * The port of a service, by name or digits, in HOST byte order to *port_ptr: use BIO_lookup(). 1,
 * or 0 with a record.
 */
OSSL_DEPRECATEDIN_1_1_0 int BIO_get_port(const char *str, unsigned short *port_ptr);
/* The first IPv4 address of a host, 4 bytes, to `ip`: use BIO_lookup(). 1, or 0 with a record. */
OSSL_DEPRECATEDIN_1_1_0 int BIO_get_host_ip(const char *str, unsigned char *ip);
/*
 * A blocking socket that listens on "host:port", on the first of its addresses that can be listened
 * on (D9): use BIO_lookup(), BIO_socket(), BIO_listen(). `mode` other than BIO_BIND_NORMAL sets
 * SO_REUSEADDR. Returns the descriptor, or -1 with a record.
 */
OSSL_DEPRECATEDIN_1_1_0 int BIO_get_accept_socket(char *host_port, int mode);
/*
 * Accepts: use BIO_accept_ex(). *ip_port, unless ip_port is NULL, receives "host:port" of the peer,
 * to be freed with OPENSSL_free(); what it held before is not freed. Returns the descriptor, -2 if
 * the call should be repeated, or -1 with errno and a record; *ip_port is left as it was then.
 */
OSSL_DEPRECATEDIN_1_1_0 int BIO_accept(int sock, char **ip_port);
#endif

#ifdef __cplusplus
}
#endif

#endif
