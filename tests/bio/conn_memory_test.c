/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Socket, connect and accept BIOs when memory runs out, at each allocation in turn: no leak,
 * no lost descriptor.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/wire.h"
#include "support/contract.h"
#include "support/memory.h"
#include "support/system.h"

static int port, listener;

static bool connects(void)
{
	BIO *b = BIO_new_connect(wire_name(port));
	bool ok = b != NULL && BIO_do_connect(b) == 1 && BIO_write(b, "x", 1) == 1;

	if (b != NULL)
		wire_close(wire_fd(b) != -1 ? wire_accept(listener) : -1);
	BIO_free(b);
	return ok;
}

static bool connects_to_an_address(void)
{
	BIO *b = BIO_new(BIO_s_connect());
	BIO_ADDRINFO *list = NULL;
	char service[8];
	bool ok = false;

	snprintf(service, sizeof(service), "%d", port);
	if (b != NULL &&
	    BIO_lookup("127.0.0.1", service, BIO_LOOKUP_CLIENT, AF_INET, SOCK_STREAM, &list) &&
	    BIO_set_conn_address(b, BIO_ADDRINFO_address(list)) > 0)
		ok = BIO_do_connect(b) == 1;
	if (ok)
		wire_close(wire_accept(listener));
	BIO_ADDRINFO_free(list);
	BIO_free(b);
	return ok;
}

static bool duplicates(void)
{
	BIO *b = BIO_new_connect(wire_name(port));
	BIO *copy = b != NULL ? BIO_dup_chain(b) : NULL;
	bool ok = copy != NULL;

	BIO_free(copy);
	BIO_free(b);
	return ok;
}

static bool takes_a_socket(void)
{
	int fds[2] = { -1, -1 };
	BIO *b = socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0 ? BIO_new_socket(fds[0], BIO_CLOSE)
	                                                       : NULL;
	bool ok = b != NULL && BIO_write(b, "x", 1) == 1;

	BIO_free(b);
	if (b == NULL)
		wire_close(fds[0]);
	wire_close(fds[1]);
	return ok;
}

/* A failing accept takes the connection with it, and the listener is as good as before. */
static bool accepts(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0"),
	    *buffer = b != NULL ? BIO_new(BIO_f_buffer()) : NULL;
	bool ok = buffer != NULL && BIO_set_accept_bios(b, buffer) > 0 && BIO_do_accept(b) == 1;
	int peer = -1, again = -1, err;

	if (ok) {
		peer = wire_dial(wire_port(wire_fd(b)));
		ok = BIO_do_accept(b) == 1;
	}
	err = errno;
	if (peer != -1 && !ok) {
		CHECK(BIO_next(b) == NULL);
		again = wire_dial(wire_port(wire_fd(b)));
		CHECK_INT(BIO_do_accept(b), 1);
	}
	BIO_free_all(b);
	wire_close(peer);
	wire_close(again);
	errno = err;
	return ok;
}

/* No leak, no lost descriptor, and a record where there is nothing to return. */
static void survives(bool (*run)(void))
{
	long n = 0;
	bool ok = false;

	listener = wire_listen(&port);
	CHECK(run());
	ERR_clear_error();
	while (!ok && n < 100 && contract_failures() == 0) {
		long before = memory_held;
		int descriptors = system_open_descriptors();

		memory_fails_at = n++;
		errno = 0;
		ok = run();
		CHECK(ok || contract_is_host() || errno == ENOMEM);
		memory_fails_at = -1;
		CHECK(ok || contract_is_host() || ERR_peek_error() != 0);
		ERR_clear_error();
		CHECK_INT(memory_held, before);
		CHECK_INT(system_open_descriptors(), descriptors);
	}
	CHECK(n > 1 && n < 100);
	wire_close(listener);
}

static void connects_or_not(void)
{
	survives(connects);
}

static void connects_to_an_address_or_not(void)
{
	survives(connects_to_an_address);
}

static void duplicates_or_not(void)
{
	survives(duplicates);
}

static void takes_a_socket_or_not(void)
{
	survives(takes_a_socket);
}

static void accepts_or_not(void)
{
	survives(accepts);
}

static const struct contract_case cases[] = {
	{ "connect", connects_or_not, 0, 0 },
	{ "connect to an address", connects_to_an_address_or_not, 0, 0 },
	{ "duplicate", duplicates_or_not, 0, 0 },
	{ "socket", takes_a_socket_or_not, 0, 0 },
	{ "accept", accepts_or_not, 0, 0 },
};

int main(void)
{
	memory_watch();
	return contract_main("memory of socket BIOs", cases, sizeof(cases) / sizeof(cases[0]));
}
