/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fetches a page over HTTPS, in so many seconds: TLS by mbedTLS, over a connect BIO's descriptor.
 * HOST is a name: mbedTLS does not look for addresses in certificates before its version 3.
 * usage: https_mbedtls HOST:PORT PATH CERTIFICATES SECONDS
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/error.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/ssl.h>
#include <openssl/bio.h>
#include <openssl/err.h>

enum { NAP_MS = 100, PIECE = 4096 };

static mbedtls_ssl_context session;
static BIO *server;
static time_t deadline;

/* Whether to repeat the call that gave `result`: the socket has become ready for it, in time. */
static int again(int result)
{
	BIO_clear_retry_flags(server);
	if (result == MBEDTLS_ERR_SSL_WANT_READ)
		BIO_set_retry_read(server);
	if (result == MBEDTLS_ERR_SSL_WANT_WRITE)
		BIO_set_retry_write(server);
	return BIO_should_retry(server) && BIO_wait(server, deadline, NAP_MS) > 0;
}

/* 0 if all came, up to TLS's own word for the end; or mbedTLS's error. */
static int fetch(const char *host, const char *path)
{
	mbedtls_net_context net = { .fd = (int)BIO_get_fd(server, NULL) };
	unsigned char bytes[PIECE];
	int size, n;

	if (host == NULL) /* with which mbedTLS would take anybody's certificate */
		return fputs("https_mbedtls: the address has no host\n", stderr),
		       MBEDTLS_ERR_SSL_BAD_INPUT_DATA;
	size = snprintf((char *)bytes, PIECE, "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n", path, host);
	n = mbedtls_ssl_set_hostname(&session, host);
	mbedtls_ssl_set_bio(&session, &net, mbedtls_net_send, mbedtls_net_recv, NULL);
	while (n == 0 && again(n = mbedtls_ssl_handshake(&session)))
		n = 0;
	while (n == 0 && again(n = mbedtls_ssl_write(&session, bytes, (size_t)size)))
		n = 0;
	if (n <= 0)
		return n;
	while ((n = mbedtls_ssl_read(&session, bytes, PIECE)) > 0 || again(n))
		if (n > 0)
			fwrite(bytes, 1, (size_t)n, stdout);
	if (n == 0)
		return MBEDTLS_ERR_SSL_CONN_EOF; /* the answer may have been cut */
	return n == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY ? 0 : n;
}

/* 0, or mbedTLS's error. What it sets up is kept until the process ends. */
static int set_up(const char *certificates)
{
	static mbedtls_entropy_context entropy;
	static mbedtls_ctr_drbg_context random_bytes;
	static mbedtls_x509_crt trusted;
	static mbedtls_ssl_config config;
	int error;

	mbedtls_entropy_init(&entropy);
	mbedtls_ctr_drbg_init(&random_bytes);
	mbedtls_x509_crt_init(&trusted);
	mbedtls_ssl_config_init(&config);
	mbedtls_ssl_init(&session);
	mbedtls_ssl_conf_rng(&config, mbedtls_ctr_drbg_random, &random_bytes);
	mbedtls_ssl_conf_ca_chain(&config, &trusted, NULL);
	error = mbedtls_ctr_drbg_seed(&random_bytes, mbedtls_entropy_func, &entropy, NULL, 0);
	if (error == 0)
		error = mbedtls_x509_crt_parse_file(&trusted, certificates);
	if (error == 0)
		error = mbedtls_ssl_config_defaults(&config, MBEDTLS_SSL_IS_CLIENT,
		    MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);
	return error == 0 ? mbedtls_ssl_setup(&session, &config) : error;
}

int main(int argc, char **argv)
{
	char text[256];
	int result, connected;

	if (argc != 5)
		return fputs("usage: https_mbedtls HOST:PORT PATH CERTIFICATES SECONDS\n", stderr),
		       2;
	signal(SIGPIPE, SIG_IGN); /* mbedTLS writes to a socket as to a file */
	deadline = time(NULL) + atoi(argv[4]);
	server = BIO_new_connect(argv[1]);
	connected = BIO_do_connect_retry(server, atoi(argv[4]), NAP_MS) == 1;
	result = set_up(argv[3]);
	if (connected && result == 0)
		result = fetch(BIO_get_conn_hostname(server), argv[2]);
	ERR_print_errors_fp(stderr);
	mbedtls_strerror(result, text, sizeof(text));
	if (result != 0)
		fprintf(stderr, "https_mbedtls: %s\n", text);
	mbedtls_ssl_free(&session);
	BIO_free(server);
	return connected && result == 0 && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
