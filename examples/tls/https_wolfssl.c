/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fetches a page over HTTPS, in so many seconds: TLS by wolfSSL, over a connect BIO's descriptor.
 * wolfSSL's headers have OpenSSL's names, as biosock's have: what calls biosock is in net.c.
 * usage: https_wolfssl HOST:PORT PATH CERTIFICATES SECONDS
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

#include "net.h"

enum { PIECE = 4096 };

static WOLFSSL *session;

/* Whether to repeat the call that gave `result`: the socket has become ready for it, in time. */
static int again(int result)
{
	int error = wolfSSL_get_error(session, result);

	return result <= 0 &&
	       (error == WOLFSSL_ERROR_WANT_READ || error == WOLFSSL_ERROR_WANT_WRITE) &&
	       net_wait(wolfSSL_get_fd(session), error == WOLFSSL_ERROR_WANT_READ);
}

/* What the last read returned. */
static int write_out(char bytes[PIECE])
{
	int n;

	while ((n = wolfSSL_read(session, bytes, PIECE)) > 0 || again(n))
		if (n > 0)
			fwrite(bytes, 1, (size_t)n, stdout);
	return n;
}

/* Whether all came, up to TLS's own word for the end. */
static int fetch(const char *host, const char *path)
{
	char bytes[PIECE];
	int size = snprintf(bytes, PIECE, "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n", path, host);
	int n;

	wolfSSL_UseSNI(session, WOLFSSL_SNI_HOST_NAME, host, (unsigned short)strlen(host));
	wolfSSL_check_domain_name(session, host);
	while (again(n = wolfSSL_connect(session)))
		;
	while (n == WOLFSSL_SUCCESS && again(n = wolfSSL_write(session, bytes, size)))
		n = WOLFSSL_SUCCESS;
	if (n > 0)
		n = write_out(bytes);
	n = wolfSSL_get_error(session, n);
	if (n != WOLFSSL_ERROR_ZERO_RETURN)
		fprintf(stderr, "https_wolfssl: %s\n",
		    wolfSSL_ERR_reason_error_string((unsigned long)n));
	return n == WOLFSSL_ERROR_ZERO_RETURN;
}

int main(int argc, char **argv)
{
	char host[NET_HOST_SIZE];
	WOLFSSL_CTX *context = NULL;
	int fd, complete = 0;

	if (argc != 5)
		return fputs("usage: https_wolfssl HOST:PORT PATH CERTIFICATES SECONDS\n", stderr),
		       2;
	signal(SIGPIPE, SIG_IGN); /* a descriptor is not protected as a BIO is */
	wolfSSL_Init();
	fd = net_connect(argv[1], atoi(argv[4]), host);
	if (fd != -1)
		context = wolfSSL_CTX_new(wolfTLS_client_method());
	if (context != NULL) /* which is no default in a build with OpenSSL's names */
		wolfSSL_CTX_set_verify(context, WOLFSSL_VERIFY_PEER, NULL);
	if (context != NULL &&
	    wolfSSL_CTX_load_verify_locations(context, argv[3], NULL) == WOLFSSL_SUCCESS)
		session = wolfSSL_new(context);
	if (session != NULL && wolfSSL_set_fd(session, fd) == WOLFSSL_SUCCESS)
		complete = fetch(host, argv[2]);
	else if (fd != -1)
		fprintf(stderr, "https_wolfssl: no certificates in %s\n", argv[3]);
	wolfSSL_free(session);
	wolfSSL_CTX_free(context);
	wolfSSL_Cleanup();
	close(fd);
	return complete && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
