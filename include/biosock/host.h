/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libbiosock-host: biosock's sockets as BIOs of a TLS library, the host, for which it was built:
 * they go into SSL_set_bio(), into BIO_push() and behind BIO_f_ssl(). Objects, memory and errors
 * are the host's own; all else is as biosock's <openssl/bio.h> says, and so are the D-numbers.
 *
 * It comes behind the host's <openssl/bio.h>. Each function is called as its model in OpenSSL with
 * biosock_ before it: biosock_BIO_connect(), biosock_BIO_s_connect(). What the host does not have
 * is there by its plain name too, constants and macros included. With BIOSOCK_REPLACE defined all
 * plain names are ours: a program has only to be compiled again, with the compiler's options
 * -DBIOSOCK_REPLACE -include biosock/host.h.
 *
 * What a program defines for its other headers, _GNU_SOURCE or OPENSSL_API_COMPAT, it defines after
 * a header that is forced on it. So this one waits for the program's own <openssl/bio.h>, if the
 * one that is found first is that of biosock's folder, which includes the host's and then this. If
 * it is the host's, there is nobody to wait for.
 *
 * Source: biosock-host(7).
 */
#ifndef BIOSOCK_HOST_H

#if defined(BIOSOCK_REPLACE) && !defined(BIOSOCK_HOST) && !defined(OPENSSL_BIO_H) &&               \
    !defined(HEADER_BIO_H) && !defined(OPENSSL_HEADER_BIO_H)
#define BIOSOCK_HOST_ASKS
#include <openssl/bio.h>
#undef BIOSOCK_HOST_ASKS
#endif

#ifdef BIOSOCK_HOST_WAITS
#undef BIOSOCK_HOST_WAITS
#else
#define BIOSOCK_HOST_H

#if defined(BIOSOCK_REPLACE) && !defined(BIOSOCK_HOST_FOLLOWS)
#include <openssl/bio.h>
#ifdef __has_include
#if __has_include(<openssl/ssl.h>) && !defined(BIOSOCK_HOST)
#include <openssl/ssl.h>
#undef BIOSOCK_HAS_SSL
#define BIOSOCK_HAS_SSL
#endif
#endif
#endif

#if defined(BIOSOCK_NAMES_H)
#error "<biosock/host.h> wants the TLS library's <openssl/bio.h>, and was given libbiosock's"
#elif !defined(OPENSSL_BIO_H) && !defined(HEADER_BIO_H) && !defined(OPENSSL_HEADER_BIO_H)
#error "include the TLS library's <openssl/bio.h> before <biosock/host.h>"
#else

#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include <biosock/host_is.h>
#ifndef BIOSOCK_HOST_IS_ANOTHER

#include <biosock/names.h> /* which may have been what asked for this */

#include <biosock/host_begin.h>

/* What the host was built without is here all the same. */
#pragma push_macro("OPENSSL_NO_SOCK")
#pragma push_macro("OPENSSL_NO_DGRAM")
#undef OPENSSL_NO_SOCK
#undef OPENSSL_NO_DGRAM

#ifdef __cplusplus
extern "C" {
#endif

/* --- Types --- */

/*
 * An address is laid out as the system's own `struct sockaddr_*`, as the host's is, if it has one,
 * and then of the same type.
 */
#ifdef BIOSOCK_HOST_HAS_BIO_ADDR
typedef BIO_ADDR biosock_BIO_ADDR;
#else
typedef union biosock_bio_addr_st biosock_BIO_ADDR;
#define BIO_ADDR biosock_BIO_ADDR
#endif

/* Lists are ours, and all that works on them. */
typedef struct biosock_bio_addrinfo_st biosock_BIO_ADDRINFO;
#pragma push_macro("BIO_ADDRINFO")
#undef BIO_ADDRINFO
#define BIO_ADDRINFO biosock_BIO_ADDRINFO

#ifndef BIOSOCK_HOST_HAS_BIO_MSG
typedef struct biosock_bio_msg_st {
	void *data;
	size_t data_len;
	BIO_ADDR *peer, *local;
	uint64_t flags;
} biosock_BIO_MSG;
#define BIO_MSG biosock_BIO_MSG
#endif

#ifndef BIOSOCK_HOST_HAS_BIO_POLL_DESCRIPTOR
typedef struct biosock_bio_poll_descriptor_st {
	uint32_t type;
	union {
		int fd;
		void *custom;
		uintptr_t custom_ui;
		void *ssl;
	} value;
} biosock_BIO_POLL_DESCRIPTOR;
#define BIO_POLL_DESCRIPTOR biosock_BIO_POLL_DESCRIPTOR
#endif

/* --- What is biosock's own: dial, which makes use of them --- */

#ifdef __cplusplus
}
#endif
#include <biosock.h>
#ifdef __cplusplus
extern "C" {
#endif

/* --- The calls, addresses and lookup --- */

#ifndef OSSL_DEPRECATEDIN_1_1_0
#define OSSL_DEPRECATEDIN_1_1_0
#define BIOSOCK_DEFINED_DEPRECATEDIN_1_1_0
#endif
#include <biosock/socket.h>
#ifdef BIOSOCK_DEFINED_DEPRECATEDIN_1_1_0
#undef BIOSOCK_DEFINED_DEPRECATEDIN_1_1_0
#undef OSSL_DEPRECATEDIN_1_1_0
#endif

/* --- BIOs over sockets --- */

/*
 * Methods of the host, for BIO_new(); NULL, with the host's record, if memory runs out. Their BIOs
 * are as BIO_s_socket(3), BIO_s_connect(3), BIO_s_accept(3) and BIO_s_datagram(3) have them:
 * close-on-exec (D1), and never a SIGPIPE (D2).
 */
const BIO_METHOD *BIO_s_socket(void);
const BIO_METHOD *BIO_s_connect(void);
const BIO_METHOD *BIO_s_accept(void);
const BIO_METHOD *BIO_s_datagram(void);
/* A BIO of them, freed with BIO_free_all(); NULL with a record. */
BIO *BIO_new_socket(int sock, int close_flag);
BIO *BIO_new_connect(const char *host_port);
BIO *BIO_new_accept(const char *host_port);
BIO *BIO_new_dgram(int fd, int close_flag);
/* BIO_do_connect_retry(3), of any BIO of the host's. */
int BIO_do_connect_retry(BIO *bio, int timeout, int nap_milliseconds);
int BIO_wait(BIO *bio, time_t max_time, unsigned int nap_milliseconds);

/*
 * BIO_sendmmsg(3), of our BIOs and, where the host has these calls, of all others too. 1, or 0
 * with *msgs_processed 0 and a record.
 */
int BIO_sendmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t num_msg, uint64_t flags, size_t *msgs_processed);
int BIO_recvmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t num_msg, uint64_t flags, size_t *msgs_processed);
/* BIO_get_rpoll_descriptor(3), by controls 91 and 92: 1; 0: it has none now; -1: it is NULL. */
int BIO_get_rpoll_descriptor(BIO *b, BIO_POLL_DESCRIPTOR *desc);
int BIO_get_wpoll_descriptor(BIO *b, BIO_POLL_DESCRIPTOR *desc);

#ifdef __cplusplus
}
#endif

#pragma pop_macro("OPENSSL_NO_SOCK")
#pragma pop_macro("OPENSSL_NO_DGRAM")

#ifndef BIOSOCK_REPLACE
#ifdef BIOSOCK_HOST_HAS_BIO_ADDRINFO
#pragma pop_macro("BIO_ADDRINFO")
#endif
#include <biosock/host_end.h>
#endif

#define BIOSOCK_HOST_IS_WHOLE
#if defined(BIOSOCK_REPLACE) && defined(BIOSOCK_HAS_SSL)
#include <biosock/host_ssl.h>
#endif

#endif
#endif
#endif
#endif
