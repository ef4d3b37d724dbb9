/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fetches a page over HTTP/1.0 (RFC 1945) and writes its body to standard output: a connect BIO
 * behind a buffer that reads lines. usage: http_get HOST[:PORT] [PATH]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

enum { LINE_SIZE = 1024, PIECE = 4096 };

/* A name with a port replaces the one set before it. */
static BIO *connect_to(const char *host)
{
	BIO *connection = BIO_new(BIO_s_connect());
	BIO *buffer = BIO_new(BIO_f_buffer());

	if (connection == NULL || buffer == NULL || !BIO_set_conn_port(connection, "80") ||
	    BIO_set_conn_hostname(connection, host) <= 0 || BIO_do_connect(connection) <= 0) {
		BIO_free(buffer);
		BIO_free(connection);
		return NULL;
	}
	return BIO_push(buffer, connection);
}

/* The answer's status, 200 for example; 0 if there is none that makes sense. */
static int request(BIO *server, const char *host, const char *path)
{
	char line[LINE_SIZE];
	int status = 0;

	BIO_printf(server, "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n", path, host);
	if (BIO_flush(server) <= 0 || BIO_gets(server, line, sizeof(line)) <= 0 ||
	    sscanf(line, "HTTP/%*d.%*d %d", &status) != 1)
		return 0;
	line[strcspn(line, "\r\n")] = '\0';
	fprintf(stderr, "http_get: %s\n", line);
	return status;
}

/* Up to the empty line. A line longer than the room comes in pieces, of which none is empty. */
static int skip_headers(BIO *server)
{
	char line[LINE_SIZE];

	while (BIO_gets(server, line, sizeof(line)) > 0)
		if (strcmp(line, "\r\n") == 0 || strcmp(line, "\n") == 0)
			return 1;
	return 0;
}

/* The end of the connection is the end of the body. */
static int copy_body(BIO *server, BIO *out)
{
	char bytes[PIECE];
	int n;

	while ((n = BIO_read(server, bytes, sizeof(bytes))) > 0)
		if (BIO_write(out, bytes, n) != n)
			return 0;
	return n == 0 && BIO_flush(out) > 0;
}

int main(int argc, char **argv)
{
	const char *path = argc > 2 ? argv[2] : "/";
	BIO *server, *out;
	int status, complete;

	if (argc < 2 || argc > 3) {
		fputs("usage: http_get HOST[:PORT] [PATH]\n", stderr);
		return 2;
	}
	server = connect_to(argv[1]);
	out = BIO_new_fp(stdout, BIO_NOCLOSE);
	if (server == NULL || out == NULL) {
		ERR_print_errors_fp(stderr);
		BIO_free(out);
		BIO_free_all(server);
		return EXIT_FAILURE;
	}
	status = request(server, argv[1], path);
	complete = status != 0 && skip_headers(server) && copy_body(server, out);
	if (!complete)
		fputs("http_get: the answer is not complete\n", stderr);
	ERR_print_errors_fp(stderr);
	BIO_free(out);
	BIO_free_all(server);
	return complete && status / 100 == 2 ? EXIT_SUCCESS : EXIT_FAILURE;
}
