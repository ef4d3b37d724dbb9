/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_sendmmsg() and BIO_recvmmsg() of datagram BIOs: batches, addresses of each message, and those
 * done in part.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>

#include <openssl/err.h>

#include "datagram_peers.h"
#include "support/contract.h"
#include "support/system.h"

enum { BATCH = 5 };

static BIO_ADDR *as_addr(const struct end *end)
{
	return (BIO_ADDR *)(void *)(uintptr_t)&end->name;
}

/* Messages "0", "01", "012" ... to one peer. */
static void fill(BIO_MSG *msg, size_t n, BIO_ADDR *peer)
{
	static char digits[] = "0123456789";

	for (size_t i = 0; i < n; i++)
		msg[i] = (BIO_MSG){ .data = digits, .data_len = i, .peer = peer, .flags = 7 };
}

/* Room for messages, and for where they came from. */
static void make_room(BIO_MSG *msg, size_t n, char (*room)[8], BIO_ADDR **peers)
{
	for (size_t i = 0; i < n; i++)
		msg[i] = (BIO_MSG){ .data = room[i],
			.data_len = 8,
			.peer = peers != NULL ? peers[i] : NULL,
			.flags = 7 };
}

static void make_addresses(BIO_ADDR **list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		list[i] = BIO_ADDR_new();
}

static void free_addresses(BIO_ADDR **list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		BIO_ADDR_free(list[i]);
}

static void sends_and_receives_a_batch(void)
{
	static const int families[] = { AF_INET, AF_INET6 };

	for (size_t f = 0; f < 2; f++) {
		struct pair p = make_pair(families[f]);
		BIO *peer = BIO_new_dgram(p.peer.fd, BIO_NOCLOSE);
		BIO_ADDR *from[BATCH];
		char room[BATCH][8];
		BIO_MSG msg[BATCH];
		size_t done = 99;

		make_addresses(from, BATCH);
		fill(msg, BATCH, as_addr(&p.peer));
		CHECK_INT(BIO_sendmmsg(p.bio, msg, sizeof(msg[0]), BATCH, 0, &done), 1);
		CHECK_INT(done, BATCH);
		for (size_t i = 0; i < BATCH; i++)
			CHECK_INT(msg[i].data_len == i && msg[i].flags == 0, 1);
		make_room(msg, BATCH, room, from);
		CHECK_INT(BIO_recvmmsg(peer, msg, sizeof(msg[0]), BATCH, 0, &done), 1);
		CHECK_INT(done, BATCH);
		for (size_t i = 0; i < BATCH; i++) {
			CHECK_INT(msg[i].data_len == i && msg[i].flags == 0, 1);
			CHECK_MEM(room[i], "0123456789", i);
			CHECK_MEM(from[i], &p.own.name, (size_t)p.own.len);
		}
		CHECK_ERRORS("-");
		free_addresses(from, BATCH);
		BIO_free(peer);
		free_pair(&p);
	}
}

static void sends_each_to_its_own_peer(void)
{
	struct pair p = make_pair(AF_INET);
	struct end other = make_end(AF_INET);
	BIO_MSG msg[2];
	size_t done = 0;
	char buf[8];

	fill(msg, 2, as_addr(&p.peer));
	msg[1].peer = as_addr(&other);
	CHECK_INT(BIO_sendmmsg(p.bio, msg, sizeof(msg[0]), 2, 0, &done), 1);
	CHECK_INT(done, 2);
	CHECK_INT(heard_by(p.peer.fd, buf, 8), 0);
	CHECK_INT(heard_by(other.fd, buf, 8), 1);
	/* And to no other than is said: the BIO's own peer is of no account. */
	(void)BIO_dgram_set_peer(p.bio, &p.peer.name);
	fill(msg, 1, NULL);
	CHECK_INT(BIO_sendmmsg(p.bio, msg, sizeof(msg[0]), 1, 0, &done), 0);
	CHECK_INT(done, 0);
	CHECK_ERRORS("system library:EDESTADDRREQ(calling sendmmsg())");
	connect(p.own.fd, &other.name.sa, other.len);
	CHECK_INT(BIO_sendmmsg(p.bio, msg, sizeof(msg[0]), 1, 0, &done), 1);
	CHECK_INT(heard_by(other.fd, buf, 8), 0);
	CHECK(has_peer(p.bio, &p.peer));
	close(other.fd);
	free_pair(&p);
}

static void takes_what_is_there(void)
{
	struct pair p = make_pair(AF_INET);
	char room[BATCH][8];
	BIO_MSG msg[BATCH];
	size_t done = 0;

	say_to_bio(&p, "a");
	say_to_bio(&p, "0123456789");
	make_room(msg, BATCH, room, NULL);
	CHECK_INT(
	    BIO_recvmmsg(p.bio, msg, sizeof(msg[0]), BATCH, 0, &done), 1); /* and does not wait */
	CHECK_INT(done, 2);
	CHECK_INT(msg[1].data_len, 8);
	CHECK_INT(msg[2].data_len, 8);
	CHECK_INT(msg[2].flags, 7);
	do_not_block(p.own.fd);
	BIO_set_flags(p.bio, BIO_FLAGS_WRITE);
	CHECK_INT(BIO_recvmmsg(p.bio, msg, sizeof(msg[0]), BATCH, 0, &done), 0);
	CHECK_INT(done, 0);
	CHECK_INT(BIO_get_retry_flags(p.bio), BIO_FLAGS_WRITE); /* which it leaves alone */
	CHECK_INT(BIO_err_is_non_fatal((unsigned)ERR_peek_last_error()), 1);
	CHECK_ERRORS("system library:EAGAIN(calling recvmmsg())");
	free_pair(&p);
}

static void takes_flags_to_mean_nothing(void)
{
	static const uint64_t flags[] = { 1, UINT64_MAX };
	struct pair p = make_pair(AF_INET);
	BIO_MSG msg[1];
	char text[4];
	size_t done;

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		fill(msg, 1, as_addr(&p.peer));
		done = 99;
		CHECK_INT(BIO_sendmmsg(p.bio, msg, sizeof(msg[0]), 1, flags[i], &done), 1);
		CHECK_INT(done, 1);
		CHECK_INT(msg[0].flags, 0);
		say_to_bio(&p, "abc");
		msg[0] = (BIO_MSG){ .data = text, .data_len = sizeof(text) };
		done = 99;
		CHECK_INT(BIO_recvmmsg(p.bio, msg, sizeof(msg[0]), 1, flags[i], &done), 1);
		CHECK_INT(done, 1);
		CHECK_INT(msg[0].data_len, 3);
	}
	CHECK_ERRORS("-");
	free_pair(&p);
}

/* One message has no other that its stride could tell of; several may not overlap. */
static void refuses_messages_that_overlap(void)
{
	struct pair p = make_pair(AF_INET);
	BIO_MSG msg[2];
	size_t done;

	for (size_t stride = 0; stride < sizeof(BIO_MSG); stride += sizeof(BIO_MSG) - 1) {
		fill(msg, 2, as_addr(&p.peer));
		CHECK_INT(BIO_sendmmsg(p.bio, msg, stride, 1, 0, &done), 1);
		CHECK_INT(done, 1);
		CHECK_ERRORS("-");
		CHECK_INT(BIO_sendmmsg(p.bio, msg, stride, 2, 0, &done), 0);
		CHECK_INT(done, 0);
		CHECK_ERRORS("BIO routines:invalid argument");
		CHECK_INT(BIO_recvmmsg(p.bio, msg, stride, 2, 0, &done), 0);
		CHECK_INT(done, 0);
		CHECK_ERRORS("BIO routines:invalid argument");
	}
	free_pair(&p);
}

static void sends_up_to_the_first_that_fails(void)
{
	static char big[70000];
	struct pair p = make_pair(AF_INET);
	struct end v6 = make_end(AF_INET6);
	BIO_MSG msg[3];
	size_t done = 99;
	char want[80];
	int says;

	fill(msg, 3, as_addr(&p.peer));
	msg[2].data = big;
	msg[2].data_len = sizeof(big);
	CHECK_INT(BIO_sendmmsg(p.bio, msg, sizeof(msg[0]), 3, 0, &done), 1);
	CHECK_INT(done, 2);
	CHECK_INT(msg[2].flags, 7);
	CHECK_INT(BIO_sendmmsg(p.bio, msg + 2, sizeof(msg[0]), 1, 0, &done), 0);
	CHECK_INT(done, 0);
	CHECK_ERRORS("system library:EMSGSIZE(calling sendmmsg())");
	fill(msg, 3, as_addr(&p.peer));
	msg[1].local = as_addr(&p.own); /* not enabled */
	CHECK_INT(BIO_sendmmsg(p.bio, msg, sizeof(msg[0]), 3, 0, &done), 1);
	CHECK_INT(done, 1);
	CHECK_INT(BIO_sendmmsg(p.bio, msg + 1, sizeof(msg[0]), 2, 0, &done), 0);
	CHECK_ERRORS("BIO routines:local address not available");
	fill(msg, 1, as_addr(&v6));
	says = sendto(p.own.fd, "x", 1, 0, &v6.name.sa, v6.len) == -1 ? errno : 0;
	snprintf(
	    want, sizeof(want), "system library:%s(calling sendmmsg())", contract_errno_name(says));
	CHECK_INT(BIO_sendmmsg(p.bio, msg, sizeof(msg[0]), 1, 0, &done), 0);
	CHECK(SYSTEM_SAYS(says, EAFNOSUPPORT) != 0);
	CHECK_STR(contract_errors(), want);
	close(v6.fd);
	free_pair(&p);
}

static void receives_up_to_the_first_that_fails(void)
{
	struct pair p = make_pair(AF_INET);
	BIO_ADDR *local = BIO_ADDR_new();
	char room[2][8];
	BIO_MSG msg[2];
	size_t done = 99;

	say_to_bio(&p, "a");
	say_to_bio(&p, "b");
	make_room(msg, 2, room, NULL);
	msg[1].local = local;
	CHECK_INT(BIO_recvmmsg(p.bio, msg, sizeof(msg[0]), 2, 0, &done), 1);
	CHECK_INT(done, 1);
	CHECK_INT(BIO_recvmmsg(p.bio, msg + 1, sizeof(msg[0]), 1, 0, &done), 0);
	CHECK_INT(done, 0);
	CHECK_ERRORS("BIO routines:local address not available");
	BIO_ADDR_free(local);
	free_pair(&p);
}

static const char *text_of(const BIO_ADDR *addr)
{
	static char text[100];
	char *host = BIO_ADDR_hostname_string(addr, 1);

	snprintf(text, sizeof(text), "%s", host != NULL ? host : "none");
	OPENSSL_free(host);
	return text;
}

/* Sent to each of them, answered from it. */
static void knows_which_address_was_meant(void)
{
	static const char *const addresses[] = { "127.0.0.1", "127.0.0.2" };
	struct end own = make_v4_end("0.0.0.0"), client = make_v4_end("127.0.0.1");
	BIO *b = BIO_new_dgram(own.fd, BIO_CLOSE);
	BIO_ADDR *peer = BIO_ADDR_new(), *local = BIO_ADDR_new();
	char room[1][8];

	if (!system_sends_from())
		contract_skip("datagrams go from the system's choice of address here");
	CHECK_INT(BIO_dgram_set_local_addr_enable(b, 1), 1);
	for (size_t i = 0; i < 2; i++) {
		union address from = { 0 };
		socklen_t len = sizeof(from);
		BIO_MSG msg;
		size_t done = 0;

		inet_pton(AF_INET, addresses[i], &own.name.v4.sin_addr);
		sendto(client.fd, "q", 1, 0, &own.name.sa, own.len);
		make_room(&msg, 1, room, &peer);
		msg.local = local;
		CHECK_INT(BIO_recvmmsg(b, &msg, sizeof(msg), 1, 0, &done), 1);
		CHECK_STR(text_of(local), addresses[i]);
		CHECK_INT(BIO_ADDR_rawport(local), own.name.v4.sin_port);
		CHECK_INT(BIO_ADDR_rawport(peer), client.name.v4.sin_port);
		CHECK_INT(BIO_sendmmsg(b, &msg, sizeof(msg), 1, 0, &done), 1);
		CHECK_INT(recvfrom(client.fd, room[0], 8, MSG_DONTWAIT, &from.sa, &len), 1);
		CHECK_STR(text_of((BIO_ADDR *)(void *)&from), addresses[i]);
	}
	CHECK_ERRORS("-");
	BIO_ADDR_free(peer);
	BIO_ADDR_free(local);
	close(client.fd);
	BIO_free(b);
}

static void knows_ipv6_addresses_too(void)
{
	struct pair p = make_pair(AF_INET6);
	BIO_ADDR *local = BIO_ADDR_new();
	char room[1][8];
	BIO_MSG msg;
	size_t done = 0;

	CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 1), 1);
	say_to_bio(&p, "a");
	make_room(&msg, 1, room, NULL);
	msg.local = local;
	CHECK_INT(BIO_recvmmsg(p.bio, &msg, sizeof(msg), 1, 0, &done), 1);
	CHECK_STR(text_of(local), "::1");
	CHECK_INT(BIO_ADDR_rawport(local), p.own.name.v6.sin6_port);
	msg.peer = as_addr(&p.peer);
	CHECK_INT(BIO_sendmmsg(p.bio, &msg, sizeof(msg), 1, 0, &done), 1);
	CHECK_INT(heard_by(p.peer.fd, room[0], 8), 1);
	BIO_ADDR_clear(local); /* no matter which */
	CHECK_INT(BIO_sendmmsg(p.bio, &msg, sizeof(msg), 1, 0, &done), 1);
	msg.local = as_addr(&p.peer);
	CHECK_INT(BIO_sendmmsg(p.bio, &msg, sizeof(msg), 1, 0, &done), 0);
	CHECK_ERRORS("BIO routines:port mismatch");
	BIO_ADDR_free(local);
	free_pair(&p);
}

static void clears_addresses_that_are_not_known(void)
{
	struct end end = make_unix_end("\0biosock mmsg", 13);
	int nameless = socket(AF_UNIX, SOCK_DGRAM, 0);
	BIO *b = BIO_new_dgram(end.fd, BIO_CLOSE);
	BIO_ADDR *peer = BIO_ADDR_new();
	char room[2][8];
	BIO_MSG msg[2];
	size_t done = 0;

	system_need_family(AF_UNIX);
	BIO_ADDR_rawmake(peer, AF_INET, "\x7f\0\0\x01", 4, 1);
	sendto(nameless, "a", 1, 0, &end.name.sa, end.len);
	make_room(msg, 1, room, &peer);
	CHECK_INT(BIO_recvmmsg(b, msg, sizeof(msg[0]), 1, 0, &done), 1);
	CHECK_INT(BIO_ADDR_family(peer), AF_UNSPEC);
	/* An abstract name, whole. */
	sendto(end.fd, "b", 1, 0, &end.name.sa, end.len);
	CHECK_INT(BIO_recvmmsg(b, msg, sizeof(msg[0]), 1, 0, &done), 1);
	CHECK_INT(BIO_sendmmsg(b, msg, sizeof(msg[0]), 1, 0, &done), 1);
	CHECK_INT(heard_by(end.fd, room[0], 8), 1);
	BIO_ADDR_free(peer);
	close(nameless);
	BIO_free(b);
}

static void takes_at_most_some(void)
{
	static BIO_MSG msg[1000];
	struct pair p = make_pair(AF_INET);
	size_t done = 0;

	for (size_t i = 0; i < 1000; i++)
		fill(&msg[i], 1, as_addr(&p.peer));
	CHECK_INT(BIO_sendmmsg(p.bio, msg, sizeof(msg[0]), 1000, 0, &done), 1);
	CHECK(done > 0 && done <= 1000);
	CHECK_INT(msg[done - 1].flags, 0);
	CHECK_INT(msg[done].flags, 7);
	free_pair(&p);
}

/* A program of a later version has more in its messages. */
static void steps_by_the_stride(void)
{
	struct {
		BIO_MSG msg;
		char more[24];
	} list[3];
	struct pair p = make_pair(AF_INET);
	size_t done = 0;
	char buf[8];

	memset(list, 0xee, sizeof(list));
	for (size_t i = 0; i < 3; i++)
		list[i].msg = (BIO_MSG){ .data = buf, .data_len = i, .peer = as_addr(&p.peer) };
	CHECK_INT(BIO_sendmmsg(p.bio, &list[0].msg, sizeof(list[0]), 3, 0, &done), 1);
	CHECK_INT(done, 3);
	for (int i = 0; i < 3; i++)
		CHECK_INT(heard_by(p.peer.fd, buf, 8), i);
	free_pair(&p);
}

/* A connect BIO hands them to its datagram BIO, and connects first. */
static BIO *datagrams_of(BIO *b)
{
	BIO *datagrams = NULL;

	CHECK_INT(BIO_get0_dgram_bio(b, &datagrams), 1);
	return datagrams;
}

static void goes_through_a_connect_bio(void)
{
	struct end end = make_end(AF_INET);
	BIO *b = BIO_new(BIO_s_connect()), *stream = BIO_new_connect("127.0.0.1:9");
	union address from;
	socklen_t len = sizeof(from);
	char text[8] = "ping", in[8];
	BIO_MSG msg = { .data = text, .data_len = 4 };
	size_t done = 99;

	CHECK_INT(BIO_set_conn_address(b, (BIO_ADDR *)(void *)&end.name), 1);
	CHECK_INT(BIO_set_sock_type(b, SOCK_DGRAM), 1);
	CHECK_INT(BIO_sendmmsg(b, &msg, sizeof(msg), 1, 0, &done), 1);
	CHECK_INT(done, 1);
	CHECK_INT(recvfrom(end.fd, in, sizeof(in), 0, &from.sa, &len), 4);
	CHECK_INT(sendto(end.fd, "pong!", 5, 0, &from.sa, len), 5);
	msg.data_len = sizeof(text);
	CHECK_INT(BIO_recvmmsg(b, &msg, sizeof(msg), 1, 0, &done), 1);
	CHECK_INT(done, 1);
	CHECK_INT(msg.data_len, 5);
	CHECK_MEM(text, "pong!", 5);
	/* What the connect BIO does not answer itself the datagrams do. */
	CHECK_INT(BIO_dgram_get_mtu_overhead(b), 28);
	CHECK_INT(BIO_dgram_get_effective_caps(b), BIO_dgram_get_effective_caps(datagrams_of(b)));
	CHECK_ERRORS("-");
	done = 99;
	CHECK_INT(BIO_recvmmsg(stream, &msg, sizeof(msg), 1, 0, &done), 0);
	CHECK_INT(done, 0);
	CHECK_ERRORS("BIO routines:unsupported method");
	BIO_free(stream);
	BIO_free(b);
	close(end.fd);
}

static void need_not_be_told_how_many(void)
{
	struct pair p = make_pair(AF_INET);
	BIO *peer = BIO_new_dgram(p.peer.fd, BIO_NOCLOSE);
	char room[1][8];
	BIO_MSG msg[1];

	fill(msg, 1, as_addr(&p.peer));
	CHECK_INT(BIO_sendmmsg(p.bio, msg, sizeof(msg[0]), 1, 0, NULL), 1);
	make_room(msg, 1, room, NULL);
	CHECK_INT(BIO_recvmmsg(peer, msg, sizeof(msg[0]), 1, 0, NULL), 1);
	CHECK_ERRORS("-");
	BIO_free(peer);
	free_pair(&p);
}

static void refuses_what_it_cannot_work_on(void)
{
	struct pair p = make_pair(AF_INET);
	BIO *none = BIO_new(BIO_s_datagram()), *bad = BIO_new_dgram(-1, BIO_CLOSE);
	BIO_MSG msg;
	size_t done = 99;

	fill(&msg, 1, as_addr(&p.peer));
	CHECK_INT(BIO_sendmmsg(p.bio, NULL, sizeof(msg), 0, 0, &done), 1);
	CHECK_INT(done, 0);
	CHECK_INT(BIO_recvmmsg(p.bio, NULL, sizeof(msg), 0, 0, &done), 1);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_sendmmsg(p.bio, NULL, sizeof(msg), 1, 0, &done), 0);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK_INT(BIO_recvmmsg(p.bio, NULL, sizeof(msg), 1, 0, &done), 0);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK_INT(BIO_sendmmsg(none, &msg, sizeof(msg), 1, 0, &done), 0);
	CHECK_ERRORS("BIO routines:uninitialized");
	CHECK_INT(BIO_sendmmsg(bad, &msg, sizeof(msg), 1, 0, &done), 0);
	CHECK_ERRORS("system library:EBADF(calling sendmmsg())");
	CHECK_INT(BIO_recvmmsg(bad, &msg, sizeof(msg), 1, 0, &done), 0);
	CHECK_ERRORS("system library:EBADF(calling recvmmsg())");
	BIO_free(none);
	BIO_free(bad);
	free_pair(&p);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "sends and receives a batch", sends_and_receives_a_batch, 0, 0 },
		{ "sends each to its own peer", sends_each_to_its_own_peer, 0, 0 },
		{ "takes what is there", takes_what_is_there, 0, 0 },
		{ "takes flags to mean nothing", takes_flags_to_mean_nothing, 0, 0 },
		{ "refuses messages that overlap", refuses_messages_that_overlap, 0, 0 },
		{ "sends up to the first that fails", sends_up_to_the_first_that_fails, 0, 0 },
		{ "receives up to the first that fails", receives_up_to_the_first_that_fails, 0,
		    0 },
		{ "knows which address was meant", knows_which_address_was_meant, 0, 0 },
		{ "knows IPv6 addresses too", knows_ipv6_addresses_too, 0, 0 },
		{ "clears addresses that are not known", clears_addresses_that_are_not_known, 0,
		    0 },
		{ "takes at most some", takes_at_most_some, 0, 0 },
		{ "goes through a connect BIO", goes_through_a_connect_bio, 0, 0 },
		{ "steps by the stride", steps_by_the_stride, 0, 0 },
		{ "need not be told how many", need_not_be_told_how_many, 0, 0 },
		{ "refuses what it cannot work on", refuses_what_it_cannot_work_on, 0, 0 },
	};

	return contract_main("datagram_mmsg", cases, sizeof(cases) / sizeof(cases[0]));
}
