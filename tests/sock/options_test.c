/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The options that are biosock's own (<biosock.h>), and those of the page that only BIO_socket()
 * of biosock uses.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <stdbool.h>

#include <biosock.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/netns.h"
#include "support/peer.h"
#include "support/system.h"

#ifndef SOCK_CLOEXEC /* a system whose types have no modes */
#define SOCK_CLOEXEC  0
#define SOCK_NONBLOCK 0
#endif
#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

static void nonblock_is_set_by_bio_socket(void)
{
	int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, BIO_SOCK_NONBLOCK);

	CHECK(peer_is_nonblocking(fd));
	CHECK(peer_is_cloexec(fd));
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void inherit_leaves_a_socket_open_across_exec(void)
{
	int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, BIOSOCK_INHERIT | BIO_SOCK_NONBLOCK);

	CHECK(!peer_is_cloexec(fd));
	CHECK(peer_is_nonblocking(fd));
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void inherit_leaves_an_accepted_socket_open_across_exec(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at), peer = peer_dial(&at);
	int fd = BIO_accept_ex(listener, NULL, BIOSOCK_INHERIT);

	CHECK(fd >= 0);
	CHECK(!peer_is_cloexec(fd));
	CHECK(!peer_is_nonblocking(fd));
	CHECK_ERRORS("-");
	peer_close(listener, peer, fd);
}

static void needs_reuseport(void)
{
	if (peer_says_of_option(AF_INET, SOCK_STREAM, SOL_SOCKET, SO_REUSEPORT) != 0)
		contract_skip("no SO_REUSEPORT here");
}

/* Two listeners share a port if both say so, wherever they say it. */
static void share_a_port(int socket_options, int listen_options, int want)
{
	union peer_addr at;
	int first = BIO_socket(AF_INET, SOCK_STREAM, 0, socket_options);
	int second = BIO_socket(AF_INET, SOCK_STREAM, 0, socket_options);

	peer_loopback(AF_INET, &at);
	CHECK_INT(peer_option(first, SOL_SOCKET, SO_REUSEPORT), socket_options != 0);
	CHECK_INT(BIO_listen(first, peer_bio(&at), listen_options), 1);
	CHECK_INT(peer_name(first, &at), 0);
	CHECK_INT(BIO_listen(second, peer_bio(&at), listen_options), want);
	if (want == 0)
		CHECK_INT(errno, EADDRINUSE);
	else
		CHECK_INT(peer_option(second, SOL_SOCKET, SO_REUSEPORT), 1);
	peer_close(first, second, -1);
}

static void reuseport_lets_listeners_share_a_port(void)
{
	needs_reuseport();
	share_a_port(BIOSOCK_REUSEPORT, 0, 1);
	share_a_port(0, BIOSOCK_REUSEPORT, 1);
	CHECK_ERRORS("-");
	share_a_port(0, 0, 0);
}

static void bind_takes_reuseport(void)
{
	union peer_addr at;
	int first = peer_socket(AF_INET, SOCK_DGRAM), second = peer_socket(AF_INET, SOCK_DGRAM);

	needs_reuseport();
	peer_loopback(AF_INET, &at);
	CHECK_INT(BIO_bind(first, peer_bio(&at), BIOSOCK_REUSEPORT), 1);
	CHECK_INT(peer_name(first, &at), 0);
	CHECK_INT(BIO_bind(second, peer_bio(&at), BIOSOCK_REUSEPORT), 1);
	CHECK_ERRORS("-");
	peer_close(first, second, -1);
}

static void reuseport_means_nothing_to_a_path(void)
{
	union peer_addr at;
	int fd = BIO_socket(AF_UNIX, SOCK_STREAM, 0, BIOSOCK_REUSEPORT);

	system_need_family(AF_UNIX);
	CHECK(fd >= 0);
	peer_loopback(AF_UNIX, &at);
	at.un.sun_path[0] = '\0';
	CHECK_INT(BIO_bind(fd, peer_bio(&at), BIOSOCK_REUSEPORT), 1);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static int protocol_of(int domain, int type, int protocol)
{
	int fd, is;

	errno = EDOM;
	fd = BIO_socket(domain, type, protocol, BIOSOCK_MPTCP);
	CHECK_INT(errno, EDOM);
	is = peer_option(fd, SOL_SOCKET, SO_PROTOCOL);
	CHECK(fd >= 0);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
	return is;
}

static void mptcp_is_used_where_the_kernel_has_it(void)
{
	int raw = socket(AF_INET, SOCK_STREAM, IPPROTO_MPTCP);
	int stream = raw != -1 ? IPPROTO_MPTCP : IPPROTO_TCP;

	CHECK_INT(protocol_of(AF_INET, SOCK_STREAM, 0), stream);
	CHECK_INT(protocol_of(AF_INET6, SOCK_STREAM, IPPROTO_TCP), stream);
	if (!system_is_windows()) {
		CHECK_INT(protocol_of(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), stream);
		CHECK_INT(protocol_of(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), stream);
	}
	CHECK_INT(protocol_of(AF_INET, SOCK_DGRAM, 0), IPPROTO_UDP);
	if (system_has_family(AF_UNIX))
		CHECK_INT(protocol_of(AF_UNIX, SOCK_STREAM, 0), 0);
	peer_close(raw, -1, -1);
}

static void close_on_exec_in_the_type_goes_before_inherit(void)
{
	int fd;

	if (!system_is_windows()) {
		fd = BIO_socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0, BIOSOCK_INHERIT);
		CHECK(peer_is_cloexec(fd));
		peer_close(fd, -1, -1);
	}
	fd = BIO_socket(AF_INET, SOCK_STREAM, 0, BIOSOCK_INHERIT);
	CHECK(!peer_is_cloexec(fd));
	peer_close(fd, -1, -1);
}

static void mptcp_connects_to_a_tcp_listener(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at);
	int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, BIOSOCK_MPTCP), accepted;

	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY), 1);
	CHECK_ERRORS("-");
	accepted = peer_accept(listener);
	CHECK(accepted >= 0);
	peer_close(listener, fd, accepted);
}

static void no_mptcp_in_namespace(void)
{
	netns_set("mptcp/enabled", 0);
	CHECK_INT(socket(AF_INET, SOCK_STREAM, IPPROTO_MPTCP), -1);
	CHECK_INT(protocol_of(AF_INET, SOCK_STREAM, 0), IPPROTO_TCP);
	CHECK_INT(protocol_of(AF_INET6, SOCK_STREAM, IPPROTO_TCP), IPPROTO_TCP);
}

static void without_mptcp_it_is_tcp(void)
{
	netns_run(no_mptcp_in_namespace);
}

/* It is for the mode of connect BIOs: BIO_connect() does as KEEPALIVE says. */
static void no_keepalive_is_not_for_the_six_calls(void)
{
	static const int options[] = { 0, BIO_SOCK_KEEPALIVE };

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		union peer_addr at;
		int listener = peer_listen(AF_INET, 1, &at);
		int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, BIOSOCK_NO_KEEPALIVE);

		CHECK_INT(BIO_connect(fd, peer_bio(&at), options[i] | BIOSOCK_NO_KEEPALIVE), 1);
		CHECK_INT(peer_option(fd, SOL_SOCKET, SO_KEEPALIVE), options[i] != 0);
		CHECK_ERRORS("-");
		peer_close(listener, fd, -1);
	}
}

static void own_bits_are_none_of_openssl_s(void)
{
	static const int own[] = { BIOSOCK_REUSEPORT, BIOSOCK_MPTCP, BIOSOCK_INHERIT,
		BIOSOCK_NO_KEEPALIVE };
	int all = 0;

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		CHECK(own[i] > 0xffff);
		CHECK_INT(own[i] & (own[i] - 1), 0);
		CHECK_INT(own[i] & all, 0);
		all |= own[i];
	}
}

/* OpenSSL has the function by its other name only. */
static void gethostbyname_has_the_page_s_name_too(void)
{
	const struct hostent *host = BIO_gethostname("127.0.0.1");

	CHECK(host != NULL && host->h_addrtype == AF_INET);
}

static void the_version_is_the_header_s(void)
{
	CHECK_STR(biosock_version(), BIOSOCK_VERSION);
}

static const struct contract_case cases[] = {
	{ "BIO_socket sets NONBLOCK", nonblock_is_set_by_bio_socket, 0, 0 },
	{ "INHERIT leaves a socket open across exec", inherit_leaves_a_socket_open_across_exec, 0,
	    0 },
	{ "INHERIT leaves an accepted socket open across exec",
	    inherit_leaves_an_accepted_socket_open_across_exec, 0, 0 },
	{ "REUSEPORT lets listeners share a port", reuseport_lets_listeners_share_a_port, 0, 0 },
	{ "BIO_bind takes REUSEPORT", bind_takes_reuseport, 0, 0 },
	{ "REUSEPORT means nothing to a path", reuseport_means_nothing_to_a_path, 0, 0 },
	{ "MPTCP is used where the kernel has it", mptcp_is_used_where_the_kernel_has_it, 0, 0 },
	{ "close-on-exec in the type goes before INHERIT",
	    close_on_exec_in_the_type_goes_before_inherit, 0, 0 },
	{ "MPTCP connects to a TCP listener", mptcp_connects_to_a_tcp_listener, 0, 0 },
	{ "without MPTCP it is TCP", without_mptcp_it_is_tcp, 0, 0 },
	{ "NO_KEEPALIVE is not for the six calls", no_keepalive_is_not_for_the_six_calls, 0, 0 },
	{ "biosock's bits are none of OpenSSL's", own_bits_are_none_of_openssl_s, 0, 0 },
	{ "BIO_gethostbyname has the page's name too", gethostbyname_has_the_page_s_name_too, 0,
	    0 },
	{ "the version is the header's", the_version_is_the_header_s, 0, 0 },
};

int main(void)
{
	return contract_main("sock.options", cases, sizeof(cases) / sizeof(cases[0]));
}
