/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The numbers that functions had in the error codes of OpenSSL 1: all gone, and zero. Old programs
 * name them in BIOerr() and the like.
 */
#ifndef OPENSSL_CRYPTOERR_LEGACY_H
#define OPENSSL_CRYPTOERR_LEGACY_H

#include <openssl/macros.h>

#ifndef OPENSSL_NO_DEPRECATED_3_0
#define BIO_F_ACPT_STATE                 0
#define BIO_F_ADDRINFO_WRAP              0
#define BIO_F_ADDR_STRINGS               0
#define BIO_F_BIO_ACCEPT                 0
#define BIO_F_BIO_ACCEPT_EX              0
#define BIO_F_BIO_ACCEPT_NEW             0
#define BIO_F_BIO_ADDR_NEW               0
#define BIO_F_BIO_BIND                   0
#define BIO_F_BIO_CALLBACK_CTRL          0
#define BIO_F_BIO_CONNECT                0
#define BIO_F_BIO_CONNECT_NEW            0
#define BIO_F_BIO_CTRL                   0
#define BIO_F_BIO_GETS                   0
#define BIO_F_BIO_GET_HOST_IP            0
#define BIO_F_BIO_GET_NEW_INDEX          0
#define BIO_F_BIO_GET_PORT               0
#define BIO_F_BIO_LISTEN                 0
#define BIO_F_BIO_LOOKUP                 0
#define BIO_F_BIO_LOOKUP_EX              0
#define BIO_F_BIO_MAKE_PAIR              0
#define BIO_F_BIO_METH_NEW               0
#define BIO_F_BIO_NEW                    0
#define BIO_F_BIO_NEW_DGRAM_SCTP         0
#define BIO_F_BIO_NEW_FILE               0
#define BIO_F_BIO_NEW_MEM_BUF            0
#define BIO_F_BIO_NREAD                  0
#define BIO_F_BIO_NREAD0                 0
#define BIO_F_BIO_NWRITE                 0
#define BIO_F_BIO_NWRITE0                0
#define BIO_F_BIO_PARSE_HOSTSERV         0
#define BIO_F_BIO_PUTS                   0
#define BIO_F_BIO_READ                   0
#define BIO_F_BIO_READ_EX                0
#define BIO_F_BIO_READ_INTERN            0
#define BIO_F_BIO_SOCKET                 0
#define BIO_F_BIO_SOCKET_NBIO            0
#define BIO_F_BIO_SOCK_INFO              0
#define BIO_F_BIO_SOCK_INIT              0
#define BIO_F_BIO_WRITE                  0
#define BIO_F_BIO_WRITE_EX               0
#define BIO_F_BIO_WRITE_INTERN           0
#define BIO_F_BUFFER_CTRL                0
#define BIO_F_CONN_CTRL                  0
#define BIO_F_CONN_STATE                 0
#define BIO_F_DGRAM_SCTP_NEW             0
#define BIO_F_DGRAM_SCTP_READ            0
#define BIO_F_DGRAM_SCTP_WRITE           0
#define BIO_F_DOAPR_OUTCH                0
#define BIO_F_FILE_CTRL                  0
#define BIO_F_FILE_READ                  0
#define BIO_F_LINEBUFFER_CTRL            0
#define BIO_F_LINEBUFFER_NEW             0
#define BIO_F_MEM_WRITE                  0
#define BIO_F_NBIOF_NEW                  0
#define BIO_F_SLG_WRITE                  0
#define BIO_F_SSL_NEW                    0
#define BUF_F_BUF_MEM_GROW               0
#define BUF_F_BUF_MEM_GROW_CLEAN         0
#define BUF_F_BUF_MEM_NEW                0
#define CRYPTO_F_CMAC_CTX_NEW            0
#define CRYPTO_F_CRYPTO_DUP_EX_DATA      0
#define CRYPTO_F_CRYPTO_FREE_EX_DATA     0
#define CRYPTO_F_CRYPTO_GET_EX_NEW_INDEX 0
#define CRYPTO_F_CRYPTO_MEMDUP           0
#define CRYPTO_F_CRYPTO_NEW_EX_DATA      0
#define CRYPTO_F_CRYPTO_OCB128_COPY_CTX  0
#define CRYPTO_F_CRYPTO_OCB128_INIT      0
#define CRYPTO_F_CRYPTO_SET_EX_DATA      0
#define CRYPTO_F_GET_AND_LOCK            0
#define CRYPTO_F_OPENSSL_ATEXIT          0
#define CRYPTO_F_OPENSSL_BUF2HEXSTR      0
#define CRYPTO_F_OPENSSL_FOPEN           0
#define CRYPTO_F_OPENSSL_HEXSTR2BUF      0
#define CRYPTO_F_OPENSSL_INIT_CRYPTO     0
#define CRYPTO_F_OPENSSL_LH_NEW          0
#define CRYPTO_F_OPENSSL_SK_DEEP_COPY    0
#define CRYPTO_F_OPENSSL_SK_DUP          0
#define CRYPTO_F_PKEY_HMAC_INIT          0
#define CRYPTO_F_PKEY_POLY1305_INIT      0
#define CRYPTO_F_PKEY_SIPHASH_INIT       0
#define CRYPTO_F_SK_RESERVE              0
#endif

#endif
