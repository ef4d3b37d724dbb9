/* SPDX-License-Identifier: Apache-2.0 */
/* What biosock has and OpenSSL does not. */
#ifndef BIOSOCK_H
#define BIOSOCK_H

#include <biosock/names.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BIOSOCK_VERSION_MAJOR 0
#define BIOSOCK_VERSION_MINOR 1
#define BIOSOCK_VERSION_PATCH 0
#define BIOSOCK_VERSION       "0.1.0"

/*
 * The version of the library the program runs with, as BIOSOCK_VERSION has that of
 * the header. Static.
 */
const char *biosock_version(void);

/*
 * Options of BIO_socket(), BIO_bind(), BIO_connect(), BIO_listen() and BIO_accept_ex(), in
 * bits that OpenSSL leaves free; they combine with BIO_SOCK_* by |. A call ignores those it is
 * not named with.
 */

/*
 * BIO_socket, BIO_bind, BIO_listen: several sockets may share the port, the kernel spreads
 * the load (SO_REUSEPORT).
 */
#define BIOSOCK_REUSEPORT 0x10000
/*
 * BIO_socket: Multipath TCP (RFC 8684) for a stream of IPv4 or IPv6; plain TCP where the
 * kernel has none.
 */
#define BIOSOCK_MPTCP 0x20000
/*
 * BIO_socket, BIO_accept_ex: the descriptor stays open across exec(2), as OpenSSL's always do (D1).
 */
#define BIOSOCK_INHERIT 0x40000
/*
 * Kept for the mode of connect BIOs, which set SO_KEEPALIVE unasked (D18); the six calls ignore it.
 */
#define BIOSOCK_NO_KEEPALIVE 0x80000

#ifdef __cplusplus
}
#endif

#endif
