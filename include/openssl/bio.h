/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The drop-in <openssl/bio.h>: addresses, lookup, and the six calls of BIO_connect(3).
 *
 * Unless a function says otherwise: a function that fails puts what happened on the calling
 * thread's error stack (ERR_get_error(3)) and, where a system call failed, leaves that call's
 * errno; one that succeeds touches neither. Sockets are plain descriptors of the operating system.
 * All functions may be called from any thread; two threads must not use one object (a BIO_ADDR,
 * say) at once if one of them changes it.
 */
#ifndef OPENSSL_BIO_H
#define OPENSSL_BIO_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <openssl/bioerr.h>
#include <openssl/crypto.h>
#include <openssl/e_os2.h>
#include <openssl/macros.h>
#include <openssl/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * An address: family, and what the family has: host and port, or an AF_UNIX path. Opaque; made by
 * BIO_ADDR_new(). It is laid out as the system's own `struct sockaddr_*`, so a pointer to one of
 * those may be handed to any function here that takes a `const BIO_ADDR *`.
 */
typedef union bio_addr_st BIO_ADDR;

/* One entry of a list that BIO_lookup() made, and by BIO_ADDRINFO_next() all that follow it. */
typedef struct bio_addrinfo_st BIO_ADDRINFO;

/* Options of the six calls, to be combined with |: BIO_connect(3), FLAGS. */
#define BIO_SOCK_REUSEADDR 0x01
#define BIO_SOCK_V6_ONLY   0x02
#define BIO_SOCK_KEEPALIVE 0x04
#define BIO_SOCK_NONBLOCK  0x08
#define BIO_SOCK_NODELAY   0x10
#define BIO_SOCK_TFO       0x20

/* Whether freeing a BIO closes what it holds. */
#define BIO_NOCLOSE 0
#define BIO_CLOSE   1

/* How BIO_get_accept_socket() and accept BIOs bind. */
#define BIO_BIND_NORMAL              0
#define BIO_BIND_REUSEADDR           1
#define BIO_BIND_REUSEADDR_IF_UNUSED 1

/* Address families in the words of connect and accept BIOs. */
#define BIO_FAMILY_IPV4  4
#define BIO_FAMILY_IPV6  6
#define BIO_FAMILY_IPANY 256

/* Kinds of BIO: a class bit and a number; with BIO_TYPE_DESCRIPTOR it holds a descriptor. */
#define BIO_TYPE_NONE         0x00
#define BIO_TYPE_START        0x80
#define BIO_TYPE_MASK         0xff
#define BIO_TYPE_DESCRIPTOR   0x100
#define BIO_TYPE_FILTER       0x200
#define BIO_TYPE_SSL          0x207
#define BIO_TYPE_MD           0x208
#define BIO_TYPE_BUFFER       0x209
#define BIO_TYPE_CIPHER       0x20a
#define BIO_TYPE_BASE64       0x20b
#define BIO_TYPE_NBIO_TEST    0x210
#define BIO_TYPE_NULL_FILTER  0x211
#define BIO_TYPE_LINEBUFFER   0x214
#define BIO_TYPE_ASN1         0x216
#define BIO_TYPE_COMP         0x217
#define BIO_TYPE_SOURCE_SINK  0x400
#define BIO_TYPE_MEM          0x401
#define BIO_TYPE_FILE         0x402
#define BIO_TYPE_NULL         0x406
#define BIO_TYPE_BIO          0x413
#define BIO_TYPE_CORE_TO_PROV 0x419
#define BIO_TYPE_DGRAM_PAIR   0x41a
#define BIO_TYPE_DGRAM_MEM    0x41b
#define BIO_TYPE_FD           0x504
#define BIO_TYPE_SOCKET       0x505
#define BIO_TYPE_CONNECT      0x50c
#define BIO_TYPE_ACCEPT       0x50d
#define BIO_TYPE_DGRAM        0x515

/* What a callback is called for; BIO_CB_RETURN marks the call after the operation. */
#define BIO_CB_FREE     0x01
#define BIO_CB_READ     0x02
#define BIO_CB_WRITE    0x03
#define BIO_CB_PUTS     0x04
#define BIO_CB_GETS     0x05
#define BIO_CB_CTRL     0x06
#define BIO_CB_RECVMMSG 0x07
#define BIO_CB_SENDMMSG 0x08
#define BIO_CB_RETURN   0x80

/* State of a BIO: what it waits for, and traits of single kinds. */
#define BIO_FLAGS_UPLINK       0x00
#define BIO_FLAGS_READ         0x01
#define BIO_FLAGS_WRITE        0x02
#define BIO_FLAGS_IO_SPECIAL   0x04
#define BIO_FLAGS_RWS          0x07
#define BIO_FLAGS_SHOULD_RETRY 0x08
#define BIO_FLAGS_BASE64_NO_NL 0x100
#define BIO_FLAGS_MEM_RDONLY   0x200
#define BIO_FLAGS_NONCLEAR_RST 0x400
#define BIO_FLAGS_IN_EOF       0x800

/* Why a BIO waits for something special. */
#define BIO_RR_SSL_X509_LOOKUP 1
#define BIO_RR_CONNECT         2
#define BIO_RR_ACCEPT          3

/* How a file BIO opens its file. */
#define BIO_FP_READ   0x02
#define BIO_FP_WRITE  0x04
#define BIO_FP_APPEND 0x08
#define BIO_FP_TEXT   0x10

/* Controls of datagram BIOs. */
#define BIO_CTRL_DGRAM_CONNECT               31
#define BIO_CTRL_DGRAM_SET_CONNECTED         32
#define BIO_CTRL_DGRAM_SET_RECV_TIMEOUT      33
#define BIO_CTRL_DGRAM_GET_RECV_TIMEOUT      34
#define BIO_CTRL_DGRAM_SET_SEND_TIMEOUT      35
#define BIO_CTRL_DGRAM_GET_SEND_TIMEOUT      36
#define BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP    37
#define BIO_CTRL_DGRAM_GET_SEND_TIMER_EXP    38
#define BIO_CTRL_DGRAM_MTU_DISCOVER          39
#define BIO_CTRL_DGRAM_QUERY_MTU             40
#define BIO_CTRL_DGRAM_GET_MTU               41
#define BIO_CTRL_DGRAM_SET_MTU               42
#define BIO_CTRL_DGRAM_MTU_EXCEEDED          43
#define BIO_CTRL_DGRAM_SET_PEER              44
#define BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT      45
#define BIO_CTRL_DGRAM_GET_PEER              46
#define BIO_CTRL_DGRAM_GET_FALLBACK_MTU      47
#define BIO_CTRL_DGRAM_SET_DONT_FRAG         48
#define BIO_CTRL_DGRAM_GET_MTU_OVERHEAD      49
#define BIO_CTRL_DGRAM_SCTP_SET_IN_HANDSHAKE 50
#define BIO_CTRL_DGRAM_SET_PEEK_MODE         71
#define BIO_CTRL_DGRAM_SCTP_WAIT_FOR_DRY     77
#define BIO_CTRL_DGRAM_SCTP_MSG_WAITING      78
#define BIO_CTRL_DGRAM_GET_LOCAL_ADDR_CAP    82
#define BIO_CTRL_DGRAM_GET_LOCAL_ADDR_ENABLE 83
#define BIO_CTRL_DGRAM_SET_LOCAL_ADDR_ENABLE 84
#define BIO_CTRL_DGRAM_GET_EFFECTIVE_CAPS    85
#define BIO_CTRL_DGRAM_GET_CAPS              86
#define BIO_CTRL_DGRAM_SET_CAPS              87
#define BIO_CTRL_DGRAM_GET_NO_TRUNC          88
#define BIO_CTRL_DGRAM_SET_NO_TRUNC          89
#define BIO_CTRL_DGRAM_DETECT_PEER_ADDR      93
#define BIO_CTRL_DGRAM_SET0_LOCAL_ADDR       94

/* Controls that every kind of BIO may have. */
#define BIO_CTRL_RESET                1
#define BIO_CTRL_EOF                  2
#define BIO_CTRL_INFO                 3
#define BIO_CTRL_SET                  4
#define BIO_CTRL_GET                  5
#define BIO_CTRL_PUSH                 6
#define BIO_CTRL_POP                  7
#define BIO_CTRL_GET_CLOSE            8
#define BIO_CTRL_SET_CLOSE            9
#define BIO_CTRL_PENDING              10
#define BIO_CTRL_FLUSH                11
#define BIO_CTRL_DUP                  12
#define BIO_CTRL_WPENDING             13
#define BIO_CTRL_SET_CALLBACK         14
#define BIO_CTRL_GET_CALLBACK         15
#define BIO_CTRL_PEEK                 29
#define BIO_CTRL_SET_FILENAME         30
#define BIO_CTRL_GET_KTLS_SEND        73
#define BIO_CTRL_GET_KTLS_RECV        76
#define BIO_CTRL_SET_PREFIX           79
#define BIO_CTRL_SET_INDENT           80
#define BIO_CTRL_GET_INDENT           81
#define BIO_CTRL_GET_RPOLL_DESCRIPTOR 91
#define BIO_CTRL_GET_WPOLL_DESCRIPTOR 92

/* Controls of single kinds. */
#define BIO_C_SET_CONNECT                 100
#define BIO_C_DO_STATE_MACHINE            101
#define BIO_C_SET_NBIO                    102
#define BIO_C_SET_FD                      104
#define BIO_C_GET_FD                      105
#define BIO_C_SET_FILE_PTR                106
#define BIO_C_GET_FILE_PTR                107
#define BIO_C_SET_FILENAME                108
#define BIO_C_SET_SSL                     109
#define BIO_C_GET_SSL                     110
#define BIO_C_SET_MD                      111
#define BIO_C_GET_MD                      112
#define BIO_C_GET_CIPHER_STATUS           113
#define BIO_C_SET_BUF_MEM                 114
#define BIO_C_GET_BUF_MEM_PTR             115
#define BIO_C_GET_BUFF_NUM_LINES          116
#define BIO_C_SET_BUFF_SIZE               117
#define BIO_C_SET_ACCEPT                  118
#define BIO_C_SSL_MODE                    119
#define BIO_C_GET_MD_CTX                  120
#define BIO_C_SET_BUFF_READ_DATA          122
#define BIO_C_GET_CONNECT                 123
#define BIO_C_GET_ACCEPT                  124
#define BIO_C_SET_SSL_RENEGOTIATE_BYTES   125
#define BIO_C_GET_SSL_NUM_RENEGOTIATES    126
#define BIO_C_SET_SSL_RENEGOTIATE_TIMEOUT 127
#define BIO_C_FILE_SEEK                   128
#define BIO_C_GET_CIPHER_CTX              129
#define BIO_C_SET_BUF_MEM_EOF_RETURN      130
#define BIO_C_SET_BIND_MODE               131
#define BIO_C_GET_BIND_MODE               132
#define BIO_C_FILE_TELL                   133
#define BIO_C_GET_SOCKS                   134
#define BIO_C_SET_SOCKS                   135
#define BIO_C_SET_WRITE_BUF_SIZE          136
#define BIO_C_GET_WRITE_BUF_SIZE          137
#define BIO_C_MAKE_BIO_PAIR               138
#define BIO_C_DESTROY_BIO_PAIR            139
#define BIO_C_GET_WRITE_GUARANTEE         140
#define BIO_C_GET_READ_REQUEST            141
#define BIO_C_SHUTDOWN_WR                 142
#define BIO_C_NREAD0                      143
#define BIO_C_NREAD                       144
#define BIO_C_NWRITE0                     145
#define BIO_C_NWRITE                      146
#define BIO_C_RESET_READ_REQUEST          147
#define BIO_C_SET_MD_CTX                  148
#define BIO_C_SET_PREFIX                  149
#define BIO_C_GET_PREFIX                  150
#define BIO_C_SET_SUFFIX                  151
#define BIO_C_GET_SUFFIX                  152
#define BIO_C_SET_EX_ARG                  153
#define BIO_C_GET_EX_ARG                  154
#define BIO_C_SET_CONNECT_MODE            155
#define BIO_C_SET_TFO                     156
#define BIO_C_SET_SOCK_TYPE               157
#define BIO_C_GET_SOCK_TYPE               158
#define BIO_C_GET_DGRAM_BIO               159

/* What a datagram BIO can say of addresses. */
#define BIO_DGRAM_CAP_NONE              0x00
#define BIO_DGRAM_CAP_HANDLES_SRC_ADDR  0x01
#define BIO_DGRAM_CAP_HANDLES_DST_ADDR  0x02
#define BIO_DGRAM_CAP_PROVIDES_SRC_ADDR 0x04
#define BIO_DGRAM_CAP_PROVIDES_DST_ADDR 0x08

/* What a BIO_POLL_DESCRIPTOR holds. */
#define BIO_POLL_DESCRIPTOR_TYPE_NONE    0
#define BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD 1
#define BIO_POLL_DESCRIPTOR_TYPE_SSL     2
#define BIO_POLL_DESCRIPTOR_CUSTOM_START 8192

/* --- The six calls: BIO_connect(3) --- */

/*
 * Creates a socket: `domain` AF_*, `socktype` SOCK_*, `protocol` 0 or IPPROTO_*, as socket(2) has
 * them. options: BIO_SOCK_NONBLOCK (in the same system call), BIOSOCK_INHERIT, BIOSOCK_REUSEPORT,
 * BIOSOCK_MPTCP
 * (<biosock.h>); other bits are ignored.
 *
 * The descriptor is close-on-exec unless BIOSOCK_INHERIT is given (D1). The caller closes it with
 * BIO_closesocket(). Returns the descriptor, or INVALID_SOCKET (-1) with errno and the records
 * (SYS, errno), (BIO, BIO_R_UNABLE_TO_CREATE_SOCKET).
 * Source: BIO_connect(3); options are biosock's own, the page has them "for future use".
 */
int BIO_socket(int domain, int socktype, int protocol, int options);

/*
 * Binds `sock` to the local address `addr`. options: BIO_SOCK_REUSEADDR (SO_REUSEADDR, set before
 * the bind), BIOSOCK_REUSEPORT; others are ignored.
 *
 * Returns 1, or 0 with errno and a record: BIO_R_INVALID_SOCKET (sock is -1: EBADF, D14),
 * BIO_R_UNABLE_TO_REUSEADDR, BIO_R_UNABLE_TO_BIND_SOCKET (an unspecified address: EAFNOSUPPORT,
 * D14), ERR_R_PASSED_NULL_PARAMETER (EINVAL). The socket stays open and the caller's. Source:
 * BIO_connect(3).
 */
int BIO_bind(int sock, const BIO_ADDR *addr, int options);

/*
 * Connects `sock` to `addr`. options: BIO_SOCK_NONBLOCK (without it the socket is made BLOCKING),
 * BIO_SOCK_KEEPALIVE, BIO_SOCK_NODELAY, BIO_SOCK_TFO; a flag that means nothing for the address's
 * family (NODELAY and TFO of AF_UNIX) is skipped (D6). With an address of family AF_UNSPEC a
 * datagram socket's association is dissolved.
 *
 * With BIO_SOCK_TFO (RFC 7413) a connect for which the kernel has a cookie returns 1 at once and
 * sends nothing: the SYN goes out with the first data written, and it is that write that reports a
 * refusal.
 *
 * Returns 1 when connected. Returns 0 otherwise: BIO_sock_should_retry(0) says whether the connect
 * is under way (no record; errno EINPROGRESS, or EINTR if a signal came in a blocking connect,
 * which goes on in the kernel), to be awaited with BIO_socket_wait(sock, 0, ...) and asked with
 * BIO_sock_error(), or by calling BIO_connect() again. If not, errno and a record say what failed:
 * BIO_R_INVALID_SOCKET, BIO_R_UNABLE_TO_KEEPALIVE, BIO_R_UNABLE_TO_NODELAY, BIO_R_UNABLE_TO_TFO,
 * BIO_R_TFO_DISABLED (the system has Fast Open switched off), BIO_R_TFO_NO_KERNEL_SUPPORT,
 * BIO_R_CONNECT_ERROR. The socket stays open and the caller's. Source: BIO_connect(3).
 */
int BIO_connect(int sock, const BIO_ADDR *addr, int options);

/*
 * Binds `sock` to `addr` and has it listen, with the longest backlog the system allows; a datagram
 * socket is only bound. options: BIO_SOCK_NONBLOCK (without it the socket is made BLOCKING),
 * BIO_SOCK_KEEPALIVE and BIO_SOCK_NODELAY (inherited by accepted sockets), BIO_SOCK_REUSEADDR,
 * BIO_SOCK_V6_ONLY (an IPv6 socket is told one or the other, whatever the system's default is),
 * BIO_SOCK_TFO, BIOSOCK_REUSEPORT.
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
 * Connections that were lost before they could be accepted are skipped (D3). Returns the new
 * descriptor, which the caller closes, or INVALID_SOCKET (-1): BIO_sock_should_retry(-1) says
 * whether there was only nothing to accept yet or a signal came (EAGAIN, EINTR; no record). If not,
 * errno and the records (SYS, errno), (BIO, BIO_R_ACCEPT_ERROR) say why; after EMFILE, ENFILE,
 * ENOBUFS or ENOMEM the listener is as good as before. Source: BIO_connect(3).
 */
int BIO_accept_ex(int accept_sock, BIO_ADDR *peer, int options);

/*
 * Closes `sock`. Returns 1, or 0 with errno and a (SYS, errno) record (D14). Never to be repeated:
 * even after an error the descriptor is gone. Source: BIO_connect(3).
 */
int BIO_closesocket(int sock);

/* --- Addresses: BIO_ADDR(3) --- */

/*
 * A new address of family AF_UNSPEC, freed with BIO_ADDR_free(); NULL with a record if memory runs
 * out.
 */
BIO_ADDR *BIO_ADDR_new(void);
/* Frees what BIO_ADDR_new() or BIO_ADDR_dup() made; NULL is fine. */
void BIO_ADDR_free(BIO_ADDR *);
/* Makes it an address of family AF_UNSPEC. */
void BIO_ADDR_clear(BIO_ADDR *ap);
/*
 * Copies src to dst. Returns 1, or 0 if either is NULL, or if src's family is one this type cannot
 * hold.
 */
int BIO_ADDR_copy(BIO_ADDR *dst, const BIO_ADDR *src);
/*
 * A copy that the caller frees with BIO_ADDR_free(); NULL for NULL, or with a record if memory runs
 * out.
 */
BIO_ADDR *BIO_ADDR_dup(const BIO_ADDR *ap);

/*
 * Makes *ap the address `where` of `wherelen` bytes.
 *   AF_INET   4 bytes in network byte order, `port` in NETWORK byte order
 *   AF_INET6  16 bytes likewise
 *   AF_UNIX   a path without its NUL, at most 107 bytes on Linux; with a first byte of NUL a name
 * in Linux's abstract namespace, at most 108 bytes, whose last byte is not NUL (D6). port is
 * ignored Returns 1; 0, with *ap as it was, for another length or family. WARNING: port is
 * htons(80), not 80. Source: BIO_ADDR(3).
 */
int BIO_ADDR_rawmake(
    BIO_ADDR *ap, int family, const void *where, size_t wherelen, unsigned short port);

/* AF_INET, AF_INET6, AF_UNIX or AF_UNSPEC. */
int BIO_ADDR_family(const BIO_ADDR *ap);
/*
 * Copies the bytes that rawmake took to `p` and their number to `*l`; either may be NULL, and p
 * must have room for what a first call with p NULL said. Returns 1, or 0 for a family that has
 * none.
 */
int BIO_ADDR_rawaddress(const BIO_ADDR *ap, void *p, size_t *l);
/* The port in NETWORK byte order; 0 for a family that has none. */
unsigned short BIO_ADDR_rawport(const BIO_ADDR *ap);

/*
 * The host as text: with `numeric` its digits, else its name by the system's resolver (which may
 * wait for the network), or digits if it has none. To be freed with OPENSSL_free(). NULL with the
 * record (BIO, ERR_R_SYS_LIB) for a family that has no host (AF_UNIX: D16).
 */
char *BIO_ADDR_hostname_string(const BIO_ADDR *ap, int numeric);
/*
 * The service likewise: with `numeric` the port's digits, else a name of /etc/services; AF_UNIX:
 * the path.
 */
char *BIO_ADDR_service_string(const BIO_ADDR *ap, int numeric);
/*
 * The path of an AF_UNIX address, to be freed with OPENSSL_free(); NULL, without a record, for
 * another family.
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

enum BIO_hostserv_priorities { BIO_PARSE_PRIO_HOST, BIO_PARSE_PRIO_SERV };

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

/*
 * CLIENT: to connect to, a NULL host is this one. SERVER: to bind to, a NULL host is every address.
 */
enum BIO_lookup_type { BIO_LOOKUP_CLIENT, BIO_LOOKUP_SERVER };

/*
 * The addresses of `host` and `service`: a name, a literal, or for AF_UNIX a path in `host`; a
 * service name or a port in decimal digits. `family` AF_UNSPEC, AF_INET, AF_INET6 or AF_UNIX;
 * `socktype` SOCK_STREAM, SOCK_DGRAM or 0 for any. Literals are parsed without a system call (D20);
 * names go to the system's resolver, which may wait for the network.
 *
 * *res receives the list in the order in which the addresses should be tried (RFC 6724), to be
 * freed with BIO_ADDRINFO_free(). Returns 1, or 0 with a record: (BIO, ERR_R_SYS_LIB) with the
 * resolver's text as its data, BIO_R_UNSUPPORTED_PROTOCOL_FAMILY, ERR_R_PASSED_NULL_PARAMETER. A
 * port beyond 65535 is an error (D5). Source: BIO_lookup(3).
 */
int BIO_lookup(const char *host, const char *service, enum BIO_lookup_type lookup_type, int family,
    int socktype, BIO_ADDRINFO **res);
/* The same for one protocol (IPPROTO_TCP ...); 0 is any. */
int BIO_lookup_ex(const char *host, const char *service, int lookup_type, int family, int socktype,
    int protocol, BIO_ADDRINFO **res);

/* --- Helpers on sockets --- */

/*
 * Readies the system's sockets where it wants that (Windows). Always 1 elsewhere. Needless: all
 * calls do it.
 */
int BIO_sock_init(void);
#define BIO_sock_cleanup()                                                                         \
	while (0)                                                                                  \
	continue

/*
 * The socket's pending error (SO_ERROR), which asking clears; 0 if none, errno if it cannot be
 * asked. No record.
 */
int BIO_sock_error(int sock);

union BIO_sock_info_u {
	BIO_ADDR *addr;
};
enum BIO_sock_info_type { BIO_SOCK_INFO_ADDRESS };
/*
 * BIO_SOCK_INFO_ADDRESS: the local address of `sock` to *info->addr. Returns 1, or 0 with errno and
 * a record: BIO_R_GETSOCKNAME_ERROR, BIO_R_GETSOCKNAME_TRUNCATED_ADDRESS, BIO_R_UNKNOWN_INFO_TYPE,
 * ERR_R_PASSED_NULL_PARAMETER.
 */
int BIO_sock_info(int sock, enum BIO_sock_info_type type, union BIO_sock_info_u *info);

/*
 * ioctl(2) on a socket. Returns what it returned; if that is negative, errno and a (SYS, errno)
 * record.
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
/* The same for reads and writes on any descriptor. */
int BIO_fd_should_retry(int i);
int BIO_fd_non_fatal_error(int error);
/* The same for datagram sockets; ENOTCONN is not one of theirs. */
int BIO_dgram_non_fatal_error(int error);
/* The same for an error code off the stack: a SYS record of such an errno, or BIO_R_NON_FATAL. */
int BIO_err_is_non_fatal(unsigned int errcode);

/*
 * Waits until `fd` can be read (for_read != 0) or written. max_time: seconds since the epoch, as
 * time(2) has them; 0 does not wait and says 1. Returns 1 if it can, or has an error that the next
 * call will report; 0 if the time is past; -1 with errno otherwise. No record.
 */
int BIO_socket_wait(int fd, int for_read, time_t max_time);

/* --- Deprecated in OpenSSL 1.1.0; declared unless OPENSSL_NO_DEPRECATED_1_1_0 --- */

#ifndef OPENSSL_NO_DEPRECATED_1_1_0
/* gethostbyname(3): use BIO_lookup(). Returns the system's static storage, or NULL with h_errno. */
OSSL_DEPRECATEDIN_1_1_0 struct hostent *BIO_gethostbyname(const char *name);
/* The name by which BIO_connect(3) calls it. */
#define BIO_gethostname BIO_gethostbyname
/*
 * The port of a service, by name or digits, in HOST byte order to *port_ptr: use BIO_lookup(). 1,
 * or 0 with a record.
 */
OSSL_DEPRECATEDIN_1_1_0 int BIO_get_port(const char *str, unsigned short *port_ptr);
/* The first IPv4 address of a host, 4 bytes, to `ip`: use BIO_lookup(). 1, or 0 with a record. */
OSSL_DEPRECATEDIN_1_1_0 int BIO_get_host_ip(const char *str, unsigned char *ip);
/*
 * A blocking socket that listens on "host:port" (its first address): use BIO_lookup(),
 * BIO_socket(), BIO_listen(). `mode` other than BIO_BIND_NORMAL sets SO_REUSEADDR. The descriptor,
 * or -1 with a record.
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
