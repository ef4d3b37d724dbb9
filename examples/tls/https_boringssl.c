/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fetches a page over HTTPS, in so many seconds: BoringSSL's TLS on a connect BIO of biosock's.
 * usage: https_boringssl HOST:PORT PATH CERTIFICATES SECONDS
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <biosock/host.h>

enum { NAP_MS = 100, PIECE = 4096 };

static SSL *ssl;
static BIO *server;
static time_t deadline;

/* Whether to repeat the call that gave `result`: the socket has become ready for it, in time. */
static int again(int result)
{
	int error = SSL_get_error(ssl, result);

	return (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) &&
	       biosock_BIO_wait(server, deadline, NAP_MS) > 0;
}

/* Whose certificate it is to be: of an address or of a name, and never of anybody. */
static int expect(const char *host)
{
	if (host == NULL)
		return fputs("https_boringssl: the address has no host\n", stderr), 0;
	SSL_set_verify(ssl, SSL_VERIFY_PEER, NULL);
	return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1 ||
	       (SSL_set1_host(ssl, host) == 1 && SSL_set_tlsext_host_name(ssl, host) == 1);
}

/* Whether all came, up to TLS's own word for the end. */
static int fetch(const char *host, const char *path)
{
	char bytes[PIECE];
	int size = snprintf(bytes, PIECE, "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n", path, host);
	int n;

	while (again(n = SSL_connect(ssl)))
		;
	while (n == 1 && again(n = SSL_write(ssl, bytes, size)))
		n = 1;
	if (n <= 0)
		return 0;
	while ((n = SSL_read(ssl, bytes, PIECE)) > 0 || again(n))
		if (n > 0)
			fwrite(bytes, 1, (size_t)n, stdout);
	return SSL_get_error(ssl, n) == SSL_ERROR_ZERO_RETURN;
}

int main(int argc, char **argv)
{
	SSL_CTX *context = argc == 5 ? SSL_CTX_new(TLS_client_method()) : NULL;
	int complete = 0;

	if (argc != 5)
		return fputs(
		           "usage: https_boringssl HOST:PORT PATH CERTIFICATES SECONDS\n", stderr),
		       2;
	deadline = time(NULL) + atoi(argv[4]);
	server = biosock_BIO_new_connect(argv[1]);
	if (context != NULL && SSL_CTX_load_verify_locations(context, argv[3], NULL) == 1 &&
	    biosock_BIO_do_connect_retry(server, atoi(argv[4]), NAP_MS) == 1)
		ssl = SSL_new(context);
	if (ssl != NULL && expect(BIO_get_conn_hostname(server))) {
		BIO_up_ref(server);
		SSL_set_bio(ssl, server, server);
		complete = fetch(BIO_get_conn_hostname(server), argv[2]);
	}
	ERR_print_errors_fp(stderr);
	if (!complete)
		fputs("https_boringssl: the answer is not complete\n", stderr);
	SSL_free(ssl);
	SSL_CTX_free(context);
	BIO_free(server);
	return complete && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
