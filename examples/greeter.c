/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Greets each connection with its address, whatever it came by: listens at all addresses of each
 * ADDRESS, or on the sockets that systemd passed, and ends when it is told to (SIGINT, SIGTERM).
 * usage: greeter ADDRESS...      ADDRESS: host:port, [v6]:port, :port, unix:PATH
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

enum { SOCKETS = 64, BATCH = 32 };

static biosock_acceptor *acceptor;

static void stop(int signo)
{
	(void)signo;
	biosock_acceptor_stop(acceptor);
}

/* How many sockets, or -1. */
static int listen_at(const char *address, int *out_socks, int room)
{
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;
	char *host, *service;
	int n = -1;

	options.flags = BIO_SOCK_REUSEADDR;
	if (biosock_parse_address(address, &host, &service))
		n = biosock_listen(host, service, &options, out_socks, (size_t)room);
	OPENSSL_free(host);
	OPENSSL_free(service);
	return n;
}

/* Says where, for others to find it. */
static void tell(int sock)
{
	union BIO_sock_info_u info = { BIO_ADDR_new() };
	char *service = NULL;

	if (info.addr != NULL && BIO_sock_info(sock, BIO_SOCK_INFO_ADDRESS, &info))
		service = BIO_ADDR_service_string(info.addr, 1);
	printf("%s\n", service != NULL ? service : "?");
	OPENSSL_free(service);
	BIO_ADDR_free(info.addr);
}

static void greet(const biosock_accepted *one)
{
	char *host = BIO_ADDR_hostname_string(one->peer, 1);
	BIO *connection = BIO_new_socket(one->sock, BIO_CLOSE);

	if (connection != NULL && host != NULL)
		BIO_printf(connection, "hello %s\n", host);
	BIO_free(connection);
	OPENSSL_free(host);
}

/*
 * 0 means the time is up, of which there is none here, that it was stopped, or that some were shed.
 */
static int serve(void)
{
	biosock_accepted batch[BATCH];
	size_t shed;
	int n;

	for (int i = 0; i < BATCH; i++)
		batch[i].peer = BIO_ADDR_new();
	do {
		n = biosock_acceptor_wait(acceptor, batch, BATCH, -1, &shed);
		for (int i = 0; i < n; i++)
			greet(&batch[i]);
		if (shed > 0)
			fprintf(stderr, "greeter: no room for %d\n", (int)shed);
	} while (n > 0 || shed > 0);
	for (int i = 0; i < BATCH; i++)
		BIO_ADDR_free(batch[i].peer);
	return n;
}

int main(int argc, char **argv)
{
	int socks[SOCKETS], n = biosock_listen_adopt(NULL, socks, SOCKETS), more = 0;

	if (n == 0 && argc < 2) {
		fputs("usage: greeter ADDRESS...\n", stderr);
		return 2;
	}
	for (int i = 1; i < argc && n != -1 && more != -1; i++, n += more > 0 ? more : 0)
		more = listen_at(argv[i], socks + n, SOCKETS - n);
	if (n > 0 && more != -1)
		acceptor = biosock_acceptor_new(socks, (size_t)n, NULL);
	if (acceptor == NULL) {
		ERR_print_errors_fp(stderr);
		return EXIT_FAILURE;
	}
	for (int i = 0; i < n; i++)
		tell(socks[i]);
	fflush(stdout);
	signal(SIGINT, stop);
	signal(SIGTERM, stop);
	more = serve();
	ERR_print_errors_fp(stderr);
	for (; n > 0; n--) {
		biosock_listen_unlink(socks[n - 1]);
		BIO_closesocket(socks[n - 1]);
	}
	biosock_acceptor_free(acceptor);
	return more == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
