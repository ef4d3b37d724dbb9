/* SPDX-License-Identifier: Apache-2.0 */
/*
 * biosock_set_accept_all(3): whom it is for, what to wait for, and what becomes of all listeners.
 * The resolver is replaced (bio/answers.h).
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/answers.h"
#include "bio/wire.h"
#include "support/contract.h"
#include "support/memory.h"
#include "support/system.h"

enum { NO_ERRNO = 4242 };

static BIO *new_accept(int port, int all, int nonblocking)
{
	char name[24];
	BIO *b = BIO_new(BIO_s_accept());

	snprintf(name, sizeof(name), "names.invalid:%d", port);
	CHECK_INT(BIO_set_accept_name(b, name), 1);
	CHECK_INT(biosock_set_accept_all(b, all), 1);
	CHECK_INT(BIO_set_nbio_accept(b, nonblocking), 1);
	return b;
}

static BIO *new_listening(int all, int nonblocking)
{
	BIO *b = new_accept(0, all, nonblocking);

	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_ERRORS("-");
	return b;
}

static int port_of(BIO *b)
{
	return wire_port(wire_fd(b));
}

static void check_peer(BIO *b, const char *name)
{
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_STR(BIO_get_peer_name(b), name);
	BIO_free(BIO_pop(b));
}

static void both_families(void)
{
	system_need_family(AF_INET);
	system_need_family(AF_INET6);
	answers_are("127.0.0.1", "::1", NULL);
}

static void refuses_what_is_no_accept_bio(void)
{
	BIO *b = BIO_new(BIO_s_connect()), *buffer = BIO_new(BIO_f_buffer());

	errno = NO_ERRNO;
	CHECK_INT(biosock_set_accept_all(NULL, 1), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), ERR_R_PASSED_NULL_PARAMETER);
	errno = NO_ERRNO;
	CHECK_INT(biosock_set_accept_all(b, 1), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), BIO_R_UNSUPPORTED_METHOD);
	BIO_free(b);
	b = BIO_push(buffer, BIO_new(BIO_s_accept()));
	CHECK_INT(biosock_set_accept_all(b, 1), 1);
	CHECK_ERRORS("-");
	BIO_free_all(b);
}

static void is_taken_back(void)
{
	BIO *b;
	int port;

	both_families();
	b = new_accept(0, 1, 1);
	CHECK_INT(biosock_set_accept_all(b, 0), 1);
	CHECK_INT(BIO_do_accept(b), 1);
	port = port_of(b);
	CHECK_INT(wire_dial6(port), -1);
	BIO_free(b);
}

static int read_descriptor(BIO *b)
{
	BIO_POLL_DESCRIPTOR d;

	if (!BIO_get_rpoll_descriptor(b, &d) || d.type != BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD)
		return -1;
	return d.value.fd;
}

static bool is_readable_now(int fd)
{
	return BIO_socket_wait(fd, 1, 1) > 0; /* a time that is over: it is only asked */
}

static void one_descriptor_is_for_all(void)
{
	int fd, four, six;
	BIO *b;

	both_families();
	b = new_listening(1, 1);
	fd = read_descriptor(b);
	if (fd == wire_fd(b))
		contract_skip("this system has no descriptor of several");
	CHECK_INT(read_descriptor(b), fd);
	CHECK(!is_readable_now(fd));
	six = wire_dial6(port_of(b));
	CHECK(wire_readable(fd));
	check_peer(b, "::1");
	CHECK(!is_readable_now(fd));
	four = wire_dial(port_of(b));
	CHECK(wire_readable(fd));
	check_peer(b, "127.0.0.1");
	CHECK(!is_readable_now(fd));
	wire_close(four);
	wire_close(six);
	BIO_free(b);
}

static void nothing_is_left(void)
{
	int before, port;
	long held = memory_held;
	BIO *b;

	both_families();
	before = system_open_descriptors();
	b = new_listening(1, 1);
	port = port_of(b);
	CHECK(read_descriptor(b) != -1);
	CHECK_INT(BIO_reset(b), 0);
	CHECK_INT(wire_fd(b), -1);
	CHECK_INT(wire_dial(port), -1);
	CHECK_INT(wire_dial6(port), -1);
	CHECK_INT(system_open_descriptors(), before);
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK(read_descriptor(b) != -1);
	BIO_free(b);
	CHECK_INT(system_open_descriptors(), before);
	CHECK_INT(memory_held, held);
}

/* What the program does not know of it cannot close. */
static void a_descriptor_of_the_programs_is_alone(void)
{
	int before, port, first, l;
	BIO *b;

	both_families();
	before = system_open_descriptors();
	l = wire_listen(&port);
	b = new_listening(0, 0);
	first = wire_fd(b);
	CHECK_INT(BIO_set_fd(b, l, BIO_NOCLOSE), 1);
	CHECK_INT(system_open_descriptors(), before + 2);
	BIO_free(b);
	CHECK_INT(system_open_descriptors(), before + 2);
	wire_close(l);
	wire_close(first);
}

static void without_closing_the_first_stays(void)
{
	int before, first;
	BIO *b;

	both_families();
	before = system_open_descriptors();
	b = new_listening(0, 0);
	first = wire_fd(b);
	CHECK_INT(BIO_set_close(b, BIO_NOCLOSE), 1);
	BIO_free(b);
	CHECK_INT(system_open_descriptors(), before + 1);
	wire_close(first);
}

/* The first address that is taken, the second, and a name of which no address is to be had. */
static void all_or_none(void)
{
	static const char *const rows[][2] = { { "127.0.0.1", "::1" }, { "::1", "127.0.0.1" } };
	int before, port, l;

	both_families();
	l = wire_listen(&port);
	before = system_open_descriptors();
	for (size_t i = 0; i < 2; i++) {
		BIO *b;

		answers_are(rows[i][0], rows[i][1], NULL);
		b = new_accept(port, 0, 0);
		errno = NO_ERRNO;
		CHECK_INT(BIO_do_accept(b), -1);
		CHECK_INT(errno, EADDRINUSE);
		CHECK(ERR_get_error() != 0);
		ERR_clear_error();
		CHECK_INT(wire_fd(b), -1);
		CHECK_INT(system_open_descriptors(), before);
		BIO_free(b);
	}
	wire_close(l);
}

/* Its address may be of another machine (RFC 5737), and may be said twice. */
static void others_addresses_are_passed_over(void)
{
	int before;
	BIO *b;

	both_families();
	answers_are("203.0.113.7", "127.0.0.1", "127.0.0.1");
	before = system_open_descriptors();
	b = new_listening(0, 0);
	CHECK_STR(BIO_get_accept_name(b), "127.0.0.1");
	CHECK_INT(system_open_descriptors(), before + 1);
	BIO_free(b);
	answers_are("203.0.113.7", "198.51.100.7", NULL);
	b = new_accept(0, 0, 0);
	CHECK_INT(BIO_do_accept(b), -1);
	CHECK_INT(errno, EADDRNOTAVAIL);
	CHECK_ERRORS("system library:EADDRNOTAVAIL(calling bind());"
	             "BIO routines:unable to bind socket;"
	             "system library:EADDRNOTAVAIL(calling bind());"
	             "BIO routines:unable to bind socket");
	BIO_free(b);
}

static void a_copy_is_told_too(void)
{
	BIO *b, *copy;
	int port, four, six;

	both_families();
	b = new_accept(0, 1, 1);
	copy = BIO_dup_chain(b);
	BIO_free(b);
	CHECK_INT(BIO_set_accept_name(copy, "names.invalid:0"), 1);
	CHECK_INT(BIO_set_nbio_accept(copy, 1), 1);
	CHECK_INT(BIO_do_accept(copy), 1);
	port = port_of(copy);
	six = wire_dial6(port);
	CHECK(six != -1);
	four = wire_dial(port);
	CHECK(four != -1);
	wire_close(six);
	wire_close(four);
	BIO_free(copy);
}

static void each_connection_has_the_chain(void)
{
	int four, six;
	BIO *b;

	both_families();
	b = new_accept(0, 1, 0);
	CHECK_INT(BIO_set_accept_bios(b, BIO_new(BIO_f_buffer())), 1);
	CHECK_INT(BIO_set_nbio(b, 1), 1);
	CHECK_INT(BIO_set_bind_mode(b, BIO_BIND_REUSEADDR), 1);
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_INT(BIO_get_bind_mode(b), BIO_BIND_REUSEADDR);
	four = wire_dial(port_of(b));
	six = wire_dial6(port_of(b));
	for (int i = 0; i < 2; i++) {
		BIO *connection;

		if (!CHECK_INT(BIO_do_accept(b), 1))
			break;
		connection = BIO_pop(b);
		CHECK_INT(BIO_method_type(connection), BIO_TYPE_BUFFER);
		CHECK(wire_is_nonblocking(wire_fd(BIO_next(connection))));
		BIO_free_all(connection);
	}
	wire_close(four);
	wire_close(six);
	BIO_free(b);
}

static int listen_and_ask(void)
{
	BIO *b = BIO_new_accept("names.invalid:0");
	int ok = b != NULL && biosock_set_accept_all(b, 1) && BIO_do_accept(b) > 0 &&
	         read_descriptor(b) != -1;

	BIO_free(b);
	return ok;
}

static void survives_want_of_memory(void)
{
	if (contract_is_host())
		contract_skip("what the host allocates for its errors is held");
	both_families();
	memory_check_every_failure(listen_and_ask, "listening on every address");
}

static const struct contract_case cases[] = {
	{ "only accept BIOs are told", refuses_what_is_no_accept_bio, 0, 0 },
	{ "the setting is taken back", is_taken_back, 0, 0 },
	{ "one descriptor is for all", one_descriptor_is_for_all, 0, 0 },
	{ "BIO_reset() and BIO_free() leave nothing", nothing_is_left, 0, 0 },
	{ "BIO_set_fd() takes one alone", a_descriptor_of_the_programs_is_alone, 0, 0 },
	{ "BIO_NOCLOSE leaves the first", without_closing_the_first_stays, 0, 0 },
	{ "all addresses or none", all_or_none, 0, 0 },
	{ "other machines' addresses are passed over", others_addresses_are_passed_over, 0, 0 },
	{ "a copy is told too", a_copy_is_told_too, 0, 0 },
	{ "each connection has the chain", each_connection_has_the_chain, 0, 0 },
	{ "each allocation fails", survives_want_of_memory, 0, 0 },
};

int main(void)
{
	memory_watch();
	return contract_main(
	    "accept BIOs' several listeners", cases, sizeof(cases) / sizeof(cases[0]));
}
