/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client by BIOs alone, as BIO_f_ssl(3) has it: buffer, TLS and connect BIO are one chain, which
 * knows nothing of biosock. Sends a request, prints the answer.
 * usage: buffered_client HOST PORT CERTIFICATES
 */
#include <stdio.h>
#include <stdlib.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

static int talk(BIO *chain, const char *host)
{
	char line[1024];
	int n;

	if (BIO_printf(chain, "GET / HTTP/1.0\r\nHost: %s\r\n\r\n", host) <= 0 ||
	    BIO_flush(chain) != 1)
		return 0;
	while ((n = BIO_gets(chain, line, sizeof(line))) > 0)
		fwrite(line, 1, (size_t)n, stdout);
	return n == 0;
}

int main(int argc, char **argv)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	SSL *ssl = NULL;
	BIO *chain = NULL;
	int ok = 0;

	if (argc != 4 || context == NULL || !SSL_CTX_load_verify_file(context, argv[3]))
		goto out;
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
	chain = BIO_new_buffer_ssl_connect(context);
	if (chain == NULL || BIO_get_ssl(chain, &ssl) != 1 ||
	    BIO_set_conn_hostname(chain, argv[1]) != 1 || BIO_set_conn_port(chain, argv[2]) != 1)
		goto out;
	ok = SSL_set_tlsext_host_name(ssl, argv[1]) && SSL_set1_host(ssl, argv[1]) &&
	     talk(chain, argv[1]);
out:
	ERR_print_errors_fp(stderr);
	BIO_free_all(chain);
	SSL_CTX_free(context);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
