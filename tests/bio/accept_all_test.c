/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Accept BIOs that listen on every address of a name (D27). The resolver
 * is replaced (bio/answers.h).
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/answers.h"
#include "bio/wire.h"
#include "support/contract.h"
#include "support/memory.h"
#include "support/system.h"

/* libcrypto has no such call, and stays at one address. */
#ifdef BIOSOCK_ORACLE
static int biosock_set_accept_all(BIO *b, int on)
{
	(void)b, (void)on;
	return 1;
}
#else
#include <biosock.h>
#endif

enum { NO_ERRNO = 4242 };

static void need_both(void)
{
	system_need_family(AF_INET);
	system_need_family(AF_INET6);
	answers_are("::1", "127.0.0.1", NULL);
}

/* One that listens, on addresses of this family. */
static BIO *new_listening_of(int family, const char *name, int all, int nonblocking)
{
	BIO *b = BIO_new_accept(name);

	CHECK_INT(BIO_set_accept_ip_family(b, family), 1);
	if (all)
		CHECK_INT(biosock_set_accept_all(b, 1), 1);
	if (nonblocking)
		CHECK_INT(BIO_set_nbio_accept(b, 1), 1);
	errno = NO_ERRNO;
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_ERRORS("-");
	return b;
}

static BIO *new_listening(const char *name, int all, int nonblocking)
{
	return new_listening_of(BIO_FAMILY_IPANY, name, all, nonblocking);
}

static int dial(int family, int port)
{
	return family == AF_INET ? wire_dial(port) : wire_dial6(port);
}

enum { TRIES = 5 };

/*
 * The same, and nobody of the other family answers at its port. A program beside this one may have
 * that port there, so others are tried. Where the listener itself is at both, all of them fail.
 */
static BIO *new_alone(int family, const char *name, int all, int nonblocking, int other)
{
	BIO *b = new_listening_of(family, name, all, nonblocking);
	int peer = dial(other, wire_port(wire_fd(b)));

	for (int i = 1; peer != -1 && i < TRIES; i++) {
		wire_close(peer);
		BIO_free(b);
		b = new_listening_of(family, name, all, nonblocking);
		peer = dial(other, wire_port(wire_fd(b)));
	}
	CHECK_INT(peer, -1);
	return b;
}

/* A client of this family is accepted, and what it says is read. */
static void check_client(BIO *b, int family)
{
	int peer = dial(family, wire_port(wire_fd(b)));
	char in[1] = { 0 };
	BIO *connection;

	CHECK(peer != -1);
	if (peer == -1)
		return;
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_STR(BIO_get_peer_name(b), family == AF_INET ? "127.0.0.1" : "::1");
	connection = BIO_pop(b);
	CHECK(!wire_is_nonblocking(wire_fd(connection)));
	wire_send(peer, "x");
	CHECK_INT(BIO_read(connection, in, 1), 1);
	CHECK_MEM(in, "x", 1);
	BIO_free(connection);
	wire_close(peer);
}

static void check_none(BIO *b)
{
	CHECK_INT(BIO_do_accept(b), -1);
	CHECK(BIO_should_retry(b));
	CHECK(BIO_should_io_special(b));
	CHECK_INT(BIO_get_retry_reason(b), BIO_RR_ACCEPT);
	CHECK_ERRORS("-");
}

static void blocking_listens_on_all(void)
{
	BIO *b;

	need_both();
	b = new_listening("names.invalid:0", 0, 0);
	for (int i = 0; i < 3; i++) {
		check_client(b, AF_INET6);
		check_client(b, AF_INET);
	}
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void opted_in_listens_on_all(void)
{
	BIO *b;

	need_both();
	b = new_listening("names.invalid:0", 1, 1);
	check_none(b);
	for (int i = 0; i < 3; i++) {
		check_client(b, AF_INET);
		check_client(b, AF_INET6);
		check_none(b);
	}
	BIO_free(b);
}

/* Its caller polls one number, and would never see the second's clients. */
static void nonblocking_stays_at_one(void)
{
	BIO *b;
	int port, four, six;

	need_both();
	b = new_listening("names.invalid:0", 0, 1);
	port = wire_port(wire_fd(b));
	four = wire_dial(port);
	six = wire_dial6(port);
	CHECK((four == -1) != (six == -1));
	CHECK(wire_readable(wire_fd(b)));
	CHECK_INT(BIO_do_accept(b), 1);
	BIO_free_all(b);
	wire_close(four != -1 ? four : six);
}

/* One address of a name is one listener, as it ever was. */
static void one_address_is_one_listener(void)
{
	static const struct {
		const char *name;
		int family, other;
	} rows[] = { { "127.0.0.1:0", AF_INET, AF_INET6 }, { "[::1]:0", AF_INET6, AF_INET } };

	need_both();
	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
		BIO *b =
		    new_alone(BIO_FAMILY_IPANY, rows[i / 2].name, 1, i % 2 != 0, rows[i / 2].other);

		CHECK_INT(wire_is_nonblocking(wire_fd(b)), i % 2 != 0);
		check_client(b, rows[i / 2].family);
		BIO_free(b);
	}
}

static void a_family_is_one_listener(void)
{
	BIO *b;

	need_both();
	b = new_alone(BIO_FAMILY_IPV4, "names.invalid:0", 0, 0, AF_INET6);
	check_client(b, AF_INET);
	BIO_free(b);
}

/* Those who came to one listener do not keep those who came to the other waiting. */
static void listeners_take_turns(void)
{
	enum { EACH = 4 };
	int peers[2 * EACH], counts[2] = { 0, 0 };
	BIO *b;

	need_both();
	b = new_listening("names.invalid:0", 0, 0);
	for (int i = 0; i < 2 * EACH; i++) {
		peers[i] = dial(i < EACH ? AF_INET : AF_INET6, wire_port(wire_fd(b)));
		CHECK(peers[i] != -1);
	}
	for (int i = 0; i < 2 * EACH && contract_failures() == 0; i++) {
		CHECK_INT(BIO_do_accept(b), 1);
		counts[BIO_get_peer_name(b)[0] == ':']++;
		CHECK(abs(counts[0] - counts[1]) <= 1);
		BIO_free(BIO_pop(b));
	}
	for (int i = 0; i < 2 * EACH; i++) {
		if (peers[i] != -1)
			wire_close(peers[i]);
	}
	BIO_free(b);
}

static void both_names_are_the_firsts(void)
{
	BIO *b;
	char port[8];

	need_both();
	b = new_listening("names.invalid:0", 0, 0);
	snprintf(port, sizeof(port), "%d", wire_port(wire_fd(b)));
	CHECK_STR(BIO_get_accept_port(b), port);
	CHECK_STR(BIO_get_accept_name(b),
	    BIO_get_accept_ip_family(b) == BIO_FAMILY_IPV6 ? "::1" : "127.0.0.1");
	check_client(b, AF_INET);
	check_client(b, AF_INET6);
	BIO_free(b);
}

static const struct contract_case cases[] = {
	{ "one that blocks listens on every address", blocking_listens_on_all, 27, 0 },
	{ "so does one that was told to", opted_in_listens_on_all, 27, 0 },
	{ "one that does not block stays at one", nonblocking_stays_at_one, 0, 0 },
	{ "one address is one listener", one_address_is_one_listener, 0, 0 },
	{ "a family is one listener", a_family_is_one_listener, 0, 0 },
	{ "listeners take turns", listeners_take_turns, 27, 0 },
	{ "name and port are the first's", both_names_are_the_firsts, 27, 0 },
};

int main(void)
{
	memory_watch();
	return contract_main("accept BIOs everywhere", cases, sizeof(cases) / sizeof(cases[0]));
}
