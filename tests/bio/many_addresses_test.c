/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of more addresses than the error queue has room for the failures of (D9). The resolver is
 * replaced in this executable.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/wire.h"
#include "support/contract.h"
#include "support/errno_names.h"
#include "support/interpose.h"
#include "support/system.h"

enum { MOST = 40, ROOM = 7 };

/* Addresses from this one on, in host byte order. */
static uint32_t first_address;
static int n_addresses;
static bool second_is_v6; /* which then is ::1 */

int INTERPOSED(getaddrinfo)(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	static struct addrinfo list[MOST];
	static struct sockaddr_in addresses[MOST];
	static struct sockaddr_in6 v6 = { .sin6_family = AF_INET6,
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };

	(void)host, (void)hints;
	for (int i = 0; i < n_addresses; i++) {
		addresses[i] = (struct sockaddr_in){ .sin_family = AF_INET };
		addresses[i].sin_port = htons((uint16_t)(service != NULL ? atoi(service) : 0));
		addresses[i].sin_addr.s_addr = htonl(first_address + (uint32_t)i);
		list[i] = (struct addrinfo){ .ai_family = AF_INET,
			.ai_socktype = SOCK_STREAM,
			.ai_protocol = IPPROTO_TCP,
			.ai_addr = (struct sockaddr *)&addresses[i],
			.ai_addrlen = sizeof(addresses[i]),
			.ai_next = i + 1 < n_addresses ? &list[i + 1] : NULL };
	}
	if (second_is_v6) {
		v6.sin6_port = addresses[1].sin_port;
		list[1].ai_family = AF_INET6;
		list[1].ai_addr = (struct sockaddr *)&v6;
		list[1].ai_addrlen = sizeof(v6);
	}
	*out = list;
	return 0;
}

void INTERPOSED(freeaddrinfo)(struct addrinfo *list)
{
	(void)list;
}

/* The oldest record, which is the call's on the i-th address, or the reason of it. */
static void check_record(int i, int port, int err, const char *call, int reason)
{
	struct in_addr address = { .s_addr = htonl(first_address + (uint32_t)i) };
	const char *data = "";
	char want[80];
	unsigned long e;

	snprintf(want, sizeof(want), "calling %s(): %s:%d", call, inet_ntoa(address), port);
	e = ERR_get_error_all(NULL, NULL, NULL, &data, NULL);
	CHECK(ERR_SYSTEM_ERROR(e));
	CHECK_INT(errno_of_record(ERR_GET_REASON(e)), err);
	CHECK_STR(data, want);
	e = ERR_get_error();
	CHECK_INT(ERR_GET_LIB(e), ERR_LIB_BIO);
	CHECK_INT(ERR_GET_REASON(e), reason);
}

/* Those of the newest addresses, as many as there is room for, in order. */
static void check_records(int port, int err, const char *call, int reason)
{
	int told = n_addresses < ROOM ? n_addresses : ROOM;

	for (int i = n_addresses - told; i < n_addresses; i++)
		check_record(i, port, err, call, reason);
	CHECK_ERRORS("-");
}

static void tells_of_the_newest_that_were_refused(void)
{
	int port, l = wire_refuse(&port);
	char name[40];

	snprintf(name, sizeof(name), "many.example:%d", port);
	first_address = INADDR_LOOPBACK;
	for (n_addresses = 1; n_addresses <= MOST; n_addresses++) {
		BIO *b = BIO_new_connect(name);

		errno = 0;
		CHECK_INT(BIO_do_connect(b), 0);
		CHECK_INT(errno, ECONNREFUSED);
		check_records(port, ECONNREFUSED, "connect", BIO_R_CONNECT_ERROR);
		BIO_free(b);
	}
	wire_close(l);
}

/* One that is refused when nobody waits for it is spelt as any other. */
static void tells_of_those_that_were_waited_for(void)
{
	int port, l = wire_refuse(&port);
	char name[40];

	snprintf(name, sizeof(name), "many.example:%d", port);
	first_address = INADDR_LOOPBACK;
	for (n_addresses = 1; n_addresses <= MOST; n_addresses += 13) {
		BIO *b = BIO_new_connect(name);

		BIO_set_nbio(b, 1);
		while (BIO_do_connect(b) <= 0 && BIO_should_retry(b))
			CHECK(wire_writable(wire_fd(b)));
		CHECK_INT(errno, ECONNREFUSED);
		check_records(port, ECONNREFUSED, "connect", BIO_R_NBIO_CONNECT_ERROR);
		BIO_free(b);
	}
	wire_close(l);
}

/* The last of many is there: of the others nothing is said. */
static void the_last_address_is_tried(void)
{
	int port, l = wire_listen(&port);
	char name[40];
	BIO *b;

	snprintf(name, sizeof(name), "many.example:%d", port);
	n_addresses = MOST;
	first_address = INADDR_LOOPBACK - MOST + 1;
	b = BIO_new_connect(name);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_ERRORS("-");
	BIO_free(b);
	wire_close(l);
}

/* A socket that has a port at every address. */
static int take_port(int *out_port)
{
	struct sockaddr_in any = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	CHECK_INT(bind(fd, (struct sockaddr *)&any, sizeof(any)), 0);
	CHECK_INT(listen(fd, 1), 0);
	*out_port = wire_port(fd);
	return fd;
}

static void tells_of_the_newest_that_cannot_be_listened_on(void)
{
	int port, taken = take_port(&port);
	char name[40];

	snprintf(name, sizeof(name), "many.example:%d", port);
	first_address = INADDR_LOOPBACK;
	for (n_addresses = 1; n_addresses <= MOST; n_addresses++) {
		BIO *b = BIO_new_accept(name);

		errno = 0;
		CHECK_INT(BIO_do_accept(b), -1);
		CHECK_INT(errno, EADDRINUSE);
		check_records(port, EADDRINUSE, "bind", BIO_R_UNABLE_TO_BIND_SOCKET);
		BIO_free(b);
		errno = 0;
		CHECK_INT(BIO_get_accept_socket(name, BIO_BIND_NORMAL), -1);
		CHECK_INT(errno, EADDRINUSE);
		check_records(port, EADDRINUSE, "bind", BIO_R_UNABLE_TO_BIND_SOCKET);
	}
	wire_close(taken);
}

/* A listener goes to the first of a name's addresses that does, in the resolver's order. */
static void listens_in_the_resolvers_order(void)
{
	BIO *b = BIO_new_accept("many.example:0");

	first_address = INADDR_LOOPBACK;
	n_addresses = 2;
	second_is_v6 = true;
	CHECK_INT(BIO_do_accept(b), 1);
	second_is_v6 = false;
	CHECK_STR(BIO_get_accept_name(b), "127.0.0.1");
	CHECK_ERRORS("-");
	BIO_free(b);
}

static const struct contract_case cases[] = {
	{ "refused: the newest are told of", tells_of_the_newest_that_were_refused, 9, 0 },
	{ "refused later: the newest are told of", tells_of_those_that_were_waited_for, 9, 0 },
	{ "the last address is tried", the_last_address_is_tried, 9, 0 },
	{ "no listener: the newest are told of", tells_of_the_newest_that_cannot_be_listened_on, 9,
	    0 },
	{ "listens in the resolver's order", listens_in_the_resolvers_order, 0, 0 },
};

int main(void)
{
	return contract_main("names of many addresses", cases, sizeof(cases) / sizeof(cases[0]));
}
