/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first call of a process on sockets: it must find Winsock started, or start it.
 * usage: first_call CALL, which succeeds if afterwards Winsock is.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <stdio.h>
#include <string.h>

#include <winsock2.h>
#include <ws2tcpip.h>

#include <openssl/bio.h>

static struct sockaddr_in loopback;

/* The negative: something else would have started it. */
static void none(void)
{
}

static void socket_(void)
{
	BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
}

static void bind_(void)
{
	BIO_bind(4444, (const BIO_ADDR *)&loopback, 0);
}

static void close_(void)
{
	BIO_closesocket(4444);
}

static void error(void)
{
	BIO_sock_error(4444);
}

static void wait_(void)
{
	BIO_socket_wait(4444, 1, 1);
	BIO_socket_wait(4444, 1, time(NULL) + 1);
}

static void lookup(void)
{
	BIO_ADDRINFO *list = NULL;

	BIO_lookup("localhost", "80", BIO_LOOKUP_CLIENT, AF_UNSPEC, SOCK_STREAM, &list);
	BIO_ADDRINFO_free(list);
}

static void hostname(void)
{
	OPENSSL_free(BIO_ADDR_hostname_string((const BIO_ADDR *)&loopback, 0));
}

static void host_by_name(void)
{
	BIO_gethostbyname("localhost");
}

static void datagram(void)
{
	BIO *b = BIO_new_dgram(4444, BIO_NOCLOSE);

	BIO_write(b, "", 1);
	BIO_free(b);
}

static const struct {
	const char *name;
	void (*run)(void);
} calls[] = {
	{ "none", none },
	{ "socket", socket_ },
	{ "bind", bind_ },
	{ "close", close_ },
	{ "error", error },
	{ "wait", wait_ },
	{ "lookup", lookup },
	{ "hostname", hostname },
	{ "gethostbyname", host_by_name },
	{ "datagram", datagram },
};

/* WSANOTINITIALISED is what it says before. */
static int is_started(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) != INVALID_SOCKET;
}

int main(int argc, char **argv)
{
	loopback.sin_family = AF_INET;
	loopback.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	for (size_t i = 0; argc == 2 && i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (strcmp(calls[i].name, argv[1]) != 0)
			continue;
		calls[i].run();
		printf("%s: Winsock is %sstarted\n", argv[1], is_started() ? "" : "not ");
		return !is_started();
	}
	fprintf(stderr, "usage: first_call CALL\n");
	return 2;
}
