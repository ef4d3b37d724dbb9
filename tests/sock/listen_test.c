/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_listen() and BIO_bind(): who reaches the listener, what its peers inherit,
 * addresses used before.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"

/* A listener on every address; the port it got. */
static int listen_everywhere(int family, int options, in_port_t *port)
{
	union peer_addr at;
	int fd = peer_socket(family, SOCK_STREAM);

	peer_wildcard(family, 0, &at);
	CHECK_INT(BIO_listen(fd, peer_bio(&at), options), 1);
	CHECK_INT(peer_name(fd, &at), 0);
	*port = peer_port(&at);
	return fd;
}

static int dial_loopback(int family, in_port_t port)
{
	union peer_addr to;

	peer_loopback(family, &to);
	if (family == AF_INET)
		to.v4.sin_port = port;
	else
		to.v6.sin6_port = port;
	return peer_dial(&to);
}

static void without_v6_only_both_families_reach_it(void)
{
	in_port_t port;
	int listener = listen_everywhere(AF_INET6, 0, &port);
	int v4 = dial_loopback(AF_INET, port), v6 = dial_loopback(AF_INET6, port);

	CHECK_INT(peer_option(listener, IPPROTO_IPV6, IPV6_V6ONLY), 0);
	CHECK(v4 >= 0);
	CHECK(v6 >= 0);
	CHECK_ERRORS("-");
	peer_close(listener, v4, v6);
}

/* A socket that has IPv4's port and does not listen; -1 if somebody else has it. */
static int hold_v4(in_port_t port)
{
	union peer_addr at;
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	peer_wildcard(AF_INET, port, &at);
	if (BIO_bind(fd, peer_bio(&at), 0))
		return fd;
	ERR_clear_error();
	peer_close(fd, -1, -1);
	return -1;
}

/* IPv4's port is free, and anybody's: who is reached there may be another program. */
static void with_v6_only_ipv4_does_not_reach_it(void)
{
	in_port_t port;
	int listener = -1, held = -1, v4, v6;

	for (int tries = 0; tries < 10 && held == -1; tries++) {
		peer_close(listener, -1, -1);
		listener = listen_everywhere(AF_INET6, BIO_SOCK_V6_ONLY, &port);
		held = hold_v4(port);
	}
	CHECK(held != -1);
	v4 = dial_loopback(AF_INET, port);
	v6 = dial_loopback(AF_INET6, port);
	CHECK_INT(peer_option(listener, IPPROTO_IPV6, IPV6_V6ONLY), 1);
	CHECK_INT(v4, -1);
	CHECK(v6 >= 0);
	CHECK_ERRORS("-");
	peer_close(listener, v4, v6);
	peer_close(held, -1, -1);
}

/* The system's default may be either: it is told both ways. */
static void absent_v6_only_is_told_too(void)
{
	union peer_addr at;
	int on = 1, fd = peer_socket(AF_INET6, SOCK_STREAM);

	CHECK_INT(setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on)), 0);
	peer_wildcard(AF_INET6, 0, &at);
	CHECK_INT(BIO_listen(fd, peer_bio(&at), 0), 1);
	CHECK_INT(peer_option(fd, IPPROTO_IPV6, IPV6_V6ONLY), 0);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void v6_only_leaves_ipv4_alone(void)
{
	in_port_t port;
	int listener = listen_everywhere(AF_INET, BIO_SOCK_V6_ONLY, &port);
	int v4 = dial_loopback(AF_INET, port);

	CHECK(v4 >= 0);
	CHECK_ERRORS("-");
	peer_close(listener, v4, -1);
}

static void without_nonblock_the_socket_is_made_blocking(void)
{
	union peer_addr at;
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	peer_set_nonblocking(fd);
	peer_loopback(AF_INET, &at);
	CHECK_INT(BIO_listen(fd, peer_bio(&at), 0), 1);
	CHECK(!peer_is_nonblocking(fd));
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void keepalive_and_nodelay_are_inherited(void)
{
	static const struct {
		int options, keepalive, nodelay;
	} rows[] = {
		{ 0, 0, 0 },
		{ BIO_SOCK_KEEPALIVE, 1, 0 },
		{ BIO_SOCK_NODELAY, 0, 1 },
		{ BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY, 1, 1 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		in_port_t port;
		int listener = listen_everywhere(AF_INET, rows[i].options, &port);
		int peer = dial_loopback(AF_INET, port);
		int fd = peer_accept(listener);

		CHECK_INT(peer_option(fd, SOL_SOCKET, SO_KEEPALIVE), rows[i].keepalive);
		CHECK_INT(peer_option(fd, IPPROTO_TCP, TCP_NODELAY), rows[i].nodelay);
		peer_close(listener, peer, fd);
	}
	CHECK_ERRORS("-");
}

/*
 * The side that closes first keeps the port in TIME_WAIT: a port recently closed. Linux lets it go
 * if its former owner, too, was willing to share it.
 */
static in_port_t recently_closed_port(void)
{
	in_port_t port;
	char byte;
	int listener = listen_everywhere(AF_INET, BIO_SOCK_REUSEADDR, &port);
	int peer = dial_loopback(AF_INET, port);
	int fd = peer_accept(listener);

	peer_close(fd, -1, -1);
	CHECK_INT(recv(peer, &byte, 1, 0), 0);
	peer_close(peer, listener, -1);
	return port;
}

static void reuseaddr_takes_a_port_recently_closed(void)
{
	union peer_addr at;
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	peer_wildcard(AF_INET, recently_closed_port(), &at);
	if (!system_reuses_addresses()) {
		CHECK_INT(BIO_listen(fd, peer_bio(&at), 0), 1);
		contract_skip("the port is free: no need of SO_REUSEADDR");
	}
	CHECK_INT(BIO_listen(fd, peer_bio(&at), 0), 0);
	CHECK_INT(errno, EADDRINUSE);
	CHECK_ERRORS(
	    "system library:EADDRINUSE(calling bind());BIO routines:unable to bind socket");
	CHECK_INT(BIO_listen(fd, peer_bio(&at), BIO_SOCK_REUSEADDR), 1);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void reuseaddr_does_not_take_a_port_in_use(void)
{
	in_port_t port;
	union peer_addr at;
	int listener = listen_everywhere(AF_INET, BIO_SOCK_REUSEADDR, &port);
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	peer_wildcard(AF_INET, port, &at);
	CHECK_INT(BIO_listen(fd, peer_bio(&at), BIO_SOCK_REUSEADDR), 0);
	CHECK_INT(errno, SYSTEM_SAYS(peer_says_of_binding(&at), EADDRINUSE));
	CHECK_INT(BIO_bind(fd, peer_bio(&at), 0), 0);
	CHECK_INT(errno, SYSTEM_SAYS(peer_says_of_binding(&at), EADDRINUSE));
	peer_close(listener, fd, -1);
}

static void many_may_wait_in_its_queue(void)
{
	enum { MANY = 50 };
	in_port_t port;
	int peers[MANY], listener = listen_everywhere(AF_INET, 0, &port);

	for (int i = 0; i < MANY; i++)
		CHECK((peers[i] = dial_loopback(AF_INET, port)) >= 0);
	for (int i = 0; i < MANY; i++)
		peer_close(peers[i], -1, -1);
	peer_close(listener, -1, -1);
}

static void an_unspecified_address_is_refused(void)
{
	union peer_addr none;
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	peer_wildcard(AF_UNSPEC, 0, &none);
	CHECK_INT(BIO_listen(fd, peer_bio(&none), 0), 0);
	CHECK_INT(errno, EAFNOSUPPORT);
	CHECK_ERRORS(
	    "system library:EAFNOSUPPORT(calling bind());BIO routines:unable to bind socket");
	CHECK_INT(peer_option(fd, SOL_SOCKET, SO_ACCEPTCONN), 0);
	peer_close(fd, -1, -1);
}

static void an_abstract_name_is_listened_on(void)
{
	char name[PEER_ABSTRACT_SIZE];
	size_t n = peer_abstract("biosock-test-listen", 19, name);
	BIO_ADDR *addr = BIO_ADDR_new();
	union peer_addr to;
	int peer, fd = peer_socket(AF_UNIX, SOCK_STREAM);

	system_need_abstract_names();
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, name, n, 0), 1);
	CHECK_INT(BIO_listen(fd, addr, 0), 1);
	CHECK_ERRORS("-");
	peer_wildcard(AF_UNIX, 0, &to);
	memcpy(to.un.sun_path, name, n);
	peer = peer_dial(&to);
	CHECK(peer >= 0);
	BIO_ADDR_free(addr);
	peer_close(fd, peer, -1);
}

static void a_path_in_use_is_refused(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_UNIX, 1, &at);
	int fd = peer_socket(AF_UNIX, SOCK_STREAM);

	system_need_family(AF_UNIX);
	CHECK_INT(BIO_listen(fd, peer_bio(&at), BIO_SOCK_REUSEADDR), 0);
	CHECK_INT(errno, EADDRINUSE);
	CHECK_ERRORS(
	    "system library:EADDRINUSE(calling bind());BIO routines:unable to bind socket");
	unlink(at.un.sun_path);
	peer_close(listener, fd, -1);
}

static const struct contract_case cases[] = {
	{ "without V6_ONLY both families reach it", without_v6_only_both_families_reach_it, 0, 0 },
	{ "with V6_ONLY IPv4 does not reach it", with_v6_only_ipv4_does_not_reach_it, 0, 0 },
	{ "absent V6_ONLY is told to the socket too", absent_v6_only_is_told_too, 0, 0 },
	{ "V6_ONLY leaves IPv4 alone", v6_only_leaves_ipv4_alone, 0, 0 },
	{ "without NONBLOCK the socket is made blocking",
	    without_nonblock_the_socket_is_made_blocking, 0, 0 },
	{ "KEEPALIVE and NODELAY are inherited", keepalive_and_nodelay_are_inherited, 0, 0 },
	{ "REUSEADDR takes a port recently closed", reuseaddr_takes_a_port_recently_closed, 0, 0 },
	{ "REUSEADDR does not take a port in use", reuseaddr_does_not_take_a_port_in_use, 0, 0 },
	{ "many may wait in its queue", many_may_wait_in_its_queue, 0, 0 },
	{ "an unspecified address is refused", an_unspecified_address_is_refused, 14, 0 },
	{ "an abstract name is listened on", an_abstract_name_is_listened_on, 6, 0 },
	{ "a path in use is refused", a_path_in_use_is_refused, 0, 0 },
};

int main(void)
{
	return contract_main("sock.listen", cases, sizeof(cases) / sizeof(cases[0]));
}
