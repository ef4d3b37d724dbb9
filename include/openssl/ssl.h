/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What programs without TLS call of OpenSSL's ssl.h by habit. biosock has no TLS: all else that is
 * declared there is an error where it is used, and biosock-tls(7) says what to do.
 */
#ifndef OPENSSL_SSL_H
#define OPENSSL_SSL_H

#include <openssl/macros.h>
#ifndef OPENSSL_NO_DEPRECATED_3_0
#define HEADER_SSL_H
#endif

#include <biosock/no_tls.h>
#include <openssl/bio.h>
#include <openssl/buffer.h>
#include <openssl/crypto.h>
#include <openssl/e_os2.h>
#include <openssl/err.h>
#include <openssl/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* For declarations that are left in a program. There are no such objects. */
typedef struct ssl_method_st SSL_METHOD;
typedef struct ssl_session_st SSL_SESSION;
typedef struct ssl_cipher_st SSL_CIPHER;
typedef struct x509_st X509;
typedef struct x509_store_ctx_st X509_STORE_CTX;

#define OPENSSL_INIT_NO_LOAD_SSL_STRINGS 0x00100000L
#define OPENSSL_INIT_LOAD_SSL_STRINGS    0x00200000L
#define OPENSSL_INIT_SSL_DEFAULT         (OPENSSL_INIT_LOAD_SSL_STRINGS | OPENSSL_INIT_LOAD_CRYPTO_STRINGS)

/* OPENSSL_init_crypto(), because there is nothing more to do. Source: OPENSSL_init_ssl(3). */
#define OPENSSL_init_ssl(opts, settings) OPENSSL_init_crypto(opts, settings)

/* The same as programs called it before OpenSSL 1.1.0. Each of them is an int, 1. */
#ifndef OPENSSL_NO_DEPRECATED_1_1_0
#define SSL_library_init()           OPENSSL_init_ssl(0, NULL)
#define OpenSSL_add_ssl_algorithms() SSL_library_init()
#define SSLeay_add_ssl_algorithms()  SSL_library_init()
#define SSL_load_error_strings()     OPENSSL_init_ssl(OPENSSL_INIT_SSL_DEFAULT, NULL)

/* There are no methods of compression to free. */
#define SSL_COMP_free_compression_methods() ((void)0)
#endif

/* The reasons of TLS have no texts here. */
#ifndef OPENSSL_NO_DEPRECATED_3_0
#define ERR_load_SSL_strings() OPENSSL_init_ssl(0, NULL)
#endif

#ifdef __cplusplus
}
#endif

#endif
