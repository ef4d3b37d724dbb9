/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sends back what each client says over TLS, each in a thread of its own: an accept BIO of
 * biosock's, from which BIO_pop() takes the connections, under OpenSSL. A client that vanishes is
 * an error in its thread, and no signal. usage: tls_echo_server [HOST:]PORT CERTIFICATE KEY
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <biosock/host.h>

enum { PIECE = 4096 };

static void *echo(void *argument)
{
	SSL *ssl = argument;
	char bytes[PIECE];
	int n = SSL_accept(ssl) == 1;

	while (n > 0 && (n = SSL_read(ssl, bytes, PIECE)) > 0)
		n = SSL_write(ssl, bytes, n);
	if (SSL_get_error(ssl, n) == SSL_ERROR_ZERO_RETURN)
		SSL_shutdown(ssl);
	ERR_print_errors_fp(stderr);
	SSL_free(ssl);
	return NULL;
}

/* The thread owns what it is given. */
static void serve(SSL_CTX *context, BIO *connection)
{
	SSL *ssl = SSL_new(context);
	pthread_t thread;

	if (ssl == NULL) {
		BIO_free(connection);
		return;
	}
	SSL_set_bio(ssl, connection, connection);
	if (pthread_create(&thread, NULL, echo, ssl) == 0)
		pthread_detach(thread);
	else
		SSL_free(ssl);
}

int main(int argc, char **argv)
{
	SSL_CTX *context = argc == 4 ? SSL_CTX_new(TLS_server_method()) : NULL;
	BIO *listener = argc == 4 ? biosock_BIO_new_accept(argv[1]) : NULL;

	if (argc != 4)
		return fputs("usage: tls_echo_server [HOST:]PORT CERTIFICATE KEY\n", stderr), 2;
	if (context == NULL || SSL_CTX_use_certificate_chain_file(context, argv[2]) != 1 ||
	    SSL_CTX_use_PrivateKey_file(context, argv[3], SSL_FILETYPE_PEM) != 1 ||
	    listener == NULL || BIO_set_bind_mode(listener, BIO_BIND_REUSEADDR) <= 0 ||
	    BIO_do_accept(listener) <= 0) {
		ERR_print_errors_fp(stderr);
		BIO_free(listener);
		SSL_CTX_free(context);
		return EXIT_FAILURE;
	}
	printf("%s\n", BIO_get_accept_port(listener));
	fflush(stdout);
	for (;;) {
		if (BIO_do_accept(listener) > 0) {
			serve(context, BIO_pop(listener));
		} else if (!BIO_should_retry(listener)) {
			ERR_print_errors_fp(stderr);
			sleep(1); /* out of descriptors, perhaps: those who wait are served later */
		}
	}
}
