/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an older libcrypto's headers do not have, so that cases tagged with `.since`
 * compile against them. <biosock/host.h> has it.
 */
#ifndef BIOSOCK_TESTS_BIO_NEWER_H
#define BIOSOCK_TESTS_BIO_NEWER_H

#include <stdint.h>

#include <openssl/bio.h>

#if OPENSSL_VERSION_NUMBER < 0x30200000L && !defined(BIOSOCK_HOST_H)
#define BIO_SOCK_TFO                   0x20
#define BIO_get_conn_mode(b)           BIO_ctrl(b, BIO_C_GET_CONNECT, 4, NULL)
#define BIO_set_tfo(b, n)              BIO_ctrl(b, 156, n, NULL)
#define BIO_set_sock_type(b, t)        BIO_ctrl(b, 157, t, NULL)
#define BIO_get_sock_type(b)           BIO_ctrl(b, 158, 0, NULL)
#define BIO_get0_dgram_bio(b, p)       BIO_ctrl(b, 159, 0, p)
#define BIO_set_tfo_accept(b, n)       BIO_ctrl(b, BIO_C_SET_ACCEPT, 5, (n) ? (char *)"a" : NULL)
#define BIO_get_rpoll_descriptor(b, d) BIO_ctrl(b, 91, 0, d)
#define BIO_get_wpoll_descriptor(b, d) BIO_ctrl(b, 92, 0, d)
enum { BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD = 1 };
typedef struct {
	uint32_t type;
	union {
		int fd;
	} value;
} BIO_POLL_DESCRIPTOR;
#endif

#endif
