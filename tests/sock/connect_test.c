/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_connect(): modes, connects under way, refused, interrupted, and the families with habits
 * of their own.
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
#include "support/errno_names.h"
#include "support/peer.h"
#include "support/system.h"

static void without_nonblock_the_socket_is_made_blocking(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at);
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	peer_set_nonblocking(fd);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), 0), 1);
	CHECK(!peer_is_nonblocking(fd));
	CHECK_ERRORS("-");
	peer_close(listener, fd, -1);
}

static void a_nonblocking_connect_completes(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 2, &at), again = peer_says_of_connecting_again(&at);
	int fd = peer_socket(AF_INET, SOCK_STREAM), accepted;

	SYSTEM_SAYS(again, 0);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_NONBLOCK), 0);
	CHECK_INT(errno, EINPROGRESS);
	CHECK_INT(BIO_sock_should_retry(0), 1);
	CHECK_INT(peer_poll(fd, POLLOUT), 1);
	CHECK_INT(BIO_sock_error(fd), 0);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_NONBLOCK), again == 0);
	CHECK_ERRORS(again == 0 ? "-" : contract_failed(again, "connect", "connect error"));
	accepted = peer_accept(listener);
	CHECK(accepted >= 0);
	peer_close(listener, fd, accepted);
}

static void a_nonblocking_connect_is_refused(void)
{
	union peer_addr at;
	int refuser = peer_refuse(AF_INET6, &at);
	int fd = peer_socket(AF_INET6, SOCK_STREAM);

	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_NONBLOCK), 0);
	CHECK_INT(BIO_sock_should_retry(0), 1);
	CHECK_INT(peer_poll(fd, POLLOUT), 1);
	CHECK_INT(BIO_sock_error(fd), ECONNREFUSED);
	CHECK_INT(BIO_sock_error(fd), errno_of_record(peer_option(fd, SOL_SOCKET, SO_ERROR)));
	CHECK_ERRORS("-");
	peer_close(refuser, fd, -1);
}

/* Wine 10 begins anew. */
static void calling_again_tells_of_the_refusal(void)
{
	union peer_addr at;
	int refuser = peer_refuse(AF_INET, &at), again = peer_says_of_connecting_again(&at);
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	SYSTEM_SAYS(again, ECONNREFUSED);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_NONBLOCK), 0);
	CHECK_INT(peer_poll(fd, POLLOUT), 1);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_NONBLOCK), 0);
	CHECK_INT(errno, again);
	CHECK_ERRORS(
	    again == EINPROGRESS ? "-" : contract_failed(again, "connect", "connect error"));
	peer_close(refuser, fd, -1);
}

static void calling_again_while_under_way_is_a_retry(void)
{
	union peer_addr at;
	int filler, peer = peer_full(AF_INET, &at, &filler);
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_NONBLOCK), 0);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_NONBLOCK), 0);
	CHECK_INT(errno, EALREADY);
	CHECK_INT(BIO_sock_should_retry(0), 1);
	CHECK_ERRORS("-");
	peer_close(peer, filler, fd);
}

static void a_connected_socket_cannot_connect(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at);
	int fd = peer_dial(&at);

	CHECK_INT(BIO_connect(fd, peer_bio(&at), 0), 0);
	CHECK_INT(errno, EISCONN);
	CHECK_ERRORS("system library:EISCONN(calling connect());BIO routines:connect error");
	peer_close(listener, fd, -1);
}

/* TCP: the connect goes on in the kernel meanwhile. AF_UNIX: it is begun anew. */
static void interrupted(int family)
{
	union peer_addr at;
	int filler, accepted, listener = peer_full(family, &at, &filler);
	int fd = peer_socket(family, SOCK_STREAM);

	if (!system_interrupt())
		contract_skip("no signal interrupts a call here");
	CHECK_INT(BIO_connect(fd, peer_bio(&at), 0), 0);
	system_interrupt_stop();
	CHECK_INT(errno, EINTR);
	CHECK_INT(BIO_sock_should_retry(0), 1);
	CHECK_ERRORS("-");
	accepted = peer_accept(listener);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), 0), 1);
	CHECK(!peer_is_nonblocking(fd));
	CHECK_ERRORS("-");
	if (family == AF_UNIX)
		unlink(at.un.sun_path);
	peer_close(accepted, filler, fd);
	peer_close(listener, -1, -1);
}

static void interrupted_by_a_signal_it_can_be_called_again(void)
{
	interrupted(AF_INET);
	interrupted(AF_UNIX);
}

static void a_datagram_socket_gets_a_peer_and_loses_it(void)
{
	union peer_addr at, none;
	socklen_t len = sizeof(none);
	int fd = peer_socket(AF_INET, SOCK_DGRAM);

	peer_loopback(AF_INET, &at);
	at.v4.sin_port = htons(9);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), 0), 1);
	CHECK_INT(getpeername(fd, &none.sa, &len), 0);
	peer_wildcard(AF_UNSPEC, 0, &none);
	CHECK_INT(BIO_connect(fd, peer_bio(&none), 0), 1);
	len = sizeof(none);
	CHECK_INT(getpeername(fd, &none.sa, &len), -1);
	CHECK_INT(errno, ENOTCONN);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void dissolving_applies_the_flags_too(void)
{
	union peer_addr none;
	int udp = peer_socket(AF_INET, SOCK_DGRAM), tcp = peer_socket(AF_INET, SOCK_STREAM);
	int says = SYSTEM_SAYS(
	    peer_says_of_option(AF_INET, SOCK_DGRAM, IPPROTO_TCP, TCP_NODELAY), ENOPROTOOPT);

	peer_wildcard(AF_UNSPEC, 0, &none);
	if (!system_dissolves_streams())
		contract_skip("a stream has no association to dissolve here");
	CHECK_INT(BIO_connect(tcp, peer_bio(&none), BIO_SOCK_NODELAY | BIO_SOCK_NONBLOCK), 1);
	CHECK_INT(peer_option(tcp, IPPROTO_TCP, TCP_NODELAY), 1);
	CHECK(peer_is_nonblocking(tcp));
	CHECK_ERRORS("-");
	CHECK_INT(BIO_connect(udp, peer_bio(&none), BIO_SOCK_NODELAY), 0);
	CHECK_INT(errno, says);
	CHECK_ERRORS(contract_failed(says, "setsockopt", "unable to nodelay"));
	peer_close(udp, tcp, -1);
}

static void flags_without_meaning_for_a_path_are_skipped(void)
{
	static const int options[] = { BIO_SOCK_NODELAY, BIO_SOCK_TFO, BIO_SOCK_V6_ONLY,
		BIO_SOCK_NODELAY | BIO_SOCK_TFO | BIO_SOCK_KEEPALIVE };

	system_need_family(AF_UNIX);
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		union peer_addr at;
		int listener = peer_listen(AF_UNIX, 1, &at);
		int fd = peer_socket(AF_UNIX, SOCK_STREAM);

		CHECK_INT(BIO_connect(fd, peer_bio(&at), options[i]), 1);
		CHECK_ERRORS("-");
		unlink(at.un.sun_path);
		peer_close(listener, fd, -1);
	}
}

static void listening_on_a_path_skips_them_too(void)
{
	union peer_addr at;
	int fd = peer_socket(AF_UNIX, SOCK_STREAM);

	system_need_family(AF_UNIX);
	peer_loopback(AF_UNIX, &at);
	CHECK_INT(
	    BIO_listen(fd, peer_bio(&at), BIO_SOCK_NODELAY | BIO_SOCK_TFO | BIO_SOCK_V6_ONLY), 1);
	CHECK_ERRORS("-");
	unlink(at.un.sun_path);
	peer_close(fd, -1, -1);
}

static int raw_abstract_listener(const char *name, size_t len, int listening)
{
	union peer_addr at;
	int fd = peer_socket(AF_UNIX, SOCK_STREAM);

	peer_wildcard(AF_UNIX, 0, &at);
	memcpy(at.un.sun_path, name, len);
	CHECK_INT(bind(fd, &at.sa, peer_len(&at)), 0);
	CHECK_INT(listening != 0 ? listen(fd, 1) : 0, 0);
	return fd;
}

/* By its length: neither more nor fewer bytes, of which one in the middle may be NUL. */
static void an_abstract_name_is_connected_to(void)
{
	char name[PEER_ABSTRACT_SIZE];
	size_t n = peer_abstract("biosock-test\0connect", 20, name);
	BIO_ADDR *addr = BIO_ADDR_new();
	int listener, fd = peer_socket(AF_UNIX, SOCK_STREAM), accepted;

	system_need_abstract_names();
	listener = raw_abstract_listener(name, n, 1);
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, name, n, 0), 1);
	CHECK_INT(BIO_connect(fd, addr, 0), 1);
	CHECK_ERRORS("-");
	accepted = contract_failures() == 0 ? peer_accept(listener) : -1;
	CHECK(accepted >= 0);
	BIO_ADDR_free(addr);
	peer_close(listener, fd, accepted);
}

static void another_abstract_name_is_refused(void)
{
	static const char name[] = "\0biosock-test-nobody";
	BIO_ADDR *addr = BIO_ADDR_new();
	int fd = peer_socket(AF_UNIX, SOCK_STREAM);

	system_need_abstract_names();
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, name, sizeof(name) - 1, 0), 1);
	CHECK_INT(BIO_connect(fd, addr, 0), 0);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_ERRORS("system library:ECONNREFUSED(calling connect());BIO routines:connect error");
	BIO_ADDR_free(addr);
	peer_close(fd, -1, -1);
}

static void a_path_of_107_bytes_is_connected_to(void)
{
	union peer_addr at;
	BIO_ADDR *addr = BIO_ADDR_new();
	int fd, listener = peer_socket(AF_UNIX, SOCK_STREAM);
	size_t used;

	system_need_family(AF_UNIX);
	peer_loopback(AF_UNIX, &at);
	used = strlen(at.un.sun_path);
	memset(at.un.sun_path + used, 'x', 107 - used);
	CHECK_INT(bind(listener, &at.sa, peer_len(&at)), 0);
	CHECK_INT(listen(listener, 1), 0);
	fd = peer_socket(AF_UNIX, SOCK_STREAM);
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, at.un.sun_path, 107, 0), 1);
	CHECK_INT(BIO_connect(fd, addr, 0), 1);
	CHECK_ERRORS("-");
	CHECK_INT(unlink(at.un.sun_path), 0);
	BIO_ADDR_free(addr);
	peer_close(listener, fd, -1);
}

static void a_datagram_socket_cannot_have_fastopen(void)
{
	union peer_addr at;
	int fd = BIO_socket(AF_INET, SOCK_DGRAM, 0, 0);

	peer_loopback(AF_INET, &at);
	at.v4.sin_port = htons(9);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 0);
	CHECK_INT(errno, ENOPROTOOPT);
	CHECK_ERRORS("system library:ENOPROTOOPT(calling setsockopt());BIO routines:unable to tfo");
	peer_close(fd, -1, -1);
}

static const struct contract_case cases[] = {
	{ "without NONBLOCK the socket is made blocking",
	    without_nonblock_the_socket_is_made_blocking, 0, 0 },
	{ "a nonblocking connect completes", a_nonblocking_connect_completes, 0, 0 },
	{ "a nonblocking connect is refused", a_nonblocking_connect_is_refused, 0, 0 },
	{ "calling again tells of the refusal", calling_again_tells_of_the_refusal, 0, 0 },
	{ "calling again while under way is a retry", calling_again_while_under_way_is_a_retry, 0,
	    0 },
	{ "a connected socket cannot connect", a_connected_socket_cannot_connect, 0, 0 },
	{ "interrupted by a signal it can be called again",
	    interrupted_by_a_signal_it_can_be_called_again, 0, 0 },
	{ "a datagram socket gets a peer, and loses it to AF_UNSPEC",
	    a_datagram_socket_gets_a_peer_and_loses_it, 0, 0 },
	{ "dissolving applies the flags too", dissolving_applies_the_flags_too, 0, 0 },
	{ "flags that mean nothing for a path are skipped",
	    flags_without_meaning_for_a_path_are_skipped, 6, 0 },
	{ "listening on a path skips them too", listening_on_a_path_skips_them_too, 6, 0 },
	{ "an abstract name is connected to", an_abstract_name_is_connected_to, 6, 0 },
	{ "another abstract name is refused", another_abstract_name_is_refused, 0, 0 },
	{ "a path of 107 bytes is connected to", a_path_of_107_bytes_is_connected_to, 0, 0 },
	{ "a datagram socket cannot have Fast Open", a_datagram_socket_cannot_have_fastopen, 0,
	    0x30200000L },
};

int main(void)
{
	return contract_main("sock.connect", cases, sizeof(cases) / sizeof(cases[0]));
}
