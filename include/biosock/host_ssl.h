/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the host's libssl makes sockets or BIOs of sockets for, for programs compiled with
 * BIOSOCK_REPLACE: BIO_new_ssl_connect(3) is the host's BIO_new_ssl() over a connect BIO of ours,
 * SSL_set_fd(3) takes a socket BIO of ours. They are inline because libbiosock-host is linked with
 * the host's libcrypto alone. <biosock/host.h> includes it.
 */
#ifndef BIOSOCK_HOST_SSL_H
#define BIOSOCK_HOST_SSL_H

#ifdef BIOSOCK_HOST_HAS_SSL_is_quic
#include <sys/socket.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#ifdef BIOSOCK_HOST_HAS_SSL_is_quic
#define biosock_is_quic(ssl) SSL_is_quic(ssl)
#else
#define biosock_is_quic(ssl) ((void)(ssl), 0)
#endif

/* QUIC goes over datagrams. */
static __inline BIO *biosock_new_for(SSL *ssl, int fd)
{
	return biosock_is_quic(ssl) ? biosock_BIO_new_dgram(fd, BIO_NOCLOSE)
	                            : biosock_BIO_new_socket(fd, BIO_NOCLOSE);
}

/* Both directions, by one BIO. 1, or 0 with a record and the BIOs that there were. */
static __inline int biosock_SSL_set_fd(SSL *ssl, int fd)
{
	BIO *bio = biosock_new_for(ssl, fd);

	if (bio != NULL)
		SSL_set_bio(ssl, bio, bio);
	return bio != NULL;
}

#undef SSL_set_fd
#define SSL_set_fd biosock_SSL_set_fd

#if defined(BIOSOCK_HOST_HAS_SSL_set0_rbio) && defined(BIOSOCK_HOST_HAS_SSL_set0_wbio)

/* A reference to `other`, the BIO of the other direction, if it has the descriptor already. */
static __inline BIO *biosock_shared_or_new_for(SSL *ssl, int fd, BIO *other)
{
	int type = biosock_is_quic(ssl) ? BIO_TYPE_DGRAM : BIO_TYPE_SOCKET;

	if (other == NULL || BIO_method_type(other) != type || BIO_get_fd(other, NULL) != fd)
		return biosock_new_for(ssl, fd);
	return BIO_up_ref(other) ? other : NULL;
}

/* One direction. 1, or 0 with a record and the BIO that there was. */
static __inline int biosock_SSL_set_rfd(SSL *ssl, int fd)
{
	BIO *bio = biosock_shared_or_new_for(ssl, fd, SSL_get_wbio(ssl));

	if (bio != NULL)
		SSL_set0_rbio(ssl, bio);
	return bio != NULL;
}

static __inline int biosock_SSL_set_wfd(SSL *ssl, int fd)
{
	BIO *bio = biosock_shared_or_new_for(ssl, fd, SSL_get_rbio(ssl));

	if (bio != NULL)
		SSL_set0_wbio(ssl, bio);
	return bio != NULL;
}

#undef SSL_set_rfd
#undef SSL_set_wfd
#define SSL_set_rfd biosock_SSL_set_rfd
#define SSL_set_wfd biosock_SSL_set_wfd

#endif

#ifdef BIOSOCK_HOST_HAS_BIO_new_ssl

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

#define BIO_new_ssl_connect        biosock_BIO_new_ssl_connect
#define BIO_new_buffer_ssl_connect biosock_BIO_new_buffer_ssl_connect

#endif

#ifdef __cplusplus
}
#endif

#endif
