/* SPDX-License-Identifier: Apache-2.0 */
/* Accept BIOs: the deliberate differences, and where they could be suspected (DIFFERENCES.md). */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/wire.h"
#include "support/contract.h"
#include "support/memory.h"
#include "support/system.h"

static char in[100];
static void does_not_leak_into_children(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int peer;

	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_INT(fcntl(wire_fd(b), F_GETFD), FD_CLOEXEC);
	peer = wire_dial(wire_port(wire_fd(b)));
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_INT(fcntl(wire_fd(BIO_next(b)), F_GETFD), FD_CLOEXEC);
	BIO_free_all(b);
	wire_close(peer);
}

static void never_raises_sigpipe(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int peer;

	signal(SIGPIPE, SIG_DFL);
	CHECK_INT(BIO_do_accept(b), 1);
	peer = wire_dial(wire_port(wire_fd(b)));
	CHECK_INT(BIO_do_accept(b), 1);
	wire_reset_seen(peer, wire_fd(BIO_next(b)));
	CHECK_INT(BIO_read(b, in, 1), wire_tells_resets() ? -1 : 0);
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_INT(errno, wire_errno_after_reset());
	BIO_free_all(b);
}

static void tells_why_again(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_accept(wire_name(port));

	for (int i = 0; i < 2; i++) {
		CHECK_INT(BIO_do_accept(b), -1);
		CHECK_INT(errno, EADDRINUSE);
		CHECK_ERRORS("system library:EADDRINUSE(calling bind());"
		             "BIO routines:unable to bind socket");
	}
	wire_close(l);
	CHECK_INT(BIO_do_accept(b), 1);
	BIO_free(b);
}

/* Whoever has [::]:port for IPv6 alone leaves 0.0.0.0:port, unless somebody else has that. */
static void takes_the_next_address(void)
{
	BIO *six = NULL, *b = NULL;
	long accepted = 0;
	char name[20];

	for (int tries = 0; tries < 10 && accepted != 1; tries++) {
		BIO_free(b);
		BIO_free(six);
		ERR_clear_error();
		six = BIO_new_accept("[::]:0");
		CHECK_INT(BIO_set_bind_mode(six, BIO_SOCK_V6_ONLY), 1);
		CHECK_INT(BIO_do_accept(six), 1);
		snprintf(name, sizeof(name), "*:%d", wire_port(wire_fd(six)));
		b = BIO_new_accept(name);
		accepted = BIO_do_accept(b);
	}
	CHECK_INT(accepted, 1);
	CHECK_STR(BIO_get_accept_name(b), "0.0.0.0");
	CHECK_ERRORS("-");
	BIO_free(b);
	BIO_free(six);
}

static void listens_on_both_families(void)
{
	BIO *b = BIO_new_accept("*:0");
	int peer, port;

	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_STR(BIO_get_accept_name(b), "::");
	CHECK_INT(wire_option(wire_fd(b), IPPROTO_IPV6, IPV6_V6ONLY), 0);
	port = wire_port(wire_fd(b));
	peer = wire_dial(port);
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_STR(BIO_get_peer_name(b), "127.0.0.1");
	BIO_free(BIO_pop(b));
	wire_close(peer);
	peer = wire_dial6(port);
	CHECK(peer != -1);
	if (peer != -1)
		CHECK_INT(BIO_do_accept(b), 1);
	CHECK_STR(BIO_get_peer_name(b), "::1");
	BIO_free_all(b);
	wire_close(peer);
}

static void reads_mapped_peers_as_ipv4(void)
{
	BIO *b = BIO_new_accept("[::]:0");
	int peer;

	CHECK_INT(BIO_do_accept(b), 1);
	peer = wire_dial(wire_port(wire_fd(b)));
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_STR(BIO_get_peer_name(b), "127.0.0.1");
	BIO_free_all(b);
	wire_close(peer);
}

static void stays_on_ipv4_when_told(void)
{
	BIO *b = BIO_new_accept("*:0");

	CHECK_INT(BIO_set_accept_ip_family(b, BIO_FAMILY_IPV4), 1);
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_STR(BIO_get_accept_name(b), "0.0.0.0");
	BIO_free(b);
}

/* The port of a listener whose last connection lingers in TIME_WAIT. */
static void leave_lingering(char *name, size_t size)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int peer;

	CHECK_INT(BIO_set_bind_mode(b, BIO_BIND_REUSEADDR), 1);
	CHECK_INT(BIO_do_accept(b), 1);
	snprintf(name, size, "127.0.0.1:%s", BIO_get_accept_port(b));
	peer = wire_dial(wire_port(wire_fd(b)));
	CHECK_INT(BIO_do_accept(b), 1);
	BIO_free(BIO_pop(b));
	CHECK(wire_readable(peer));
	wire_close(peer);
	BIO_free(b);
}

static void reuses_what_lingers(void)
{
	const struct {
		int mode;
		int ok;
	} rows[] = {
		{ BIO_BIND_NORMAL, system_reuses_addresses() ? -1 : 1 },
		{ BIO_BIND_REUSEADDR, 1 },
	};
	char name[40];

	leave_lingering(name, sizeof(name));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		BIO *b = BIO_new_accept(name);

		CHECK_INT(BIO_set_bind_mode(b, rows[i].mode), 1);
		CHECK_INT(BIO_do_accept(b), rows[i].ok);
		ERR_clear_error();
		BIO_free(b);
	}
}

/*
 * The mode is BIO_BIND_REUSEADDR by another name, and all that the page says: the kernel never
 * shares a listener.
 */
static void reuses_if_unused(void)
{
	char name[40];
	BIO *b, *second;

	leave_lingering(name, sizeof(name));
	b = BIO_new_accept(name);
	CHECK_INT(BIO_set_bind_mode(b, BIO_BIND_REUSEADDR_IF_UNUSED), 1);
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_ERRORS("-");
	second = BIO_new_accept(name);
	CHECK_INT(BIO_set_bind_mode(second, BIO_BIND_REUSEADDR_IF_UNUSED), 1);
	CHECK_INT(BIO_do_accept(second), -1);
	CHECK_INT(errno, EADDRINUSE);
	BIO_free(second);
	BIO_free(b);
}

static void listens_on_a_path(void)
{
	char path[100];
	int l = wire_listen_unix(path, sizeof(path)), peer;
	BIO *b = BIO_new(BIO_s_accept());

	system_need_family(AF_UNIX);
	CHECK_INT(BIO_set_fd(b, l, BIO_CLOSE), 1);
	peer = wire_dial_unix(path);
	unlink(path);
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_STR(BIO_get_peer_name(b), "localhost");
	CHECK_STR(BIO_get_peer_port(b), "0");
	wire_send(peer, "u");
	CHECK_INT(BIO_read(b, in, 1), 1);
	CHECK_ERRORS("-");
	BIO_free_all(b);
	wire_close(peer);
}

static void frees_what_it_has(void)
{
	long before = memory_held;
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int fd;

	CHECK_INT(BIO_do_accept(b), 1);
	fd = wire_fd(b);
	CHECK_INT(BIO_set_close(b, BIO_NOCLOSE), 1);
	BIO_free(b);
	CHECK_INT(memory_held, before);
	wire_close(fd);
}

static void a_copy_leaves_the_socket_alone(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int peer;

	CHECK_INT(BIO_do_accept(b), 1);
	BIO_free(BIO_dup_chain(b));
	peer = wire_dial(wire_port(wire_fd(b)));
	CHECK(peer != -1);
	BIO_free(b);
	wire_close(peer);
}

static const struct contract_case cases[] = {
	{ "IPv4 when told so", stays_on_ipv4_when_told, 0, 0 },
	{ "a port that lingers", reuses_what_lingers, 0, 0 },
	{ "descriptors are close-on-exec", does_not_leak_into_children, 1, 0 },
	{ "a peer that is gone raises no signal", never_raises_sigpipe, 2, 0 },
	{ "failing to listen can be repeated", tells_why_again, 9, 0 },
	{ "the next address is taken", takes_the_next_address, 0, 0 },
	{ "any address is of both families", listens_on_both_families, 11, 0 },
	{ "IPv4 peers read as IPv4", reads_mapped_peers_as_ipv4, 11, 0 },
	{ "reuse if unused", reuses_if_unused, 0, 0 },
	{ "AF_UNIX listeners", listens_on_a_path, 0, 0 },
	{ "BIO_NOCLOSE leaks nothing", frees_what_it_has, 17, 0 },
	{ "freeing a copy leaves the listener alone", a_copy_leaves_the_socket_alone, 0, 0 },
};

int main(void)
{
	memory_watch();
	return contract_main("accept BIOs' differences", cases, sizeof(cases) / sizeof(cases[0]));
}
