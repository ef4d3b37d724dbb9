/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Joins standard input and output to a TLS server, in one loop around poll(2) that never blocks
 * anywhere else: a connect BIO of biosock's under OpenSSL, whose SSL_connect() makes the
 * connection, too. usage: tls_poll HOST:PORT CERTIFICATES
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <biosock/host.h>

enum { PIECE = 4096 };

static SSL *ssl;
static BIO *net;
static char pending[PIECE]; /* of the input, not yet taken */
static int n_pending, input_ended;

/* What poll(2) is to wait for before a call that gave `result` is repeated; 0 if it is not. */
static short wants(int result)
{
	switch (SSL_get_error(ssl, result)) {
	case SSL_ERROR_WANT_READ:
		return POLLIN;
	case SSL_ERROR_WANT_WRITE:
	case SSL_ERROR_WANT_CONNECT:
		return POLLOUT;
	default:
		return 0;
	}
}

/* Does what can be done now. What to wait for until more can; 0 at the end, or on failure. */
static short go_on(void)
{
	static int connected;
	char bytes[PIECE];
	short events = 0;
	int n = connected ? 1 : SSL_connect(ssl);

	if (n <= 0)
		return wants(n);
	connected = 1;
	if (n_pending > 0 && (n = SSL_write(ssl, pending, n_pending)) <= 0)
		events = wants(n);
	if (n > 0)
		n_pending = 0;
	if (input_ended && n_pending == 0 && (SSL_get_shutdown(ssl) & SSL_SENT_SHUTDOWN) == 0)
		SSL_shutdown(ssl);
	while (n > 0 || events != 0) {
		n = SSL_read(ssl, bytes, PIECE);
		if (n <= 0)
			return wants(n) == 0 ? 0 : (short)(events | wants(n));
		fwrite(bytes, 1, (size_t)n, stdout);
	}
	return 0;
}

static void take_input(void)
{
	n_pending = (int)read(STDIN_FILENO, pending, PIECE);
	input_ended = n_pending <= 0;
}

/* Whose certificate it is to be, and never anybody's, as NULL would have it. */
static int expect(const char *host)
{
	if (host == NULL)
		return fputs("tls_poll: the address has no host\n", stderr), 0;
	SSL_set_verify(ssl, SSL_VERIFY_PEER, NULL);
	return SSL_set_tlsext_host_name(ssl, host) == 1 && SSL_set1_host(ssl, host) == 1;
}

static int join(void)
{
	short events;

	while ((events = go_on()) != 0) {
		struct pollfd fds[] = {
			{ .fd = (int)BIO_get_fd(net, NULL), .events = events },
			{ .fd = n_pending > 0 || input_ended ? -1 : STDIN_FILENO,
			    .events = POLLIN },
		};

		fflush(stdout);
		if (poll(fds, 2, -1) == -1 && errno != EINTR)
			return 0;
		if (fds[1].revents != 0)
			take_input();
	}
	return (SSL_get_shutdown(ssl) & SSL_RECEIVED_SHUTDOWN) != 0;
}

int main(int argc, char **argv)
{
	SSL_CTX *context = argc == 3 ? SSL_CTX_new(TLS_client_method()) : NULL;
	int complete = 0;

	if (argc != 3)
		return fputs("usage: tls_poll HOST:PORT CERTIFICATES\n", stderr), 2;
	net = biosock_BIO_new_connect(argv[1]);
	if (context != NULL && SSL_CTX_load_verify_locations(context, argv[2], NULL) == 1)
		ssl = SSL_new(context);
	if (net != NULL && ssl != NULL && expect(BIO_get_conn_hostname(net)) &&
	    BIO_set_nbio(net, 1) > 0 && BIO_up_ref(net)) {
		SSL_set_bio(ssl, net, net);
		complete = join();
	}
	ERR_print_errors_fp(stderr);
	SSL_free(ssl);
	SSL_CTX_free(context);
	BIO_free(net);
	return complete && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
