/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_datagram(): datagrams written and read, and what is said when they are not. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "datagram_peers.h"
#include "support/contract.h"
#include "support/system.h"

#define RETRY_READ  (BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
#define RETRY_WRITE (BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY)

static const int families[] = { AF_INET, AF_INET6 };
#define EACH_FAMILY(i)                                                                             \
	size_t i = 0;                                                                              \
	i < sizeof(families) / sizeof(families[0]);                                                \
	i++

static char big[70000];

static void is_a_datagram_kind(void)
{
	BIO *b = BIO_new(BIO_s_datagram());

	CHECK_INT(BIO_method_type(b), BIO_TYPE_DGRAM);
	CHECK_STR(BIO_method_name(b), "datagram socket");
	CHECK_INT(BIO_get_init(b), 0);
	CHECK_INT(BIO_get_close(b), BIO_CLOSE);
	CHECK_INT(BIO_get_fd(b, NULL), -1);
	CHECK_INT(BIO_free(b), 1);
}

static void does_nothing_without_a_socket(void)
{
	BIO *b = BIO_new(BIO_s_datagram());
	char buf[4];

	CHECK_INT(BIO_read(b, buf, 4), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	BIO_free(b);
}

static void writes_to_the_peer_it_was_told(void)
{
	char buf[10];

	for (EACH_FAMILY(i)) {
		struct pair p = make_pair(families[i]);

		CHECK_INT(BIO_dgram_set_peer(p.bio, &p.peer.name), 1);
		CHECK_INT(BIO_write(p.bio, "hello", 5), 5);
		CHECK_INT(heard_by(p.peer.fd, buf, sizeof(buf)), 5);
		CHECK_MEM(buf, "hello", 5);
		CHECK_INT(BIO_puts(p.bio, "puts"), 4);
		CHECK_INT(heard_by(p.peer.fd, buf, sizeof(buf)), 4);
		CHECK_INT(BIO_number_written(p.bio), 9);
		free_pair(&p);
	}
}

/* Of a BIO made on a socket that is connected already: from `fd` to what `to` hears. */
static void check_connected(int fd, int to)
{
	union address peer = { .sa = { .sa_family = AF_UNSPEC } };
	BIO *b = BIO_new_dgram(fd, BIO_NOCLOSE);
	char buf[10];

	errno = EDOM;
	BIO_set_fd(b, fd, BIO_NOCLOSE);
	CHECK(contract_is_oracle() || errno == EDOM);
	CHECK(BIO_dgram_get_peer(b, &peer) > 0);
	CHECK(peer.sa.sa_family != AF_UNSPEC);
	for (int i = 0; i < 2; i++) {
		CHECK_INT(BIO_write(b, "hi", 2), 2);
		CHECK_INT(heard_by(to, buf, sizeof(buf)), 2);
		CHECK_MEM(buf, "hi", 2);
	}
	CHECK_INT(BIO_get_retry_flags(b), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void writes_to_the_peer_its_socket_has(void)
{
	int fds[2];

	for (EACH_FAMILY(i)) {
		struct end end = make_end(families[i]);
		int fd = socket(families[i], SOCK_DGRAM, 0);

		CHECK_INT(connect(fd, &end.name.sa, end.len), 0);
		check_connected(fd, end.fd);
		close(fd);
		close(end.fd);
	}
	if (!system_has_family(AF_UNIX))
		return;
	CHECK_INT(socketpair(AF_UNIX, SOCK_DGRAM, 0, fds), 0);
	check_connected(fds[0], fds[1]);
	close(fds[0]);
	close(fds[1]);
}

/* The next socket, which has no peer, is still taken to have one. */
static void keeps_its_peer_with_the_next_socket(void)
{
	struct pair p = make_pair(AF_INET);
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	BIO *b;

	CHECK_INT(connect(fd, &p.own.name.sa, p.own.len), 0);
	b = BIO_new_dgram(fd, BIO_CLOSE);
	BIO_set_fd(b, socket(AF_INET, SOCK_DGRAM, 0), BIO_CLOSE);
	CHECK(has_peer(b, &p.own));
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_INT(errno, EDESTADDRREQ);
	BIO_free(b);
	free_pair(&p);
}

static void stores_0_when_a_read_fails(void)
{
	struct pair p = make_pair(AF_INET);
	size_t n = 4711;
	char buf[4];

	do_not_block(p.own.fd);
	CHECK_INT(BIO_read_ex(p.bio, buf, sizeof(buf), &n), 0);
	CHECK_INT(n, 0);
	CHECK_STR(contract_errno_name(errno), "EAGAIN");
	n = 4711;
	CHECK_INT(BIO_read_ex(p.bio, NULL, sizeof(buf), &n), 0);
	CHECK_INT(n, 0);
	free_pair(&p);
}

static void cannot_write_without_a_peer(void)
{
	static const union address nobody; /* of AF_UNSPEC */
	static const int on_linux[] = { EINVAL, EDESTADDRREQ };

	for (EACH_FAMILY(i)) {
		struct pair p = make_pair(families[i]);
		int says = sendto(p.own.fd, "x", 1, 0, &nobody.sa, p.own.len) == -1 ? errno : 0;

		says = SYSTEM_SAYS(says, on_linux[i]);
		CHECK_INT(BIO_write(p.bio, "x", 1), -1);
		CHECK_STR(contract_errno_name(errno), contract_errno_name(says));
		CHECK_INT(BIO_get_retry_flags(p.bio), 0);
		CHECK_ERRORS("-");
		free_pair(&p);
	}
}

static void answers_whoever_was_read_from(void)
{
	char buf[10];

	for (EACH_FAMILY(i)) {
		struct pair p = make_pair(families[i]);
		struct end other = make_end(families[i]);

		(void)BIO_dgram_set_peer(p.bio, &p.peer.name);
		sendto(other.fd, "q", 1, 0, &p.own.name.sa, p.own.len);
		CHECK_INT(BIO_read(p.bio, buf, sizeof(buf)), 1);
		CHECK(has_peer(p.bio, &other));
		CHECK_INT(BIO_write(p.bio, "a", 1), 1);
		CHECK_INT(heard_by(other.fd, buf, sizeof(buf)), 1);
		CHECK_INT(heard_by(p.peer.fd, buf, sizeof(buf)), -1);
		close(other.fd);
		free_pair(&p);
	}
}

static void answers_its_own_peer_once_connected(void)
{
	struct pair p = make_pair(AF_INET);
	struct end other = make_end(AF_INET);
	char buf[10];

	CHECK_INT(BIO_ctrl_set_connected(p.bio, &p.peer.name), 1);
	sendto(other.fd, "q", 1, 0, &p.own.name.sa, p.own.len);
	CHECK_INT(BIO_read(p.bio, buf, sizeof(buf)), 1);
	CHECK(has_peer(p.bio, &p.peer));
	CHECK_INT(BIO_write(p.bio, "x", 1), -1); /* of which the socket knows nothing */
	CHECK_INT(errno, EDESTADDRREQ);
	connect(p.own.fd, &p.peer.name.sa, p.peer.len);
	CHECK_INT(BIO_write(p.bio, "x", 1), 1);
	CHECK_INT(heard_by(p.peer.fd, buf, sizeof(buf)), 1);
	CHECK_INT(BIO_ctrl_set_connected(p.bio, NULL), 1);
	CHECK_INT(BIO_write(p.bio, "x", 1), -1);
	CHECK_INT(errno, EINVAL);
	close(other.fd);
	free_pair(&p);
}

static void cuts_what_does_not_fit(void)
{
	for (EACH_FAMILY(i)) {
		struct pair p = make_pair(families[i]);
		char buf[4];

		do_not_block(p.own.fd);
		say_to_bio(&p, "0123456789");
		CHECK_INT(BIO_read(p.bio, buf, 4), 4);
		CHECK_MEM(buf, "0123", 4);
		CHECK_INT(BIO_read(p.bio, buf, 4), -1);
		CHECK_INT(BIO_get_retry_flags(p.bio), RETRY_READ);
		CHECK_INT(BIO_should_read(p.bio) != 0, 1);
		free_pair(&p);
	}
}

static void sends_and_receives_empty_datagrams(void)
{
	struct pair p = make_pair(AF_INET);
	size_t n = 77;
	char buf[4];

	(void)BIO_dgram_set_peer(p.bio, &p.peer.name);
	errno = EDOM;
	CHECK_INT(BIO_puts(p.bio, ""), 0);
	CHECK_INT(errno, 0);
	CHECK_INT(heard_by(p.peer.fd, buf, 4), 0);
	CHECK_INT(BIO_write(p.bio, "", 0), 0);
	CHECK_INT(heard_by(p.peer.fd, buf, 4), -1); /* nothing was sent */
	CHECK_INT(BIO_write_ex(p.bio, "", 0, &n), 1);
	CHECK_INT(n, 0);
	CHECK_INT(heard_by(p.peer.fd, buf, 4), 0);
	CHECK_INT(BIO_puts(p.bio, ""), 0);
	CHECK_INT(heard_by(p.peer.fd, buf, 4), 0);
	say_to_bio(&p, "");
	errno = EDOM;
	CHECK_INT(BIO_read(p.bio, buf, 4), 0);
	CHECK_INT(errno, 0);
	CHECK_INT(BIO_should_retry(p.bio), 0);
	CHECK_INT(BIO_eof(p.bio), 0);
	say_to_bio(&p, "");
	n = 77;
	CHECK_INT(BIO_read_ex(p.bio, buf, 4, &n), 0);
	CHECK_INT(n, 0);
	CHECK_INT(errno, 0);
	free_pair(&p);
}

static void says_emsgsize_of_what_is_too_large(void)
{
	for (EACH_FAMILY(i)) {
		struct pair p = make_pair(families[i]);

		(void)BIO_dgram_set_peer(p.bio, &p.peer.name);
		CHECK_INT(BIO_write(p.bio, big, sizeof(big)), -1);
		CHECK_STR(contract_errno_name(errno), "EMSGSIZE");
		CHECK_INT(BIO_should_retry(p.bio), 0);
		CHECK_ERRORS("-");
		CHECK_INT(BIO_write(p.bio, big, 65507), 65507);
		free_pair(&p);
	}
}

/* The page says so; libcrypto keeps only errors that are to be retried, and never does. */
static void tells_that_the_mtu_was_exceeded(void)
{
	struct pair p = make_pair(AF_INET);

	(void)BIO_dgram_set_peer(p.bio, &p.peer.name);
	BIO_write(p.bio, big, sizeof(big));
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_MTU_EXCEEDED, 0, NULL), 1);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_MTU_EXCEEDED, 0, NULL), 0);
	BIO_write(p.bio, big, sizeof(big));
	BIO_write(p.bio, "x", 1);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_MTU_EXCEEDED, 0, NULL), 0);
	free_pair(&p);
}

/* As Windows does: who reads is told of a connection that was reset. */
static bool refusals_are_told_to_writers(void)
{
	struct end own = make_end(AF_INET), peer = make_end(AF_INET);
	bool told;

	connect(own.fd, &peer.name.sa, peer.len);
	close(peer.fd);
	told = send(own.fd, "x", 1, 0) == 1 && send(own.fd, "x", 1, 0) == -1;
	close(own.fd);
	return told;
}

static void tells_a_connected_socket_of_refusals(void)
{
	if (!refusals_are_told_to_writers())
		contract_skip("who writes is not told of refusals here");
	for (EACH_FAMILY(i)) {
		struct pair p = make_pair(families[i]);
		char buf[4];

		connect(p.own.fd, &p.peer.name.sa, p.peer.len);
		(void)BIO_ctrl_set_connected(p.bio, &p.peer.name);
		shutdown(p.peer.fd, SHUT_RDWR);
		close(p.peer.fd);
		CHECK_INT(BIO_write(p.bio, "x", 1), 1);
		CHECK_INT(BIO_write(p.bio, "x", 1), -1);
		CHECK_STR(contract_errno_name(errno), "ECONNREFUSED");
		CHECK_INT(BIO_should_retry(p.bio), 0);
		CHECK_INT(BIO_write(p.bio, "x", 1), 1);
		CHECK_INT(BIO_read(p.bio, buf, 4), -1);
		CHECK_STR(contract_errno_name(errno), "ECONNREFUSED");
		CHECK_ERRORS("-");
		BIO_free(p.bio);
	}
}

static void peeks(void)
{
	struct pair p = make_pair(AF_INET);
	char buf[10];

	do_not_block(p.own.fd);
	say_to_bio(&p, "0123456789");
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_PEEK_MODE, 1, NULL), 1);
	CHECK_INT(BIO_read(p.bio, buf, 10), 10);
	CHECK_INT(BIO_read(p.bio, buf, 3), 3);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_PEEK_MODE, 0, NULL), 1);
	CHECK_INT(BIO_read(p.bio, buf, 10), 10);
	CHECK_INT(BIO_read(p.bio, buf, 10), -1);
	free_pair(&p);
}

static void works_with_unix_paths(void)
{
	char path[] = "/tmp/biosock_datagram_test.XXXXXX";
	struct end end, other = make_unix_end("\0biosock datagram test", 22);
	char buf[10];
	BIO *b;

	system_need_family(AF_UNIX);
	close(mkstemp(path));
	end = make_unix_end(path, sizeof(path));
	b = BIO_new_dgram(other.fd, BIO_CLOSE);
	CHECK_INT(BIO_dgram_set_peer(b, &end.name), 1);
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK_INT(heard_by(end.fd, buf, 10), 1);
	do_not_block(other.fd);
	while (BIO_write(b, "x", 1) == 1)
		;
	CHECK_STR(contract_errno_name(errno), "EAGAIN");
	CHECK_INT(BIO_get_retry_flags(b), RETRY_WRITE);
	close(end.fd);
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_STR(contract_errno_name(errno), "ECONNREFUSED");
	CHECK_INT(BIO_get_retry_flags(b), 0);
	unlink(path);
	BIO_free(b);
}

static void answers_abstract_names(void)
{
	struct end end = make_unix_end("\0biosock datagram a", 19);
	struct end other = make_unix_end("\0biosock datagram b", 19);
	BIO *b = BIO_new_dgram(end.fd, BIO_CLOSE);
	char buf[10];

	system_need_abstract_names();
	sendto(other.fd, "hi", 2, 0, &end.name.sa, end.len);
	CHECK_INT(BIO_read(b, buf, 10), 2);
	CHECK_INT(BIO_write(b, "back", 4), 4);
	CHECK_INT(heard_by(other.fd, buf, 10), 4);
	close(other.fd);
	BIO_free(b);
}

static void has_no_peer_when_the_sender_has_no_name(void)
{
	struct end end = make_unix_end("\0biosock datagram c", 19);
	int nameless = socket(AF_UNIX, SOCK_DGRAM, 0);
	BIO *b = BIO_new_dgram(end.fd, BIO_CLOSE);
	union address got;
	char buf[10];

	system_need_family(AF_UNIX);
	(void)BIO_dgram_set_peer(b, &end.name);
	sendto(nameless, "hi", 2, 0, &end.name.sa, end.len);
	CHECK_INT(BIO_read(b, buf, 10), 2);
	CHECK_INT(BIO_dgram_get_peer(b, &got), 112); /* a whole BIO_ADDR */
	CHECK_INT(got.sa.sa_family, AF_UNSPEC);
	close(nameless);
	BIO_free(b);
}

static void raises_no_signal(void)
{
	int fds[2];
	BIO *b;

	system_need_family(AF_UNIX); /* whose peers are missed at once */
	socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
	b = BIO_new_dgram(fds[0], BIO_CLOSE);
	(void)BIO_ctrl_set_connected(b, &(struct sockaddr_in){ .sin_family = AF_INET });
	close(fds[1]);
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_INT(errno, EPIPE);
	BIO_free(b);
}

static void refuses_what_is_no_socket(void)
{
	char buf[4];
	BIO *b = BIO_new_dgram(-1, BIO_CLOSE);

	CHECK(b != NULL);
	CHECK_INT(BIO_get_init(b), 1);
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_INT(errno, EBADF);
	CHECK_INT(BIO_read(b, buf, 4), -1);
	CHECK_INT(errno, EBADF);
	CHECK_INT(BIO_read(b, NULL, 4), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void takes_no_bytes_from_nowhere(void)
{
	struct pair p = make_pair(AF_INET);

	(void)BIO_dgram_set_peer(p.bio, &p.peer.name);
	CHECK_INT(BIO_write(p.bio, NULL, 5), -1);
	CHECK_INT(errno, EFAULT);
	CHECK_INT(BIO_write(p.bio, "x", -1), 0);
	CHECK_INT(BIO_gets(p.bio, big, 10), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	free_pair(&p);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "is a kind of its own", is_a_datagram_kind, 0, 0 },
		{ "does nothing without a socket", does_nothing_without_a_socket, 0, 0 },
		{ "writes to the peer it was told", writes_to_the_peer_it_was_told, 0, 0 },
		{ "cannot write without a peer", cannot_write_without_a_peer, 0, 0 },
		{ "answers whoever was read from", answers_whoever_was_read_from, 0, 0 },
		{ "answers its own peer once connected", answers_its_own_peer_once_connected, 0,
		    0 },
		{ "cuts what does not fit", cuts_what_does_not_fit, 0, 0 },
		{ "empty datagrams", sends_and_receives_empty_datagrams, 0, 0 },
		{ "says EMSGSIZE of what is too large", says_emsgsize_of_what_is_too_large, 0, 0 },
		{ "tells that the MTU was exceeded", tells_that_the_mtu_was_exceeded, 14, 0 },
		{ "tells a connected socket of refusals", tells_a_connected_socket_of_refusals, 0,
		    0 },
		{ "peeks", peeks, 0, 0 },
		{ "works with AF_UNIX paths", works_with_unix_paths, 0, 0 },
		{ "answers abstract names", answers_abstract_names, 6, 0 },
		{ "has no peer when a sender has no name", has_no_peer_when_the_sender_has_no_name,
		    0, SINCE_3_2 },
		{ "writes to the peer its socket has", writes_to_the_peer_its_socket_has, 0,
		    SINCE_3_2 },
		{ "keeps its peer with the next socket", keeps_its_peer_with_the_next_socket, 0,
		    SINCE_3_2 },
		{ "stores 0 when a read fails", stores_0_when_a_read_fails, 0, 0 },
		{ "raises no signal", raises_no_signal, 2, 0 },
		{ "refuses what is no socket", refuses_what_is_no_socket, 0, 0 },
		{ "takes no bytes from nowhere", takes_no_bytes_from_nowhere, 0, 0 },
	};

	return contract_main("s_datagram", cases, sizeof(cases) / sizeof(cases[0]));
}
