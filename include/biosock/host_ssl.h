/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_new_ssl_connect(3) for programs compiled with BIOSOCK_REPLACE: the host's makes a socket of
 * the host's own, so these put the host's BIO_new_ssl() over a connect BIO of ours. They are inline
 * because libbiosock-host is linked with the host's libcrypto alone. <biosock/host.h> includes it.
 */
#ifndef BIOSOCK_HOST_SSL_H
#define BIOSOCK_HOST_SSL_H

#ifdef BIOSOCK_HOST_HAS_BIO_new_ssl

#ifdef BIOSOCK_HOST_HAS_SSL_is_quic
#include <sys/socket.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* QUIC goes over datagrams. */
#ifdef BIOSOCK_HOST_HAS_SSL_is_quic
static __inline long biosock_set_type_for(BIO *ssl, BIO *connection)
{
	SSL *s = NULL;

	BIO_get_ssl(ssl, &s);
	return s == NULL || !SSL_is_quic(s) || BIO_set_sock_type(connection, SOCK_DGRAM);
}
#else
#define biosock_set_type_for(ssl, connection) 1
#endif

/* A TLS client's BIO over a connect BIO, freed with BIO_free_all(); NULL with a record. */
static __inline BIO *biosock_BIO_new_ssl_connect(SSL_CTX *ctx)
{
	const BIO_METHOD *method = biosock_BIO_s_connect();
	BIO *ssl = method != NULL ? BIO_new_ssl(ctx, 1) : NULL;
	BIO *connection = ssl != NULL ? BIO_new(method) : NULL;

	if (connection != NULL && biosock_set_type_for(ssl, connection))
		return BIO_push(ssl, connection);
	BIO_free(connection);
	BIO_free(ssl);
	return NULL;
}

/* The same with a buffer before it. */
static __inline BIO *biosock_BIO_new_buffer_ssl_connect(SSL_CTX *ctx)
{
	BIO *ssl = biosock_BIO_new_ssl_connect(ctx);
	BIO *buffer = ssl != NULL ? BIO_new(BIO_f_buffer()) : NULL;

	if (buffer != NULL)
		return BIO_push(buffer, ssl);
	BIO_free_all(ssl);
	return NULL;
}

#ifdef __cplusplus
}
#endif

#define BIO_new_ssl_connect        biosock_BIO_new_ssl_connect
#define BIO_new_buffer_ssl_connect biosock_BIO_new_buffer_ssl_connect

#endif

#endif
