/* SPDX-License-Identifier: Apache-2.0 */
/* The controls of BIO_s_datagram(): what each returns, with what it is meant to get and without. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "datagram_peers.h"
#include "support/contract.h"
#include "support/system.h"

struct row {
	int command;
	long number;
	long want;
	const char *what;
};

/* Its answer: 0, or -1 where the system has no such option. */
static long discovers_mtu(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0), way = IP_PMTUDISC_DO;
	int result = setsockopt(fd, IPPROTO_IP, IP_MTU_DISCOVER, &way, sizeof(way));

	close(fd);
	return result;
}

static void check_rows(BIO *b, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		contract_check_int(__FILE__, __LINE__,
		    BIO_ctrl(b, rows[i].command, rows[i].number, NULL),
		    rows[i].command == BIO_CTRL_DGRAM_MTU_DISCOVER && BIO_get_fd(b, NULL) >= 0
		        ? discovers_mtu()
		        : rows[i].want,
		    rows[i].what);
}

/* What is the same with a socket and without. */
static const struct row plain[] = {
	{ BIO_CTRL_RESET, 0, 0, "reset" },
	{ BIO_CTRL_EOF, 0, 0, "eof" },
	{ BIO_CTRL_INFO, 0, 0, "info" },
	{ BIO_CTRL_PENDING, 0, 0, "pending" },
	{ BIO_CTRL_WPENDING, 0, 0, "wpending" },
	{ BIO_CTRL_FLUSH, 0, 1, "flush" },
	{ BIO_CTRL_DUP, 0, 1, "dup" },
	{ BIO_CTRL_GET_CLOSE, 0, BIO_CLOSE, "get close" },
	{ BIO_CTRL_DGRAM_GET_RECV_TIMER_EXP, 0, 0, "receive timer" },
	{ BIO_CTRL_DGRAM_GET_SEND_TIMER_EXP, 0, 0, "send timer" },
	{ BIO_CTRL_DGRAM_GET_MTU, 0, 0, "get mtu" },
	{ BIO_CTRL_DGRAM_MTU_EXCEEDED, 0, 0, "mtu exceeded" },
	{ BIO_CTRL_DGRAM_QUERY_MTU, 0, 0, "query mtu" },
	{ BIO_CTRL_DGRAM_MTU_DISCOVER, 0, 0, "mtu discover" },
	{ BIO_CTRL_DGRAM_GET_FALLBACK_MTU, 0, 548, "fallback mtu" },
	{ BIO_CTRL_DGRAM_GET_MTU_OVERHEAD, 0, 28, "mtu overhead" },
	{ BIO_CTRL_DGRAM_SET_DONT_FRAG, 1, -1, "don't fragment" },
	{ BIO_CTRL_DGRAM_SET_DONT_FRAG, 0, -1, "fragment" },
	{ BIO_CTRL_DGRAM_SCTP_SET_IN_HANDSHAKE, 0, 1, "in handshake" },
	{ BIO_CTRL_DGRAM_SET_PEEK_MODE, 0, 1, "peek" },
	{ BIO_CTRL_DGRAM_SET_PEEK_MODE, -7, 1, "peek" },
	{ BIO_CTRL_DGRAM_SET_CONNECTED, 0, 1, "set connected" },
	{ BIO_CTRL_GET_KTLS_SEND, 0, 0, "ktls send" },
	{ BIO_CTRL_GET_KTLS_RECV, 0, 0, "ktls receive" },
	{ BIO_C_DO_STATE_MACHINE, 0, 0, "handshake" },
	{ BIO_C_FILE_SEEK, 0, 0, "seek" },
	{ BIO_C_FILE_TELL, 0, 0, "tell" },
	{ BIO_CTRL_SET_CALLBACK, 0, 0, "set callback" },
	{ 0, 0, 0, "no command" },
	{ -5, 0, 0, "no command" },
	{ 9999, 0, 0, "no command" },
};

static void answers_each_command(void)
{
	static const int families[] = { AF_INET, AF_INET6 };

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		struct pair p = make_pair(families[i]);

		check_rows(p.bio, plain, sizeof(plain) / sizeof(plain[0]));
		if (system_is_windows()) /* Wine has none of the options about fragments */
			(void)contract_errors();
		CHECK_ERRORS("-");
		free_pair(&p);
	}
}

static void answers_each_command_without_a_socket(void)
{
	BIO *b = BIO_new(BIO_s_datagram());

	check_rows(b, plain, sizeof(plain) / sizeof(plain[0]));
	CHECK_ERRORS("-");
	BIO_free(b);
}

/* libcrypto crashes. */
static void refuses_a_null_pointer(void)
{
	static const int commands[] = { BIO_CTRL_DGRAM_CONNECT, BIO_CTRL_DGRAM_SET_PEER,
		BIO_CTRL_DGRAM_GET_PEER, BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT, BIO_C_SET_FD };
	struct pair p = make_pair(AF_INET);

	if (contract_is_oracle())
		goto out;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		CHECK_INT(BIO_ctrl(p.bio, commands[i], 0, NULL), 0);
		CHECK_ERRORS("BIO routines:passed a null parameter");
	}
	CHECK_INT(BIO_get_fd(p.bio, NULL), p.own.fd);
out:
	free_pair(&p);
}

static void has_no_peer_at_first(void)
{
	struct pair p = make_pair(AF_INET);
	union address got;

	memset(&got, 0xee, sizeof(got));
	CHECK_INT(BIO_dgram_get_peer(p.bio, &got), 112); /* a whole BIO_ADDR */
	CHECK_INT(got.sa.sa_family, AF_UNSPEC);
	/* Nor is one looked for. */
	connect(p.own.fd, &p.peer.name.sa, p.peer.len);
	CHECK_INT(BIO_dgram_get_peer(p.bio, &got), 112);
	CHECK_INT(got.sa.sa_family, AF_UNSPEC);
	free_pair(&p);
}

static void gives_as_much_of_the_peer_as_asked(void)
{
	static const struct {
		long room;
		int want;
	} rows[] = { { 0, 16 }, { 9, 9 }, { 16, 16 }, { 18, 16 }, { 1000, 16 } };
	struct pair p = make_pair(AF_INET);
	unsigned char got[200];

	CHECK_INT(BIO_ctrl_dgram_connect(p.bio, &p.peer.name), 1);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		memset(got, 0xee, sizeof(got));
		CHECK_INT(
		    BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_PEER, rows[i].room, got), rows[i].want);
		CHECK_MEM(got, &p.peer.name, (size_t)rows[i].want);
		CHECK_INT(got[rows[i].want], 0xee);
	}
	free_pair(&p);
}

static void gives_peers_of_every_family(void)
{
	struct pair p = make_pair(AF_INET6);
	struct end named = make_unix_end("\0biosock controls", 17);
	union address path = { .un = { .sun_family = AF_UNIX, .sun_path = "/run/nobody" } }, got;

	CHECK_INT(BIO_dgram_set_peer(p.bio, &p.peer.name), 1);
	CHECK_INT(BIO_dgram_get_peer(p.bio, &got), sizeof(got.v6));
	CHECK_INT(BIO_dgram_set_peer(p.bio, &path), 1);
	CHECK_INT(BIO_dgram_get_peer(p.bio, &got), sizeof(got.un));
	CHECK_STR(got.un.sun_path, path.un.sun_path);
	close(named.fd);
	free_pair(&p);
}

static void is_nobodys(BIO *b)
{
	union address got;

	memset(&got, 0xee, sizeof(got));
	CHECK_INT(BIO_dgram_get_peer(b, &got), 112);
	CHECK_INT(got.sa.sa_family, AF_UNSPEC);
}

static void has_no_peer_when_given_none(void)
{
	struct sockaddr none = { .sa_family = AF_UNSPEC }, other = { .sa_family = 77 };
	struct pair p = make_pair(AF_INET);

	CHECK_INT(BIO_dgram_set_peer(p.bio, &p.peer.name), 1);
	CHECK_INT(BIO_dgram_set_peer(p.bio, &none), 1);
	is_nobodys(p.bio);
	CHECK_INT(BIO_dgram_set_peer(p.bio, &p.peer.name), 1);
	CHECK(has_peer(p.bio, &p.peer));
	CHECK_INT(BIO_dgram_set_peer(p.bio, &other), 1);
	is_nobodys(p.bio);
	CHECK_INT(BIO_ctrl_set_connected(p.bio, &p.peer.name), 1);
	CHECK_INT(BIO_ctrl_set_connected(p.bio, &other), 1);
	is_nobodys(p.bio);
	free_pair(&p);
}

static void changes_the_blocking_mode(void)
{
	struct pair p = make_pair(AF_INET);
	BIO *b = BIO_new_dgram(-1, BIO_NOCLOSE);
	char buf[4];

	CHECK_INT(BIO_set_nbio(p.bio, 1), 1);
	CHECK_INT(BIO_read(p.bio, buf, 4), -1);
	CHECK(BIO_should_read(p.bio) && BIO_should_retry(p.bio));
	CHECK_INT(fcntl(p.own.fd, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
	CHECK_INT(BIO_set_nbio(p.bio, 0), 1);
	CHECK_INT(fcntl(p.own.fd, F_GETFL) & O_NONBLOCK, 0);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_set_nbio(b, 1), 0);
	CHECK_INT(errno, EBADF);
	CHECK_ERRORS("system library:EBADF(calling ioctlsocket())");
	BIO_free(b);
	free_pair(&p);
}

static void sets_and_gets_timeouts(void)
{
	static const struct {
		int set, get;
	} rows[] = {
		{ BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, BIO_CTRL_DGRAM_GET_RECV_TIMEOUT },
		{ BIO_CTRL_DGRAM_SET_SEND_TIMEOUT, BIO_CTRL_DGRAM_GET_SEND_TIMEOUT },
	};
	struct timeval time = { 1, 500000 }, bad = { 0, 2000000 }, got;
	struct pair p = make_pair(AF_INET);

	for (size_t i = 0; i < 2; i++) {
		got = (struct timeval){ 9, 9 };
		CHECK_INT(BIO_ctrl(p.bio, rows[i].get, 0, &got), sizeof(got));
		CHECK_INT(got.tv_sec + got.tv_usec, 0);
		CHECK_INT(BIO_ctrl(p.bio, rows[i].set, 7, &time), 0);
		CHECK_ERRORS("-");
		CHECK_INT(BIO_ctrl(p.bio, rows[i].set, 0, &bad), -1);
		CHECK_INT(BIO_ctrl(p.bio, rows[i].set, 0, NULL), -1);
		CHECK_INT(BIO_ctrl(p.bio, rows[i].get, 0, NULL), -1);
		CHECK_ERRORS("system library:EDOM(calling setsockopt());"
		             "system library:EFAULT(calling setsockopt());"
		             "system library:EFAULT(calling getsockopt())");
		CHECK_INT(BIO_ctrl(p.bio, rows[i].get, 0, &got), sizeof(got));
		CHECK_INT(got.tv_sec, 1);
		CHECK_INT(got.tv_usec, 500000);
	}
	CHECK_ERRORS("-");
	free_pair(&p);
}

static void tells_once_that_reading_timed_out(void)
{
	struct timeval time = { 0, 10000 };
	struct pair p = make_pair(AF_INET);
	char buf[4];

	CHECK(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &time) >= 0);
	CHECK_INT(BIO_read(p.bio, buf, 4), -1);
	CHECK_STR(contract_errno_name(errno), "EAGAIN");
	CHECK_INT(BIO_should_read(p.bio) != 0, 1);
	CHECK_INT(BIO_dgram_recv_timedout(p.bio), 1);
	CHECK_INT(BIO_dgram_recv_timedout(p.bio), 0);
	CHECK_INT(BIO_read(p.bio, buf, 4), -1);
	say_to_bio(&p, "x");
	CHECK_INT(BIO_read(p.bio, buf, 4), 1);
	CHECK_INT(BIO_dgram_recv_timedout(p.bio), 1); /* still */
	CHECK_INT(BIO_read(p.bio, buf, 4), -1);
	CHECK_INT(BIO_dgram_send_timedout(p.bio), 1); /* whichever is asked */
	CHECK_INT(BIO_dgram_recv_timedout(p.bio), 0);
	free_pair(&p);
}

static void tells_that_writing_timed_out(void)
{
	struct timeval time = { 0, 10000 };
	struct end end = make_unix_end("\0biosock timeouts", 17);
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	BIO *b = BIO_new_dgram(fd, BIO_CLOSE);

	system_need_family(AF_UNIX);
	connect(fd, &end.name.sa, end.len);
	(void)BIO_ctrl_set_connected(b, &end.name);
	CHECK(BIO_ctrl(b, BIO_CTRL_DGRAM_SET_SEND_TIMEOUT, 0, &time) >= 0);
	for (int i = 0; i < 100000 && BIO_write(b, "x", 1) == 1; i++)
		;
	CHECK_STR(contract_errno_name(errno), "EAGAIN");
	CHECK_INT(BIO_should_write(b) != 0, 1);
	CHECK_INT(BIO_dgram_send_timedout(b), 1);
	CHECK_INT(BIO_dgram_send_timedout(b), 0);
	close(end.fd);
	BIO_free(b);
}

/* The socket's own timeout, in seconds, is as it was behind each. */
static void read_by_deadline(BIO *b, struct timeval deadline, long seconds)
{
	struct timeval time = { seconds, 0 };
	char buf[4];

	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT, 0, &deadline), 1);
	CHECK(BIO_ctrl(b, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &time) >= 0);
	CHECK_INT(BIO_read(b, buf, 4), -1);
	CHECK_STR(contract_errno_name(errno), "EAGAIN");
	CHECK_INT(BIO_should_read(b) != 0, 1);
	CHECK_INT(BIO_dgram_recv_timedout(b), 1);
	BIO_ctrl(b, BIO_CTRL_DGRAM_GET_RECV_TIMEOUT, 0, &time);
	CHECK_INT(time.tv_sec, seconds);
	CHECK_INT(time.tv_usec, 0);
}

static void gives_up_at_the_deadline(void)
{
	struct timeval soon, past = { 0, 5 };
	struct pair p = make_pair(AF_INET);
	char buf[4];

	gettimeofday(&soon, NULL);
	soon.tv_usec += 20000; /* beyond a second, perhaps: no matter */
	read_by_deadline(p.bio, soon, 0);
	read_by_deadline(p.bio, soon, 100);
	read_by_deadline(p.bio, past, 100);
	say_to_bio(&p, "x");
	CHECK_INT(BIO_read(p.bio, buf, 4), 1); /* what is there is read */
	free_pair(&p);
}

static void waits_no_longer_than_the_timeout(void)
{
	struct timeval time = { 0, 10000 };
	const struct timeval deadlines[] = {
		{ sizeof(time.tv_sec) > 4 ? 0x7fffffffffff : 0x7fffffff, 0 },
		{ 0, 0 },
		{ -5, 0 },
	};
	struct pair p = make_pair(AF_INET);
	char buf[4];

	for (size_t i = 0; i < sizeof(deadlines) / sizeof(deadlines[0]); i++) {
		struct timeval deadline = deadlines[i];

		CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT, 0, &deadline), 1);
		CHECK(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &time) >= 0);
		CHECK_INT(BIO_read(p.bio, buf, 4), -1);
		CHECK_STR(contract_errno_name(errno), "EAGAIN");
	}
	free_pair(&p);
}

static void replaces_its_socket(void)
{
	struct pair p = make_pair(AF_INET);
	struct end next = make_end(AF_INET);
	int got = -1;

	(void)BIO_dgram_set_peer(p.bio, &p.peer.name);
	CHECK_INT(BIO_set_fd(p.bio, next.fd, BIO_NOCLOSE), 1);
	CHECK_INT(fcntl(p.own.fd, F_GETFD), -1);
	CHECK_INT(BIO_get_fd(p.bio, &got), next.fd);
	CHECK_INT(got, next.fd);
	CHECK_INT(BIO_get_close(p.bio), BIO_NOCLOSE);
	CHECK(has_peer(p.bio, &p.peer));
	CHECK_INT(BIO_write(p.bio, "x", 1), 1);
	free_pair(&p);
	CHECK_INT(fcntl(next.fd, F_GETFD) != -1, 1);
	close(next.fd);
}

static void closes_if_told(void)
{
	struct pair p = make_pair(AF_INET);

	CHECK_INT(BIO_set_close(p.bio, BIO_NOCLOSE), 1);
	CHECK_INT(BIO_get_close(p.bio), BIO_NOCLOSE);
	free_pair(&p);
	CHECK_INT(fcntl(p.own.fd, F_GETFD) != -1, 1);
	p.bio = BIO_new_dgram(p.own.fd, BIO_CLOSE);
	BIO_free(p.bio);
	CHECK_INT(fcntl(p.own.fd, F_GETFD), -1);
}

/* WARNING: both close it. */
static void shares_its_socket_with_a_copy(void)
{
	struct pair p = make_pair(AF_INET);
	BIO *copy = BIO_dup_chain(p.bio);

	CHECK(copy != NULL);
	CHECK_INT(BIO_get_fd(copy, NULL), p.own.fd);
	(void)BIO_set_close(copy, BIO_NOCLOSE);
	BIO_free(copy);
	free_pair(&p);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "answers each command", answers_each_command, 0, 0 },
		{ "answers each command without a socket", answers_each_command_without_a_socket, 0,
		    0 },
		{ "refuses a NULL pointer", refuses_a_null_pointer, 0, 0 },
		{ "has no peer at first", has_no_peer_at_first, 0, 0 },
		{ "gives as much of the peer as asked", gives_as_much_of_the_peer_as_asked, 0, 0 },
		{ "gives peers of every family", gives_peers_of_every_family, 0, 0 },
		{ "has no peer when given none", has_no_peer_when_given_none, 0, SINCE_3_2 },
		{ "changes the blocking mode", changes_the_blocking_mode, 0, SINCE_3_2 },
		{ "sets and gets timeouts", sets_and_gets_timeouts, 0, SINCE_3_2 },
		{ "tells once that reading timed out", tells_once_that_reading_timed_out, 0, 0 },
		{ "tells that writing timed out", tells_that_writing_timed_out, 0, 0 },
		{ "gives up at the deadline", gives_up_at_the_deadline, 0, 0 },
		{ "waits no longer than the timeout", waits_no_longer_than_the_timeout, 0, 0 },
		{ "replaces its socket", replaces_its_socket, 0, 0 },
		{ "closes if told", closes_if_told, 0, 0 },
		{ "shares its socket with a copy", shares_its_socket_with_a_copy, 0, 0 },
	};

	return contract_main("datagram_controls", cases, sizeof(cases) / sizeof(cases[0]));
}
