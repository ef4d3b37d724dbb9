/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of types without their contents, so that a header can speak of a thing it does not
 * need to know.
 */
#ifndef OPENSSL_TYPES_H
#define OPENSSL_TYPES_H

#include <limits.h>

#include <openssl/e_os2.h>
#include <openssl/macros.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A source, sink or filter of bytes; its functions are in <openssl/bio.h>. */
typedef struct bio_st BIO;

/*
 * An address: family, and what the family has: host and port, or an AF_UNIX path. Opaque; made by
 * BIO_ADDR_new(). It is laid out as the system's own `struct sockaddr_*`, so a pointer to one of
 * those may be handed to any function here that takes a `const BIO_ADDR *`.
 */
typedef union bio_addr_st BIO_ADDR;

/* One entry of a list that BIO_lookup() made, and by BIO_ADDRINFO_next() all that follow it. */
typedef struct bio_addrinfo_st BIO_ADDRINFO;

/* A thread's error stack; complete in <openssl/err.h>. */
typedef struct err_state_st ERR_STATE;

typedef struct buf_mem_st BUF_MEM;
typedef struct crypto_ex_data_st CRYPTO_EX_DATA;

/*
 * Types of which nothing here depends on the contents: a library context and initialisation
 * settings, which can be made and freed; the others, such as a TLS connection in a poll descriptor,
 * biosock never makes.
 */
typedef struct ossl_lib_ctx_st OSSL_LIB_CTX;
typedef struct ossl_init_settings_st OPENSSL_INIT_SETTINGS;
typedef struct ossl_param_st OSSL_PARAM;
typedef struct ossl_dispatch_st OSSL_DISPATCH;
typedef struct ssl_st SSL;
typedef struct ssl_ctx_st SSL_CTX;

#ifdef __cplusplus
}
#endif

#endif
