/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Datagrams, both sides: a datagram BIO that answers whoever wrote last, and one that asks again
 * when no answer came in time. usage: udp_echo serve HOST:PORT | udp_echo ask HOST:PORT TEXT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
/* Where the system keeps the kinds of sockets. */
#if __has_include(<winsock2.h>)
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

#include <openssl/bio.h>
#include <openssl/err.h>

enum { LARGEST = 65535, TRIES = 3 };

/* The port goes to standard output, as it may have been 0. */
static int bind_and_tell(int sock, const BIO_ADDR *addr)
{
	union BIO_sock_info_u info = { .addr = BIO_ADDR_new() };
	char *port = NULL;

	if (info.addr != NULL && BIO_bind(sock, addr, 0) &&
	    BIO_sock_info(sock, BIO_SOCK_INFO_ADDRESS, &info))
		port = BIO_ADDR_service_string(info.addr, 1);
	if (port != NULL)
		printf("%s\n", port);
	fflush(stdout);
	OPENSSL_free(port);
	BIO_ADDR_free(info.addr);
	return port != NULL;
}

static BIO *new_server(const char *where)
{
	char *host = NULL, *port = NULL;
	BIO_ADDRINFO *found = NULL;
	BIO *server = NULL;
	int sock = -1;

	if (BIO_parse_hostserv(where, &host, &port, BIO_PARSE_PRIO_SERV) &&
	    BIO_lookup(host, port, BIO_LOOKUP_SERVER, AF_UNSPEC, SOCK_DGRAM, &found))
		sock = BIO_socket(BIO_ADDRINFO_family(found), SOCK_DGRAM, 0, 0);
	if (sock != -1 && bind_and_tell(sock, BIO_ADDRINFO_address(found)))
		server = BIO_new_dgram(sock, BIO_CLOSE);
	if (server == NULL && sock != -1)
		BIO_closesocket(sock);
	BIO_ADDRINFO_free(found);
	OPENSSL_free(port);
	OPENSSL_free(host);
	return server;
}

/* Each read sets the BIO's peer to the sender, to whom the write goes. */
static int serve(const char *where)
{
	static char bytes[LARGEST];
	BIO *server = new_server(where);
	size_t n;

	if (server == NULL)
		return 0;
	for (;;)
		if (BIO_read_ex(server, bytes, sizeof(bytes), &n))
			BIO_write_ex(server, bytes, n, NULL);
}

/* A connect BIO whose socket takes datagrams: the kernel lets only the peer's come in. */
static BIO *new_client(const char *where)
{
	struct timeval second = { .tv_sec = 1 };
	BIO *client = BIO_new_connect(where), *dgram = NULL;

	if (client == NULL)
		return NULL;
	if (BIO_set_sock_type(client, SOCK_DGRAM) > 0 && BIO_do_connect(client) > 0 &&
	    BIO_get0_dgram_bio(client, &dgram) > 0 &&
	    BIO_ctrl(dgram, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &second) >= 0)
		return client;
	BIO_free(client);
	return NULL;
}

static int ask(const char *where, const char *text)
{
	BIO *client = new_client(where);
	char bytes[LARGEST];
	int n = 0, tries = 0, again;

	if (client == NULL)
		return 0;
	do {
		n = BIO_puts(client, text);
		if (n > 0)
			n = BIO_read(client, bytes, sizeof(bytes));
		again = n <= 0 && BIO_should_retry(client);
	} while (again && ++tries < TRIES);
	if (n > 0)
		printf("%.*s\n", n, bytes);
	else
		perror("udp_echo: no answer");
	BIO_free(client);
	return n > 0;
}

int main(int argc, char **argv)
{
	int ok;

	if (argc == 3 && strcmp(argv[1], "serve") == 0) {
		ok = serve(argv[2]);
	} else if (argc == 4 && strcmp(argv[1], "ask") == 0) {
		ok = ask(argv[2], argv[3]);
	} else {
		fputs("usage: udp_echo serve HOST:PORT\n"
		      "       udp_echo ask HOST:PORT TEXT\n",
		    stderr);
		return 2;
	}
	ERR_print_errors_fp(stderr);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
