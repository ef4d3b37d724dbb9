/* SPDX-License-Identifier: Apache-2.0 */
/* TLS over datagrams of biosock's: DTLS with its cookies, and QUIC where the host has it. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "support/contract.h"

enum { A_DAY = 24 * 60 * 60, PATIENCE_S = 20 };

static EVP_PKEY *key;
static X509 *certificate;

static void make_certificate(void)
{
	X509_NAME *name;

	key = EVP_EC_gen("P-256");
	certificate = X509_new();
	name = X509_get_subject_name(certificate);
	CHECK(X509_set_version(certificate, 2) && X509_set_pubkey(certificate, key));
	CHECK(X509_NAME_add_entry_by_txt(
	    name, "CN", MBSTRING_ASC, (const unsigned char *)"localhost", -1, -1, 0));
	CHECK(X509_set_issuer_name(certificate, name));
	CHECK(X509_gmtime_adj(X509_getm_notBefore(certificate), -A_DAY) != NULL);
	CHECK(X509_gmtime_adj(X509_getm_notAfter(certificate), A_DAY) != NULL);
	CHECK(X509_sign(certificate, key, EVP_sha256()) > 0);
}

static SSL_CTX *server_context(const SSL_METHOD *method)
{
	SSL_CTX *context = SSL_CTX_new(method);

	CHECK_INT(SSL_CTX_use_certificate(context, certificate), 1);
	CHECK_INT(SSL_CTX_use_PrivateKey(context, key), 1);
	return context;
}

/* A datagram socket on a free port of the loopback, and that port. */
static int bound(int *out_port)
{
	int fd = BIO_socket(AF_INET, SOCK_DGRAM, 0, 0);
	BIO_ADDR *addr = BIO_ADDR_new();
	union BIO_sock_info_u info = { .addr = addr };

	CHECK_INT(BIO_ADDR_rawmake(addr, AF_INET, "\x7f\0\0\1", 4, 0), 1);
	CHECK_INT(BIO_bind(fd, addr, 0), 1);
	CHECK_INT(BIO_sock_info(fd, BIO_SOCK_INFO_ADDRESS, &info), 1);
	*out_port = ntohs(BIO_ADDR_rawport(addr));
	BIO_ADDR_free(addr);
	return fd;
}

/* Nobody waits for ever where a test fails. */
static BIO *datagrams(int fd)
{
	struct timeval patience = { PATIENCE_S, 0 };
	BIO *b = BIO_new_dgram(fd, BIO_CLOSE);

	CHECK(b != NULL);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &patience), 0);
	return b;
}

/* --- DTLS --- */

static int make_cookie(SSL *ssl, unsigned char *cookie, unsigned int *len)
{
	(void)ssl;
	memcpy(cookie, "cookie", 6);
	*len = 6;
	return 1;
}

static int verify_cookie(SSL *ssl, const unsigned char *cookie, unsigned int len)
{
	(void)ssl;
	return len == 6 && memcmp(cookie, "cookie", 6) == 0;
}

struct server {
	SSL_CTX *context;
	int fd;
	bool well;
};

/* The peer that DTLSv1_listen() tells is the one to connect to. */
static void *serve_dtls(void *arg)
{
	struct server *server = arg;
	BIO *b = datagrams(server->fd);
	BIO_ADDR *peer = BIO_ADDR_new();
	SSL *ssl = SSL_new(server->context);
	char in[8];
	int n = 0;

	SSL_set_bio(ssl, b, b);
	while (n == 0)
		n = DTLSv1_listen(ssl, peer);
	server->well = n == 1 && BIO_ADDR_family(peer) == AF_INET &&
	               BIO_connect(server->fd, peer, 0) == 1 &&
	               BIO_ctrl_set_connected(b, peer) == 1 && SSL_accept(ssl) == 1 &&
	               SSL_read(ssl, in, sizeof(in)) == 4 && SSL_write(ssl, in, 4) == 4;
	SSL_free(ssl);
	BIO_ADDR_free(peer);
	return NULL;
}

static void dtls_client(int port)
{
	SSL_CTX *context = SSL_CTX_new(DTLS_client_method());
	SSL *ssl = SSL_new(context);
	BIO *b = datagrams(BIO_socket(AF_INET, SOCK_DGRAM, 0, 0));
	BIO_ADDR *addr = BIO_ADDR_new();
	char in[8] = "";

	CHECK_INT(BIO_ADDR_rawmake(addr, AF_INET, "\x7f\0\0\1", 4, htons((uint16_t)port)), 1);
	CHECK_INT(BIO_connect((int)BIO_get_fd(b, NULL), addr, 0), 1);
	CHECK_INT(BIO_ctrl_set_connected(b, addr), 1);
	SSL_set_bio(ssl, b, b);
	CHECK_INT(SSL_connect(ssl), 1);
	CHECK_INT(SSL_write(ssl, "ping", 4), 4);
	CHECK_INT(SSL_read(ssl, in, sizeof(in)), 4);
	CHECK_STR(in, "ping");
	BIO_ADDR_free(addr);
	SSL_free(ssl);
	SSL_CTX_free(context);
}

static void dtls_listens_and_talks(void)
{
	struct server server = { server_context(DTLS_server_method()), -1, false };
	pthread_t thread;
	int port;

	server.fd = bound(&port);
	SSL_CTX_set_cookie_generate_cb(server.context, make_cookie);
	SSL_CTX_set_cookie_verify_cb(server.context, verify_cookie);
	CHECK_INT(pthread_create(&thread, NULL, serve_dtls, &server), 0);
	dtls_client(port);
	pthread_join(thread, NULL);
	CHECK(server.well);
	SSL_CTX_free(server.context);
}

/* --- QUIC --- */

#if OPENSSL_VERSION_NUMBER >= 0x30500000L
#include <openssl/quic.h>

static const unsigned char protocol[] = { 4, 'e', 'c', 'h', 'o' };

static int choose(SSL *ssl, const unsigned char **out, unsigned char *out_len,
    const unsigned char *in, unsigned int len, void *arg)
{
	(void)ssl, (void)in, (void)len, (void)arg;
	*out = protocol + 1;
	*out_len = sizeof(protocol) - 1;
	return SSL_TLSEXT_ERR_OK;
}

/* Until the client has gone, which it tells; by then it has what was written. */
static void *serve_quic(void *arg)
{
	struct server *server = arg;
	SSL *listener = SSL_new_listener(server->context, 0), *connection;
	BIO *b = BIO_new_dgram(server->fd, BIO_CLOSE);
	char in[8];
	size_t n;

	SSL_set_bio(listener, b, b);
	connection = SSL_listen(listener) == 1 ? SSL_accept_connection(listener, 0) : NULL;
	server->well = connection != NULL && SSL_read_ex(connection, in, sizeof(in), &n) == 1 &&
	               n == 4 && SSL_write_ex(connection, in, 4, &n) == 1;
	if (server->well)
		(void)SSL_read_ex(connection, in, sizeof(in), &n);
	SSL_free(connection);
	SSL_free(listener);
	return NULL;
}

static void quic_client(int port)
{
	SSL_CTX *context = SSL_CTX_new(OSSL_QUIC_client_method());
	BIO *b = BIO_new_ssl_connect(context);
	SSL *ssl = NULL;
	char where[32], in[8] = "";

	snprintf(where, sizeof(where), "127.0.0.1:%d", port);
	CHECK_INT(BIO_set_conn_hostname(b, where), 1);
	CHECK_INT(BIO_get_ssl(b, &ssl), 1);
	CHECK_INT(SSL_set_alpn_protos(ssl, protocol, sizeof(protocol)), 0);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(BIO_write(b, "ping", 4), 4);
	CHECK_INT(BIO_read(b, in, sizeof(in)), 4);
	CHECK_STR(in, "ping");
	CHECK(SSL_shutdown(ssl) >= 0);
	BIO_free_all(b);
	SSL_CTX_free(context);
}

static void quic_connects_by_a_connect_bio(void)
{
	struct server server = { server_context(OSSL_QUIC_server_method()), -1, false };
	pthread_t thread;
	int port;

	server.fd = bound(&port);
	SSL_CTX_set_alpn_select_cb(server.context, choose, NULL);
	CHECK_INT(pthread_create(&thread, NULL, serve_quic, &server), 0);
	quic_client(port);
	pthread_join(thread, NULL);
	CHECK(server.well);
	SSL_CTX_free(server.context);
}
#else
static void quic_connects_by_a_connect_bio(void)
{
	contract_skip("the host has no QUIC server");
}
#endif

static const struct contract_case cases[] = {
	{ "DTLS listens and talks", dtls_listens_and_talks, 0, 0 },
	{ "QUIC connects by a connect BIO", quic_connects_by_a_connect_bio, 0, 0 },
};

int main(void)
{
	int failed;

	make_certificate();
	failed = contract_main("host.datagram_tls", cases, sizeof(cases) / sizeof(cases[0]));
	X509_free(certificate);
	EVP_PKEY_free(key);
	return failed;
}
