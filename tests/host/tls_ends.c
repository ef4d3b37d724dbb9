/* SPDX-License-Identifier: Apache-2.0 */
#include "host/tls_ends.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include <biosock/host.h>

#include "support/contract.h"

enum { PATIENCE_MS = 20000, PIECE = 16000, A_DAY = 24 * 60 * 60 };

static EVP_PKEY *new_key(void)
{
	EVP_PKEY_CTX *maker = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, NULL);
	EVP_PKEY *key = NULL;

	CHECK(maker != NULL && EVP_PKEY_keygen_init(maker) == 1 &&
	      EVP_PKEY_CTX_set_ec_paramgen_curve_nid(maker, NID_X9_62_prime256v1) == 1 &&
	      EVP_PKEY_keygen(maker, &key) == 1);
	EVP_PKEY_CTX_free(maker);
	return key;
}

static X509 *new_certificate(EVP_PKEY *key)
{
	X509 *cert = X509_new();
	X509_NAME *name = X509_get_subject_name(cert);

	CHECK(X509_set_version(cert, 2) == 1 && X509_set_pubkey(cert, key) == 1);
	CHECK(X509_NAME_add_entry_by_txt(
	          name, "CN", MBSTRING_ASC, (const unsigned char *)"localhost", -1, -1, 0) == 1);
	CHECK(X509_set_issuer_name(cert, name) == 1);
	CHECK(X509_gmtime_adj(X509_getm_notBefore(cert), -A_DAY) != NULL);
	CHECK(X509_gmtime_adj(X509_getm_notAfter(cert), A_DAY) != NULL);
	CHECK(X509_sign(cert, key, EVP_sha256()) > 0);
	return cert;
}

static SSL_CTX *new_context(const SSL_METHOD *method)
{
	SSL_CTX *context = SSL_CTX_new(method);

	CHECK(context != NULL);
	CHECK_INT(SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION), 1);
	/* A piece that is offered again may have been made again, elsewhere. */
	SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE);
	SSL_CTX_set_mode(context, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	return context;
}

SSL_CTX *tls_server_context(void)
{
	SSL_CTX *context = new_context(TLS_server_method());
	EVP_PKEY *key = new_key();
	X509 *cert = new_certificate(key);

	CHECK_INT(SSL_CTX_use_certificate(context, cert), 1);
	CHECK_INT(SSL_CTX_use_PrivateKey(context, key), 1);
	X509_free(cert);
	EVP_PKEY_free(key);
	return context;
}

SSL_CTX *tls_client_context(SSL_CTX *server)
{
	SSL_CTX *context = new_context(TLS_client_method());
	X509 *cert = SSL_CTX_get0_certificate(server);

	CHECK_INT(X509_STORE_add_cert(SSL_CTX_get_cert_store(context), cert), 1);
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
	return context;
}

BIO *tls_listener(void)
{
	BIO *listener = biosock_BIO_new_accept("127.0.0.1:0");

	CHECK_INT(BIO_do_accept(listener), 1);
	return listener;
}

BIO *tls_connect_to(BIO *listener)
{
	char address[64];

	snprintf(address, sizeof(address), "127.0.0.1:%s", BIO_get_accept_port(listener));
	return biosock_BIO_new_connect(address);
}

static SSL *tls_on(SSL_CTX *context, BIO *net)
{
	SSL *ssl = SSL_new(context);

	CHECK(ssl != NULL);
	SSL_set_bio(ssl, net, net);
	return ssl;
}

void tls_ends_begin(struct tls_ends *ends, BIO *client)
{
	ends->server_context = tls_server_context();
	ends->client_context = tls_client_context(ends->server_context);
	ends->server = NULL;
	ends->client = tls_on(ends->client_context, client);
	SSL_set_connect_state(ends->client);
}

void tls_ends_serve(struct tls_ends *ends, BIO *connection)
{
	ends->server = tls_on(ends->server_context, connection);
	SSL_set_accept_state(ends->server);
}

void tls_ends_accept(struct tls_ends *ends, BIO *listener)
{
	CHECK_INT(BIO_do_accept(listener), 1);
	tls_ends_serve(ends, BIO_pop(listener));
}

static void unblock(SSL *ssl)
{
	int fd = (int)BIO_get_fd(SSL_get_rbio(ssl), NULL);

	CHECK(fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) != -1);
}

void tls_ends_unblock(struct tls_ends *ends)
{
	unblock(ends->client);
	unblock(ends->server);
}

void tls_ends_open(struct tls_ends *ends)
{
	BIO *listener = tls_listener(), *client = tls_connect_to(listener);

	CHECK_INT(BIO_do_connect(client), 1);
	tls_ends_begin(ends, client);
	tls_ends_accept(ends, listener);
	tls_ends_unblock(ends);
	BIO_free(listener);
}

void tls_ends_close(struct tls_ends *ends)
{
	SSL_free(ends->client);
	SSL_free(ends->server);
	SSL_CTX_free(ends->client_context);
	SSL_CTX_free(ends->server_context);
	memset(ends, 0, sizeof(*ends));
}

static unsigned char byte_at(unsigned int seed, size_t i)
{
	return (unsigned char)(((i + seed) * 2654435761u) >> 11);
}

/* The bytes from `at` on, as many as a piece has and are still missing. */
static int fill(char *bytes, unsigned int seed, size_t at, size_t total)
{
	int n = 0;

	for (; n < PIECE && at < total; n++, at++)
		bytes[n] = (char)byte_at(seed, at);
	return n;
}

static bool is_so(const char *bytes, int n, unsigned int seed, size_t at)
{
	for (int i = 0; i < n; i++) {
		if ((unsigned char)bytes[i] != byte_at(seed, at + (size_t)i))
			return false;
	}
	return true;
}

static short wants(struct tls_talk *talk, int result)
{
	switch (SSL_get_error(talk->ssl, result)) {
	case SSL_ERROR_WANT_READ:
	case SSL_ERROR_WANT_ACCEPT:
		return POLLIN;
	case SSL_ERROR_WANT_WRITE:
	case SSL_ERROR_WANT_CONNECT:
		return POLLOUT;
	default:
		talk->failed = true;
		return 0;
	}
}

static short send_some(struct tls_talk *talk)
{
	char bytes[PIECE];
	int n;

	while (talk->sent < talk->total) {
		n = fill(bytes, talk->seed_out, talk->sent, talk->total);
		n = SSL_write(talk->ssl, bytes, n);
		if (n <= 0)
			return wants(talk, n);
		talk->sent += (size_t)n;
	}
	return 0;
}

static short receive_some(struct tls_talk *talk)
{
	char bytes[PIECE];
	int n;

	while (talk->received < talk->total) {
		n = SSL_read(talk->ssl, bytes, PIECE);
		if (n <= 0)
			return wants(talk, n);
		if (!CHECK(is_so(bytes, n, talk->seed_in, talk->received)))
			talk->failed = true;
		talk->received += (size_t)n;
	}
	return 0;
}

short tls_talk_step(struct tls_talk *talk)
{
	int n = SSL_do_handshake(talk->ssl);
	short events;

	if (n != 1)
		return wants(talk, n);
	events = send_some(talk);
	if (!talk->failed)
		events = (short)(events | receive_some(talk));
	return talk->failed ? 0 : events;
}

static struct pollfd waits(const struct tls_talk *talk, short events)
{
	long fd = BIO_get_fd(SSL_get_rbio(talk->ssl), NULL);
	struct pollfd waits = { .fd = events != 0 ? (int)fd : -1, .events = events };

	return waits;
}

void tls_talk_both(struct tls_talk *one, struct tls_talk *other)
{
	short events[2] = { 1, 1 };

	while (events[0] != 0 || events[1] != 0) {
		events[0] = tls_talk_step(one);
		events[1] = tls_talk_step(other);
		struct pollfd both[2] = { waits(one, events[0]), waits(other, events[1]) };
		if ((events[0] != 0 || events[1] != 0) && !CHECK(poll(both, 2, PATIENCE_MS) > 0))
			return;
	}
}

void tls_ends_talk(struct tls_ends *ends, size_t total)
{
	struct tls_talk client = {
		.ssl = ends->client, .seed_out = 1, .seed_in = 2, .total = total
	};
	struct tls_talk server = {
		.ssl = ends->server, .seed_out = 2, .seed_in = 1, .total = total
	};

	tls_talk_both(&client, &server);
	CHECK(!client.failed && !server.failed);
	CHECK_INT(client.sent, total);
	CHECK_INT(client.received, total);
	CHECK_INT(server.sent, total);
	CHECK_INT(server.received, total);
	CHECK_STR(SSL_get_version(ends->client), "TLSv1.3");
}

bool tls_send_all(SSL *ssl, unsigned int seed, size_t total)
{
	char bytes[PIECE];
	size_t at = 0;
	int n = 1;

	while (at < total && n > 0) {
		n = SSL_write(ssl, bytes, fill(bytes, seed, at, total));
		at += n > 0 ? (size_t)n : 0;
	}
	return at == total;
}

bool tls_receive_all(SSL *ssl, unsigned int seed, size_t total)
{
	char bytes[PIECE];
	size_t at = 0;
	int n = 1;

	while (at < total && (n = SSL_read(ssl, bytes, PIECE)) > 0 && is_so(bytes, n, seed, at))
		at += (size_t)n;
	return at == total;
}
