/* SPDX-License-Identifier: Apache-2.0 */
/* A small client: what it weighs beyond a program without BIO is what a static link adds. */
#include <stdio.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

int main(int argc, char **argv)
{
	BIO_ADDRINFO *to = NULL;
	char *host = NULL, *service = NULL;
	int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
	int ok = argc == 2 && BIO_parse_hostserv(argv[1], &host, &service, BIO_PARSE_PRIO_HOST) &&
	         BIO_lookup(host, service, BIO_LOOKUP_CLIENT, AF_INET, SOCK_STREAM, &to) &&
	         BIO_connect(fd, BIO_ADDRINFO_address(to), BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY);

	ERR_print_errors_fp(stderr);
	BIO_ADDRINFO_free(to);
	OPENSSL_free(host);
	OPENSSL_free(service);
	return !BIO_closesocket(fd) || !ok;
}
