/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fetches a page over HTTPS, in so many seconds: OpenSSL's TLS BIO on top of a connect BIO of
 * biosock's, as BIO_new_ssl_connect() has one of OpenSSL's own.
 * usage: https_openssl HOST:PORT PATH CERTIFICATES SECONDS
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <biosock/host.h>

enum { NAP_MS = 100, PIECE = 4096 };

/* Whose certificate it is to be, and never anybody's, as NULL would have it. */
static int expect(SSL *ssl, const char *host)
{
	if (host == NULL)
		return fputs("https_openssl: the address has no host\n", stderr), 0;
	return SSL_set_tlsext_host_name(ssl, host) == 1 && SSL_set1_host(ssl, host) == 1;
}

/* NULL on failure. The chain is the caller's. */
static BIO *new_chain(SSL_CTX *context, const char *address)
{
	BIO *net = biosock_BIO_new_connect(address), *tls = BIO_new_ssl(context, 1);
	SSL *ssl = NULL;

	if (net == NULL || tls == NULL || BIO_get_ssl(tls, &ssl) <= 0 ||
	    !expect(ssl, BIO_get_conn_hostname(net))) {
		BIO_free(net);
		BIO_free(tls);
		return NULL;
	}
	return BIO_push(tls, net);
}

/* Whether all came, up to TLS's own word for the end. */
static int fetch(BIO *server, const char *path, time_t deadline)
{
	char bytes[PIECE];
	SSL *ssl;
	int n;

	BIO_get_ssl(server, &ssl);
	BIO_printf(server, "GET %s HTTP/1.0\r\n\r\n", path);
	while ((n = BIO_read(server, bytes, PIECE)) > 0 ||
	       (BIO_should_retry(server) && biosock_BIO_wait(server, deadline, NAP_MS) > 0))
		if (n > 0)
			fwrite(bytes, 1, (size_t)n, stdout);
	return (SSL_get_shutdown(ssl) & SSL_RECEIVED_SHUTDOWN) != 0;
}

int main(int argc, char **argv)
{
	int seconds = argc == 5 ? atoi(argv[4]) : 0, complete = 0;
	time_t deadline = time(NULL) + seconds;
	SSL_CTX *context = argc == 5 ? SSL_CTX_new(TLS_client_method()) : NULL;
	BIO *server = NULL;

	if (argc != 5)
		return fputs("usage: https_openssl HOST:PORT PATH CERTIFICATES SECONDS\n", stderr),
		       2;
	if (context != NULL && SSL_CTX_load_verify_locations(context, argv[3], NULL) == 1) {
		SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
		server = new_chain(context, argv[1]);
	}
	if (server != NULL && biosock_BIO_do_connect_retry(server, seconds, NAP_MS) == 1)
		complete = fetch(server, argv[2], deadline);
	ERR_print_errors_fp(stderr);
	if (!complete)
		fputs("https_openssl: the answer is not complete\n", stderr);
	BIO_free_all(server);
	SSL_CTX_free(context);
	return complete && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
