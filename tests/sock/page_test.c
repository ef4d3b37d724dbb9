/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_connect(3) sentence by sentence, in the page's order; the case's name is what
 * the sentence promises.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"

static void socket_has_the_domain_type_and_protocol(void)
{
	static const struct {
		int domain, type, protocol, protocol_is;
	} sockets[] = {
		{ AF_INET, SOCK_STREAM, IPPROTO_TCP, IPPROTO_TCP },
		{ AF_INET, SOCK_STREAM, 0, IPPROTO_TCP },
		{ AF_INET6, SOCK_STREAM, 0, IPPROTO_TCP },
		{ AF_INET, SOCK_DGRAM, IPPROTO_UDP, IPPROTO_UDP },
		{ AF_INET6, SOCK_DGRAM, 0, IPPROTO_UDP },
		{ AF_UNIX, SOCK_STREAM, 0, 0 },
		{ AF_UNIX, SOCK_DGRAM, 0, 0 },
		{ AF_UNIX, SOCK_SEQPACKET, 0, 0 },
	};

	for (size_t i = 0; i < sizeof(sockets) / sizeof(sockets[0]); i++) {
		if (!system_has_family(sockets[i].domain))
			continue;
		int fd = BIO_socket(sockets[i].domain, sockets[i].type, sockets[i].protocol, 0);

		CHECK(fd >= 0);
		CHECK_INT(peer_option(fd, SOL_SOCKET, SO_DOMAIN), sockets[i].domain);
		CHECK_INT(peer_option(fd, SOL_SOCKET, SO_TYPE), sockets[i].type);
		CHECK_INT(peer_option(fd, SOL_SOCKET, SO_PROTOCOL), sockets[i].protocol_is);
		CHECK(!peer_is_nonblocking(fd));
		peer_close(fd, -1, -1);
	}
	CHECK_ERRORS("-");
}

/* Options are for future use: none of the page's changes what a socket is to the network. */
static void socket_ignores_the_page_s_flags(void)
{
	int fd = BIO_socket(AF_INET, SOCK_STREAM, 0,
	    BIO_SOCK_REUSEADDR | BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY | BIO_SOCK_V6_ONLY);

	CHECK(fd >= 0);
	CHECK_INT(peer_option(fd, SOL_SOCKET, SO_REUSEADDR), 0);
	CHECK_INT(peer_option(fd, SOL_SOCKET, SO_KEEPALIVE), 0);
	CHECK_INT(peer_option(fd, IPPROTO_TCP, TCP_NODELAY), 0);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void bind_gives_the_source_address_and_service(void)
{
	union peer_addr at, source, seen;
	socklen_t len = sizeof(seen);
	int listener = peer_listen(AF_INET, 1, &at);
	int fd = peer_socket(AF_INET, SOCK_STREAM);
	int accepted;

	peer_loopback(AF_INET, &source);
	source.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
	CHECK_INT(BIO_bind(fd, peer_bio(&source), 0), 1);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), 0), 1);
	accepted = accept(listener, &seen.sa, &len);
	CHECK_INT(seen.v4.sin_addr.s_addr, source.v4.sin_addr.s_addr);
	CHECK_INT(peer_name(fd, &source), 0);
	CHECK_INT(seen.v4.sin_port, source.v4.sin_port);
	CHECK_INT(peer_option(fd, SOL_SOCKET, SO_REUSEADDR), 0);
	CHECK_ERRORS("-");
	peer_close(listener, fd, accepted);
}

static void bind_may_be_told_reuseaddr(void)
{
	union peer_addr at;
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	peer_loopback(AF_INET, &at);
	CHECK_INT(BIO_bind(fd, peer_bio(&at), BIO_SOCK_REUSEADDR), 1);
	CHECK_INT(peer_option(fd, SOL_SOCKET, SO_REUSEADDR), system_reuses_addresses());
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void connect_connects(int family, int options)
{
	union peer_addr at, peer;
	socklen_t len = sizeof(peer);
	char byte = 0;
	int listener = peer_listen(family, 1, &at);
	int fd = peer_socket(family, SOCK_STREAM), accepted;

	CHECK_INT(BIO_connect(fd, peer_bio(&at), options), 1);
	CHECK_INT(getpeername(fd, &peer.sa, &len), 0);
	CHECK_INT(peer_port(&peer), peer_port(&at));
	accepted = peer_accept(listener);
	CHECK_INT(send(fd, "x", 1, MSG_NOSIGNAL), 1);
	CHECK_INT(recv(accepted, &byte, 1, 0), 1);
	CHECK_INT(byte, 'x');
	CHECK_ERRORS("-");
	peer_close(listener, fd, accepted);
}

static void connect_connects_to_the_address_and_service(void)
{
	connect_connects(AF_INET, 0);
	connect_connects(AF_INET6, 0);
	connect_connects(AF_INET, BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY);
	connect_connects(AF_INET6, BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY);
}

static void connect_connects_to_a_path(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_UNIX, 1, &at);
	int fd = peer_socket(AF_UNIX, SOCK_STREAM);
	int accepted;

	system_need_family(AF_UNIX);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_KEEPALIVE), 1);
	accepted = peer_accept(listener);
	CHECK(accepted >= 0);
	CHECK_ERRORS("-");
	unlink(at.un.sun_path);
	peer_close(listener, fd, accepted);
}

static void listen_listens_on_the_address_and_service(void)
{
	static const int families[] = { AF_INET, AF_INET6, AF_UNIX };

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (!system_has_family(families[i]))
			continue;
		union peer_addr at;
		int fd = peer_socket(families[i], SOCK_STREAM), peer;

		peer_loopback(families[i], &at);
		CHECK_INT(BIO_listen(fd, peer_bio(&at), 0), 1);
		CHECK_INT(peer_option(fd, SOL_SOCKET, SO_ACCEPTCONN), 1);
		CHECK_INT(peer_name(fd, &at), 0);
		peer = peer_dial(&at);
		CHECK(peer >= 0);
		if (families[i] == AF_UNIX)
			unlink(at.un.sun_path);
		peer_close(fd, peer, -1);
	}
	CHECK_ERRORS("-");
}

/* Of a datagram socket, which cannot listen, only the binding is done. */
static void listen_binds_a_datagram_socket(void)
{
	union peer_addr at;
	int fd = peer_socket(AF_INET, SOCK_DGRAM);

	peer_loopback(AF_INET, &at);
	CHECK_INT(BIO_listen(fd, peer_bio(&at), BIO_SOCK_NONBLOCK), 1);
	CHECK_INT(peer_name(fd, &at), 0);
	CHECK(peer_port(&at) != 0);
	CHECK(peer_is_nonblocking(fd));
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void *dial_later(void *to)
{
	static int fd;

	usleep(50000);
	fd = peer_dial(to);
	return &fd;
}

static void accept_waits_for_a_connection(void)
{
	union peer_addr at;
	void *peer = NULL;
	pthread_t thread;
	int fd, listener = peer_listen(AF_INET, 1, &at);

	CHECK_INT(pthread_create(&thread, NULL, dial_later, &at), 0);
	fd = BIO_accept_ex(listener, NULL, 0);
	CHECK(fd >= 0);
	CHECK_ERRORS("-");
	CHECK_INT(pthread_join(thread, &peer), 0);
	peer_close(listener, fd, peer != NULL ? *(int *)peer : -1);
}

static void accept_stores_the_peer_s_address_and_port(void)
{
	static const int families[] = { AF_INET, AF_INET6 };

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		union peer_addr at, of_peer;
		BIO_ADDR *seen = BIO_ADDR_new();
		int listener = peer_listen(families[i], 1, &at);
		int peer = peer_dial(&at);
		int fd = BIO_accept_ex(listener, seen, 0);

		CHECK(fd >= 0);
		CHECK_INT(peer_name(peer, &of_peer), 0);
		CHECK_INT(BIO_ADDR_family(seen), families[i]);
		CHECK_INT(BIO_ADDR_rawport(seen), peer_port(&of_peer));
		CHECK_MEM((const void *)seen, &of_peer, (size_t)peer_len(&of_peer));
		CHECK_ERRORS("-");
		BIO_ADDR_free(seen);
		peer_close(listener, peer, fd);
	}
}

static void accept_applies_nonblock_to_the_accepted_socket(void)
{
	static const int options[] = { 0, BIO_SOCK_NONBLOCK };

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		union peer_addr at;
		int listener = peer_listen(AF_INET, 1, &at);
		int peer = peer_dial(&at);
		int fd;

		if (options[i] == 0)
			peer_set_nonblocking(listener);
		fd = BIO_accept_ex(listener, NULL, options[i]);
		CHECK_INT(peer_is_nonblocking(fd), options[i] != 0);
		CHECK_INT(peer_is_nonblocking(listener), options[i] == 0);
		CHECK_ERRORS("-");
		peer_close(listener, peer, fd);
	}
}

static void closesocket_closes(void)
{
	int pair[2];
	char byte;

	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	CHECK_INT(BIO_closesocket(pair[0]), 1);
	CHECK_INT(recv(pair[1], &byte, 1, 0), 0);
	CHECK_INT(peer_option(pair[0], SOL_SOCKET, SO_TYPE), -1);
	CHECK_ERRORS("-");
	peer_close(pair[1], -1, -1);
}

/* The page's own example. */
static void flags_combine_by_or(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at);
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_KEEPALIVE | BIO_SOCK_NONBLOCK), 0);
	CHECK_INT(errno, EINPROGRESS);
	CHECK_INT(BIO_sock_should_retry(0), 1);
	CHECK_INT(peer_option(fd, SOL_SOCKET, SO_KEEPALIVE), 1);
	CHECK(peer_is_nonblocking(fd));
	CHECK_INT(peer_poll(fd, POLLOUT), 1);
	CHECK_INT(BIO_sock_error(fd), 0);
	CHECK_ERRORS("-");
	peer_close(listener, fd, -1);
}

/* The page names six bits: no other is taken for one of them. */
static void bits_nobody_knows_are_ignored(void)
{
	static const int unknown = 0x40 | 0x80 | 0x1000 | 0x100000 | 0x40000000;
	union peer_addr at;
	int listener = BIO_socket(AF_INET, SOCK_STREAM, 0, unknown), peer, fd;

	peer_loopback(AF_INET, &at);
	CHECK_INT(BIO_listen(listener, peer_bio(&at), unknown), 1);
	CHECK_INT(peer_name(listener, &at), 0);
	peer = BIO_socket(AF_INET, SOCK_STREAM, 0, unknown);
	CHECK_INT(BIO_connect(peer, peer_bio(&at), unknown), 1);
	fd = BIO_accept_ex(listener, NULL, unknown);
	CHECK(fd >= 0);
	CHECK(!peer_is_nonblocking(fd));
	CHECK_INT(peer_option(fd, SOL_SOCKET, SO_KEEPALIVE), 0);
	CHECK_ERRORS("-");
	peer_close(listener, peer, fd);
}

static void failures_return_what_the_page_says_with_errno_and_errors(void)
{
	union peer_addr at;
	int refuser = peer_refuse(AF_INET, &at);
	int fd = peer_socket(AF_INET, SOCK_STREAM);
	int says = SYSTEM_SAYS(peer_says_of_type(77), EINVAL);

	CHECK_INT(BIO_socket(AF_INET, 77, 0, 0), -1);
	CHECK_INT(errno, says);
	CHECK_ERRORS(contract_failed(says, "socket", "unable to create socket"));
	CHECK_INT(BIO_connect(fd, peer_bio(&at), 0), 0);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_ERRORS("system library:ECONNREFUSED(calling connect());BIO routines:connect error");
	peer_close(fd, -1, -1);
	fd = peer_socket(AF_INET, SOCK_STREAM);
	CHECK_INT(BIO_listen(fd, peer_bio(&at), 0), 0);
	CHECK_INT(errno, EADDRINUSE);
	CHECK_ERRORS(
	    "system library:EADDRINUSE(calling bind());BIO routines:unable to bind socket");
	CHECK_INT(BIO_accept_ex(fd, NULL, 0), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("system library:EINVAL(calling accept());BIO routines:accept error");
	peer_close(refuser, fd, -1);
}

static const struct contract_case cases[] = {
	{ "BIO_socket creates a socket of the domain, type and protocol",
	    socket_has_the_domain_type_and_protocol, 0, 0 },
	{ "BIO_socket does not take the page's flags for options", socket_ignores_the_page_s_flags,
	    0, 0 },
	{ "BIO_bind binds source address and service, useful before BIO_connect",
	    bind_gives_the_source_address_and_service, 0, 0 },
	{ "BIO_bind's options may include BIO_SOCK_REUSEADDR", bind_may_be_told_reuseaddr, 0, 0 },
	{ "BIO_connect connects to the address and service",
	    connect_connects_to_the_address_and_service, 0, 0 },
	{ "BIO_connect connects to a path", connect_connects_to_a_path, 0, 0 },
	{ "BIO_listen listens on the address and service",
	    listen_listens_on_the_address_and_service, 0, 0 },
	{ "BIO_listen only binds a datagram socket", listen_binds_a_datagram_socket, 0, 0 },
	{ "BIO_accept_ex waits for a connection", accept_waits_for_a_connection, 0, 0 },
	{ "BIO_accept_ex stores the peer's address and port",
	    accept_stores_the_peer_s_address_and_port, 0, 0 },
	{ "BIO_SOCK_NONBLOCK of BIO_accept_ex is for the accepted socket",
	    accept_applies_nonblock_to_the_accepted_socket, 0, 0 },
	{ "BIO_closesocket closes", closesocket_closes, 0, 0 },
	{ "flags combine by |", flags_combine_by_or, 0, 0 },
	{ "bits nobody knows are ignored", bits_nobody_knows_are_ignored, 0, 0 },
	{ "failures return what the page says, with errno and error stack",
	    failures_return_what_the_page_says_with_errno_and_errors, 0, 0 },
};

int main(void)
{
	return contract_main("sock.page", cases, sizeof(cases) / sizeof(cases[0]));
}
