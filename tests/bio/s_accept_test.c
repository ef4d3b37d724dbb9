/* SPDX-License-Identifier: Apache-2.0 */
/* Accept BIOs: what they are told and asked (BIO_s_accept(3)). */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/newer.h"
#include "bio/wire.h"
#include "support/contract.h"
#include "support/system.h"

static char in[100];

static void is_fresh(void)
{
	BIO *b = BIO_new(BIO_s_accept());

	for (long number = -1; number < 7; number++)
		CHECK_INT(BIO_ctrl(b, BIO_C_GET_ACCEPT, number, in), -1);
	CHECK_STR(BIO_get_accept_name(b), NULL);
	CHECK_INT(BIO_get_accept_ip_family(b), -1);
	CHECK_INT(BIO_get_bind_mode(b), BIO_BIND_NORMAL);
	CHECK_INT(BIO_get_fd(b, NULL), -1);
	CHECK_INT(BIO_read(b, in, 4), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	CHECK_INT(BIO_gets(b, in, 4), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	BIO_free(b);
}

static void takes_nulls(void)
{
	BIO *b = BIO_new(BIO_s_accept());

	for (long number = -1; number < 10; number++)
		CHECK_INT(BIO_ctrl(b, BIO_C_SET_ACCEPT, number, NULL), 1);
	CHECK_INT(BIO_ctrl(b, BIO_C_SET_ACCEPT, 9, in), 1);
	CHECK_INT(BIO_ctrl(b, BIO_C_SET_ACCEPT, -1, in), 1);
	CHECK_INT(BIO_get_init(b), 0);
	BIO_free(b);
	b = BIO_new_accept(NULL);
	CHECK(b != NULL);
	BIO_free(b);
	CHECK(BIO_new_accept("a:b:c") == NULL);
	CHECK_ERRORS("BIO routines:ambiguous host or service");
	b = BIO_new_accept("127.0.0.1:0");
	CHECK_INT(BIO_ctrl(b, BIO_C_GET_ACCEPT, 0, NULL), -1);
	CHECK_INT(BIO_ctrl(b, BIO_C_GET_ACCEPT, 5, in), -1);
	CHECK_INT(BIO_ctrl(b, BIO_C_GET_ACCEPT, -1, in), -1);
	BIO_free(b);
}

static const struct wire_control controls[] = {
	{ "eof", BIO_CTRL_EOF, 0, 0 },
	{ "flush", BIO_CTRL_FLUSH, 0, 1 },
	{ "pending", BIO_CTRL_PENDING, 0, 0 },
	{ "wpending", BIO_CTRL_WPENDING, 0, 0 },
	{ "get close", BIO_CTRL_GET_CLOSE, 0, 1 },
	{ "set close", BIO_CTRL_SET_CLOSE, 7, 1 },
	{ "get close again", BIO_CTRL_GET_CLOSE, 0, 7 },
	{ "nbio", BIO_C_SET_NBIO, 1, 1 },
	{ "bind mode 7", BIO_C_SET_BIND_MODE, 7, 1 },
	{ "is 7", BIO_C_GET_BIND_MODE, 0, 7 },
	{ "bind mode 1", BIO_C_SET_BIND_MODE, 1, 1 },
	{ "is 1", BIO_C_GET_BIND_MODE, 0, 1 },
	{ "seek", BIO_C_FILE_SEEK, 0, 0 },
	{ "connect", BIO_C_SET_CONNECT, 0, 0 },
	{ "info callback", BIO_CTRL_GET_CALLBACK, 0, 0 },
	{ "dup", BIO_CTRL_DUP, 0, 1 },
	{ "reset", BIO_CTRL_RESET, 0, 0 },
	{ "unknown", 9999, 0, 0 },
};

static void answers_controls(void)
{
	BIO *b = BIO_new(BIO_s_accept());

	wire_check_controls(b, controls, sizeof(controls) / sizeof(controls[0]));
	CHECK_ERRORS("-");
	CHECK_INT(BIO_set_info_callback(b, NULL), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	BIO_free(b);
}

static void knows_its_names(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	char port[8];
	int peer;

	CHECK_STR(BIO_get_accept_name(b), NULL);
	CHECK_INT(BIO_get_accept_ip_family(b), BIO_FAMILY_IPANY);
	CHECK_INT(BIO_do_accept(b), 1);
	snprintf(port, sizeof(port), "%d", wire_port(wire_fd(b)));
	CHECK_STR(BIO_get_accept_name(b), "127.0.0.1");
	CHECK_STR(BIO_get_accept_port(b), port);
	CHECK_STR(BIO_get_peer_name(b), NULL);
	CHECK_INT(BIO_get_accept_ip_family(b), BIO_FAMILY_IPV4);
	peer = wire_dial(wire_port(wire_fd(b)));
	CHECK_INT(BIO_do_accept(b), 1);
	snprintf(port, sizeof(port), "%d", wire_port(peer));
	CHECK_STR(BIO_get_peer_name(b), "127.0.0.1");
	CHECK_STR(BIO_get_peer_port(b), port);
	BIO_free(BIO_pop(b));
	CHECK_STR(BIO_get_peer_port(b), port);
	CHECK_INT(BIO_reset(b), 0);
	CHECK_STR(BIO_get_accept_name(b), "127.0.0.1");
	BIO_free(b);
	wire_close(peer);
}

static void listens_in_modes(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int fd;

	CHECK_INT(
	    BIO_set_bind_mode(b, BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY | BIO_BIND_REUSEADDR), 1);
	CHECK_INT(BIO_set_nbio_accept(b, 1), 1);
	CHECK_INT(BIO_do_accept(b), 1);
	fd = wire_fd(b);
	CHECK_INT(wire_option(fd, SOL_SOCKET, SO_KEEPALIVE), 1);
	CHECK_INT(wire_option(fd, IPPROTO_TCP, TCP_NODELAY), 1);
	CHECK_INT(wire_option(fd, SOL_SOCKET, SO_REUSEADDR), system_reuses_addresses());
	CHECK(wire_is_nonblocking(fd));
	CHECK_INT(BIO_set_nbio_accept(b, 0), 1);
	CHECK(wire_is_nonblocking(fd));
	BIO_free(b);
}

static void restricts_ipv6(void)
{
	BIO *b = BIO_new_accept("[::]:0");

	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_STR(BIO_get_accept_name(b), "::");
	CHECK_INT(wire_option(wire_fd(b), IPPROTO_IPV6, IPV6_V6ONLY), 0);
	CHECK_INT(BIO_reset(b), 0);
	CHECK_INT(BIO_set_bind_mode(b, BIO_SOCK_V6_ONLY), 1);
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_INT(wire_option(wire_fd(b), IPPROTO_IPV6, IPV6_V6ONLY), 1);
	BIO_free(b);
}

static void closes_what_it_owns(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int fd, port;

	CHECK_INT(BIO_do_accept(b), 1);
	port = wire_port(wire_fd(b));
	BIO_free(b);
	CHECK_INT(wire_dial(port), -1);
	b = BIO_new_accept("127.0.0.1:0");
	CHECK_INT(BIO_do_accept(b), 1);
	fd = wire_fd(b);
	CHECK_INT(BIO_set_close(b, BIO_NOCLOSE), 1);
	BIO_free(b);
	CHECK(fcntl(fd, F_GETFD) != -1);
	wire_close(fd);
}

static void accepts_after_resets(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int peer;

	CHECK_INT(BIO_do_accept(b), 1);
	wire_reset(wire_dial(wire_port(wire_fd(b))));
	if (wire_keeps_resets()) {
		CHECK_INT(BIO_do_accept(b), 1);
		CHECK(wire_readable(wire_fd(BIO_next(b))));
		CHECK_INT(BIO_read(b, in, 1), -1);
		CHECK_INT(errno, ECONNRESET);
		BIO_free(BIO_pop(b));
	}
	peer = wire_dial(wire_port(wire_fd(b)));
	CHECK_INT(BIO_do_accept(b), 1);
	wire_send(peer, "x");
	CHECK_INT(BIO_read(b, in, 1), 1);
	CHECK_ERRORS("-");
	BIO_free_all(b);
	wire_close(peer);
}

static void is_polled(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	BIO_POLL_DESCRIPTOR d = { .type = 0 };

	CHECK_INT(BIO_get_rpoll_descriptor(b, &d), 0);
	CHECK_INT(BIO_get_wpoll_descriptor(b, &d), 0);
	CHECK_INT(d.type, 0);
	CHECK_INT(BIO_do_accept(b), 1);
	if (!contract_is_oracle()) {
		CHECK_INT(BIO_get_rpoll_descriptor(b, &d), 1);
		CHECK_INT(d.type, BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD);
		CHECK_INT(d.value.fd, wire_fd(b));
	}
	CHECK_ERRORS("-");
	BIO_free(b);
}

static bool has_fastopen(void)
{
	int port, fd = wire_listen(&port), queue = 5;
	bool has = setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN, &queue, sizeof(queue)) == 0;

	wire_close(fd);
	return has;
}

static void listens_with_fastopen(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");

	CHECK_INT(BIO_set_tfo_accept(b, 1), 1);
	CHECK_INT(BIO_get_bind_mode(b), BIO_SOCK_TFO);
	if (!has_fastopen()) {
		CHECK_INT(BIO_do_accept(b), -1);
		CHECK(strstr(contract_errors(), "tfo no kernel support") != NULL);
		contract_skip("no TCP_FASTOPEN here");
	}
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK(wire_option(wire_fd(b), IPPROTO_TCP, TCP_FASTOPEN) > 0);
	CHECK_INT(BIO_set_tfo_accept(b, 0), 1);
	CHECK_INT(BIO_get_bind_mode(b), 0);
	BIO_free(b);
}

static void knows_that_it_is_of_ipv6(void)
{
	BIO *b = BIO_new_accept("[::1]:0");

	system_need_family(AF_INET6);
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_INT(BIO_get_accept_ip_family(b), BIO_FAMILY_IPV6);
	BIO_free(b);
}

/* Told of the same chain again it keeps it. */
static void keeps_its_chain(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0"), *chain = BIO_new(BIO_f_buffer());
	int peer;

	CHECK_INT(BIO_set_accept_bios(b, chain), 1);
	if (!contract_is_oracle())
		CHECK_INT(BIO_set_accept_bios(b, chain), 1);
	CHECK_INT(BIO_set_accept_bios(b, NULL), 1);
	CHECK_INT(BIO_do_accept(b), 1);
	peer = wire_dial(wire_port(wire_fd(b)));
	CHECK_INT(BIO_do_accept(b), 1);
	CHECK_INT(BIO_method_type(BIO_next(b)), BIO_TYPE_BUFFER);
	CHECK_INT(BIO_method_type(BIO_next(BIO_next(b))), BIO_TYPE_SOCKET);
	CHECK_ERRORS("-");
	BIO_free_all(b);
	wire_close(peer);
}

static const struct contract_case cases[] = {
	{ "a fresh one", is_fresh, 0, 0 },
	{ "NULLs, and numbers there are not", takes_nulls, 0, 0 },
	{ "controls", answers_controls, 0, 0 },
	{ "knows its names", knows_its_names, 0, 0 },
	{ "knows that it is of IPv6", knows_that_it_is_of_ipv6, 0, 0 },
	{ "keeps its chain", keeps_its_chain, 0, 0 },
	{ "listens in modes", listens_in_modes, 0, 0 },
	{ "IPv6 alone or not", restricts_ipv6, 0, 0 },
	{ "closes what it owns", closes_what_it_owns, 0, 0 },
	{ "goes on after a connection that was reset", accepts_after_resets, 0, 0 },
	{ "poll descriptors", is_polled, 0, 0x30200000L },
	{ "listens with Fast Open", listens_with_fastopen, 0, 0x30200000L },
};

int main(void)
{
	return contract_main("accept BIOs", cases, sizeof(cases) / sizeof(cases[0]));
}
