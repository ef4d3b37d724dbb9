/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fetches a page over HTTPS, in so many seconds: TLS by GnuTLS, over a connect BIO's descriptor.
 * usage: https_gnutls HOST:PORT PATH CERTIFICATES SECONDS
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gnutls/gnutls.h>
#include <openssl/bio.h>
#include <openssl/err.h>

enum { NAP_MS = 100, PIECE = 4096 };

static gnutls_session_t session;
static BIO *server;
static time_t deadline;

/* Whether to repeat the call that gave `result`: the socket has become ready for it, in time. */
static int again(ssize_t result)
{
	if (result >= 0 || gnutls_error_is_fatal((int)result))
		return 0;
	BIO_clear_retry_flags(server);
	if (gnutls_record_get_direction(session) == 0)
		BIO_set_retry_read(server);
	else
		BIO_set_retry_write(server);
	return BIO_wait(server, deadline, NAP_MS) > 0;
}

/* 0 if all came, up to TLS's own word for the end; or GnuTLS's error. */
static int fetch(const char *host, const char *path)
{
	char bytes[PIECE];
	ssize_t n;
	int size;

	if (host == NULL) /* whose certificate would it be? */
		return fputs("https_gnutls: the address has no host\n", stderr),
		       GNUTLS_E_INVALID_REQUEST;
	size = snprintf(bytes, PIECE, "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n", path, host);
	gnutls_server_name_set(session, GNUTLS_NAME_DNS, host, strlen(host));
	gnutls_session_set_verify_cert(session, host, 0);
	gnutls_transport_set_int(session, (int)BIO_get_fd(server, NULL));
	while (again(n = gnutls_handshake(session)))
		;
	while (n == 0 && again(n = gnutls_record_send(session, bytes, (size_t)size)))
		n = 0;
	if (n <= 0)
		return (int)n;
	while ((n = gnutls_record_recv(session, bytes, PIECE)) > 0 || again(n))
		if (n > 0)
			fwrite(bytes, 1, (size_t)n, stdout);
	return (int)n;
}

int main(int argc, char **argv)
{
	gnutls_certificate_credentials_t trusted;
	int result;

	if (argc != 5)
		return fputs("usage: https_gnutls HOST:PORT PATH CERTIFICATES SECONDS\n", stderr),
		       2;
	gnutls_certificate_allocate_credentials(&trusted);
	gnutls_init(&session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
	gnutls_set_default_priority(session);
	gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, trusted);
	result = gnutls_certificate_set_x509_trust_file(trusted, argv[3], GNUTLS_X509_FMT_PEM);
	deadline = time(NULL) + atoi(argv[4]);
	server = BIO_new_connect(argv[1]);
	if (result > 0 && BIO_do_connect_retry(server, atoi(argv[4]), NAP_MS) == 1)
		result = fetch(BIO_get_conn_hostname(server), argv[2]);
	else if (result == 0)
		result = GNUTLS_E_NO_CERTIFICATE_FOUND;
	ERR_print_errors_fp(stderr);
	if (result < 0)
		fprintf(stderr, "https_gnutls: %s\n", gnutls_strerror(result));
	gnutls_deinit(session);
	gnutls_certificate_free_credentials(trusted);
	BIO_free(server);
	return result == 0 && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
