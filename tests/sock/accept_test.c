/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_accept_ex(): options, peers of all families, interruptions, and connections that are lost. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"

static void keepalive_and_nodelay_are_applied(void)
{
	static const struct {
		int options, keepalive, nodelay;
	} rows[] = {
		{ 0, 0, 0 },
		{ BIO_SOCK_KEEPALIVE, 1, 0 },
		{ BIO_SOCK_NODELAY, 0, 1 },
		{ BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY | BIO_SOCK_NONBLOCK, 1, 1 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		union peer_addr at;
		int listener = peer_listen(AF_INET6, 1, &at);
		int peer = peer_dial(&at);
		int fd = BIO_accept_ex(listener, NULL, rows[i].options);

		CHECK_INT(peer_option(fd, SOL_SOCKET, SO_KEEPALIVE), rows[i].keepalive);
		CHECK_INT(peer_option(fd, IPPROTO_TCP, TCP_NODELAY), rows[i].nodelay);
		CHECK_INT(peer_is_nonblocking(fd), (rows[i].options & BIO_SOCK_NONBLOCK) != 0);
		CHECK_ERRORS("-");
		peer_close(listener, peer, fd);
	}
}

/* An option absent here does not take back what the listener has. */
static void what_the_listener_has_stays(void)
{
	union peer_addr at;
	int on = 1, listener = peer_listen(AF_INET, 1, &at), peer, fd;

	CHECK_INT(setsockopt(listener, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on)), 0);
	peer = peer_dial(&at);
	fd = BIO_accept_ex(listener, NULL, 0);
	CHECK_INT(peer_option(fd, SOL_SOCKET, SO_KEEPALIVE), 1);
	peer_close(listener, peer, fd);
}

static void flags_without_meaning_for_a_path_are_skipped(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_UNIX, 1, &at);
	int peer = peer_dial(&at);
	int fd = BIO_accept_ex(listener, NULL, BIO_SOCK_NODELAY | BIO_SOCK_TFO);

	system_need_family(AF_UNIX);
	CHECK(fd >= 0);
	CHECK_ERRORS("-");
	unlink(at.un.sun_path);
	peer_close(listener, peer, fd);
}

static void nothing_pending_is_a_retry(void)
{
	union peer_addr at;
	BIO_ADDR *seen = BIO_ADDR_new();
	int listener = peer_listen(AF_INET, 1, &at);

	peer_set_nonblocking(listener);
	CHECK_INT(BIO_accept_ex(listener, seen, 0), -1);
	CHECK_INT(BIO_sock_should_retry(-1), 1);
	CHECK_INT(errno, EAGAIN);
	CHECK_ERRORS("-");
	BIO_ADDR_free(seen);
	peer_close(listener, -1, -1);
}

static void interrupted_by_a_signal_is_a_retry(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at), fd, peer;

	if (!system_interrupt())
		contract_skip("no signal interrupts a call here");
	CHECK_INT(BIO_accept_ex(listener, NULL, 0), -1);
	system_interrupt_stop();
	CHECK_INT(errno, EINTR);
	CHECK_INT(BIO_sock_should_retry(-1), 1);
	CHECK_ERRORS("-");
	peer = peer_dial(&at);
	fd = BIO_accept_ex(listener, NULL, 0);
	CHECK(fd >= 0);
	peer_close(listener, peer, fd);
}

/*
 * Reset by its peer while it waits in the queue: Linux gives it out all the same, other
 * systems lose it.
 */
static void a_connection_reset_in_the_queue_is_no_error(void)
{
	static const struct linger reset = { .l_onoff = 1, .l_linger = 0 };
	union peer_addr at;
	int listener = peer_listen(AF_INET, 2, &at);
	int lost = peer_dial(&at), peer, fd;

	CHECK_INT(setsockopt(lost, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset)), 0);
	peer_close(lost, -1, -1);
	peer = peer_dial(&at);
	fd = BIO_accept_ex(listener, NULL, 0);
	CHECK(fd >= 0);
	CHECK_ERRORS("-");
	peer_close(listener, peer, fd);
}

static void a_named_path_peer_is_told(void)
{
	union peer_addr at, mine;
	BIO_ADDR *seen = BIO_ADDR_new();
	int listener = peer_listen(AF_UNIX, 1, &at);
	int peer = peer_refuse(AF_UNIX, &mine), fd;
	char *path;

	system_need_family(AF_UNIX);
	CHECK_INT(connect(peer, &at.sa, peer_len(&at)), 0);
	fd = BIO_accept_ex(listener, seen, 0);
	CHECK(fd >= 0);
	CHECK_INT(BIO_ADDR_family(seen), AF_UNIX);
	path = BIO_ADDR_path_string(seen);
	CHECK_STR(path, mine.un.sun_path);
	CHECK_ERRORS("-");
	OPENSSL_free(path);
	BIO_ADDR_free(seen);
	unlink(at.un.sun_path);
	unlink(mine.un.sun_path);
	peer_close(listener, peer, fd);
}

static void an_unnamed_path_peer_has_a_family_and_no_path(void)
{
	union peer_addr at;
	BIO_ADDR *seen = BIO_ADDR_new();
	int listener = peer_listen(AF_UNIX, 1, &at);
	int peer = peer_dial(&at);
	int fd = BIO_accept_ex(listener, seen, 0);
	size_t len = 99;

	system_need_family(AF_UNIX);
	CHECK(fd >= 0);
	CHECK_INT(BIO_ADDR_family(seen), AF_UNIX);
	CHECK_INT(BIO_ADDR_rawaddress(seen, NULL, &len), 1);
	CHECK_INT((long long)len, 0);
	BIO_ADDR_free(seen);
	unlink(at.un.sun_path);
	peer_close(listener, peer, fd);
}

static void an_abstract_peer_is_told(void)
{
	char name[PEER_ABSTRACT_SIZE];
	size_t n = peer_abstract("biosock-test-peer", 17, name);
	union peer_addr at, mine;
	BIO_ADDR *seen = BIO_ADDR_new();
	int listener = peer_listen(AF_UNIX, 1, &at), peer = peer_socket(AF_UNIX, SOCK_STREAM), fd;
	char raw[128];
	size_t len = sizeof(raw);

	system_need_abstract_names();
	peer_wildcard(AF_UNIX, 0, &mine);
	memcpy(mine.un.sun_path, name, n);
	CHECK_INT(bind(peer, &mine.sa, peer_len(&mine)), 0);
	CHECK_INT(connect(peer, &at.sa, peer_len(&at)), 0);
	fd = BIO_accept_ex(listener, seen, 0);
	CHECK_INT(BIO_ADDR_rawaddress(seen, raw, &len), 1);
	CHECK_INT((long long)len, n);
	CHECK_MEM(raw, name, n);
	BIO_ADDR_free(seen);
	unlink(at.un.sun_path);
	peer_close(listener, peer, fd);
}

/* Out of descriptors: an error of its own, and the connection is still there when there is one. */
static void out_of_descriptors_the_listener_is_as_good_as_before(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at), peer = peer_dial(&at), fd;

	if (!system_forbid_descriptors())
		contract_skip("descriptors are not limited here");
	CHECK_INT(BIO_accept_ex(listener, NULL, 0), -1);
	CHECK_INT(errno, EMFILE);
	CHECK_INT(BIO_sock_should_retry(-1), 0);
	system_allow_descriptors();
	CHECK_ERRORS("system library:EMFILE(calling accept());BIO routines:accept error");
	fd = BIO_accept_ex(listener, NULL, 0);
	CHECK(fd >= 0);
	peer_close(listener, peer, fd);
}

static void a_program_s_own_sockaddr_may_receive_the_peer(void)
{
	struct sockaddr_storage v4, v6;
	union peer_addr at4, at6;
	int l4 = peer_listen(AF_INET, 1, &at4), l6 = peer_listen(AF_INET6, 1, &at6);
	int p4 = peer_dial(&at4), p6 = peer_dial(&at6);
	int a4 = BIO_accept_ex(l4, (BIO_ADDR *)&v4, 0), a6 = BIO_accept_ex(l6, (BIO_ADDR *)&v6, 0);

	CHECK_INT(v4.ss_family, AF_INET);
	CHECK_INT(v6.ss_family, AF_INET6);
	CHECK_ERRORS("-");
	peer_close(l4, p4, a4);
	peer_close(l6, p6, a6);
}

static const struct contract_case cases[] = {
	{ "KEEPALIVE and NODELAY are applied to the accepted socket",
	    keepalive_and_nodelay_are_applied, 4, 0 },
	{ "what the listener has stays", what_the_listener_has_stays, 0, 0 },
	{ "flags that mean nothing for a path are skipped",
	    flags_without_meaning_for_a_path_are_skipped, 0, 0 },
	{ "nothing pending is a retry", nothing_pending_is_a_retry, 0, 0 },
	{ "interrupted by a signal is a retry", interrupted_by_a_signal_is_a_retry, 0, 0 },
	{ "a connection reset in the queue is no error",
	    a_connection_reset_in_the_queue_is_no_error, 0, 0 },
	{ "a peer with a path is told", a_named_path_peer_is_told, 0, 0 },
	{ "a peer without a path has a family only", an_unnamed_path_peer_has_a_family_and_no_path,
	    0, 0 },
	{ "a peer with an abstract name is told", an_abstract_peer_is_told, 6, 0 },
	{ "out of descriptors, the listener is as good as before",
	    out_of_descriptors_the_listener_is_as_good_as_before, 0, 0 },
	{ "a program's own sockaddr may receive the peer",
	    a_program_s_own_sockaddr_may_receive_the_peer, 0, 0 },
};

int main(void)
{
	return contract_main("sock.accept", cases, sizeof(cases) / sizeof(cases[0]));
}
