/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A blocking TLS client such as OpenSSL's manual has it (ossl-guide-tls-client-block(7)), which
 * knows nothing of biosock: lookup, a socket and a connect for each address, a socket BIO under
 * SSL. Sends a request, prints the answer. usage: tls_client HOST PORT CERTIFICATES
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#ifdef _WIN32
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

static BIO *create_socket_bio(const char *host, const char *port)
{
	BIO_ADDRINFO *all = NULL;
	const BIO_ADDRINFO *at;
	int sock = -1;
	BIO *bio;

	if (!BIO_lookup_ex(host, port, BIO_LOOKUP_CLIENT, AF_UNSPEC, SOCK_STREAM, 0, &all))
		return NULL;
	for (at = all; at != NULL; at = BIO_ADDRINFO_next(at)) {
		sock = BIO_socket(BIO_ADDRINFO_family(at), SOCK_STREAM, 0, 0);
		if (sock == -1)
			continue;
		if (BIO_connect(sock, BIO_ADDRINFO_address(at), BIO_SOCK_NODELAY))
			break;
		BIO_closesocket(sock);
		sock = -1;
	}
	BIO_ADDRINFO_free(all);
	if (sock == -1)
		return NULL;
	bio = BIO_new(BIO_s_socket());
	if (bio == NULL) {
		BIO_closesocket(sock);
		return NULL;
	}
	BIO_set_fd(bio, sock, BIO_CLOSE);
	return bio;
}

static int talk(SSL *ssl, const char *host)
{
	char request[256], bytes[1024];
	size_t n, written;

	snprintf(request, sizeof(request), "GET / HTTP/1.0\r\nHost: %s\r\n\r\n", host);
	if (SSL_connect(ssl) < 1 || !SSL_write_ex(ssl, request, strlen(request), &written))
		return 0;
	while (SSL_read_ex(ssl, bytes, sizeof(bytes), &n))
		fwrite(bytes, 1, n, stdout);
	return SSL_get_error(ssl, 0) == SSL_ERROR_ZERO_RETURN && SSL_shutdown(ssl) >= 0;
}

int main(int argc, char **argv)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	SSL *ssl = NULL;
	BIO *bio = NULL;
	int ok = 0;

	if (argc != 4 || context == NULL || !SSL_CTX_load_verify_file(context, argv[3]))
		goto out;
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
	ssl = SSL_new(context);
	bio = create_socket_bio(argv[1], argv[2]);
	if (ssl == NULL || bio == NULL)
		goto out;
	SSL_set_bio(ssl, bio, bio);
	bio = NULL;
	ok = SSL_set_tlsext_host_name(ssl, argv[1]) && SSL_set1_host(ssl, argv[1]) &&
	     talk(ssl, argv[1]);
out:
	ERR_print_errors_fp(stderr);
	BIO_free(bio);
	SSL_free(ssl);
	SSL_CTX_free(context);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
