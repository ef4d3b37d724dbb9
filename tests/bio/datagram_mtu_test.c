/* SPDX-License-Identifier: Apache-2.0 */
/* The MTU controls of BIO_s_datagram(), as the kernel sees them too. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>

#include "datagram_peers.h"
#include "support/contract.h"

static int option(int fd, int level, int name)
{
	int value = -1;
	socklen_t len = sizeof(value);

	getsockopt(fd, level, name, &value, &len);
	return value;
}

/* An IPv4 address as an IPv6 socket has it. */
static union address mapped(void)
{
	union address name = { .v6 = { .sin6_family = AF_INET6, .sin6_port = htons(9) } };

	inet_pton(AF_INET6, "::ffff:127.0.0.1", &name.v6.sin6_addr);
	return name;
}

static void check_sizes(BIO *b, const void *peer, int fallback, int overhead)
{
	BIO_ctrl(b, BIO_CTRL_DGRAM_SET_PEER, 0, (void *)(uintptr_t)peer);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DGRAM_GET_FALLBACK_MTU, 0, NULL), fallback);
	CHECK_INT(BIO_dgram_get_mtu_overhead(b), overhead);
}

static void has_sizes_by_the_peer(void)
{
	struct pair v4 = make_pair(AF_INET), v6 = make_pair(AF_INET6);
	union address path = { .un = { AF_UNIX, "/run/nobody" } }, v4_in_v6 = mapped();

	check_sizes(v4.bio, &v4.peer.name, 576 - 28, 28);
	check_sizes(v4.bio, &v6.peer.name, 1280 - 48, 48);
	check_sizes(v6.bio, &v4_in_v6, 576 - 28, 28);
	check_sizes(v6.bio, &path, 576 - 28, 28);
	free_pair(&v4);
	free_pair(&v6);
}

static void asks_only_a_connected_socket(void)
{
	static const int families[] = { AF_INET, AF_INET6 }, overheads[] = { 28, 48 };
	static const int levels[] = { IPPROTO_IP, IPPROTO_IPV6 }, names[] = { IP_MTU, IPV6_MTU };

	for (size_t i = 0; i < 2; i++) {
		struct pair p = make_pair(families[i]);
		long mtu;

		BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_MTU, 777, NULL);
		CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_QUERY_MTU, 0, NULL), 0);
		CHECK_STR(contract_errno_name(errno), "ENOTCONN");
		CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_MTU, 0, NULL), 777);
		connect(p.own.fd, &p.peer.name.sa, p.peer.len);
		mtu = option(p.own.fd, levels[i], names[i]);
		CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_QUERY_MTU, 0, NULL), mtu - overheads[i]);
		CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_MTU, 0, NULL), mtu - overheads[i]);
		CHECK_ERRORS("-");
		free_pair(&p);
	}
}

static void asks_for_ipv4_in_ipv6(void)
{
	union address name = mapped();
	int fd = socket(AF_INET6, SOCK_DGRAM, 0);
	BIO *b = BIO_new_dgram(fd, BIO_CLOSE);

	connect(fd, &name.sa, sizeof(name.v6));
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DGRAM_QUERY_MTU, 0, NULL),
	    option(fd, IPPROTO_IPV6, IPV6_MTU) - 28);
	BIO_free(b);
}

static void keeps_what_it_was_given(void)
{
	struct pair p = make_pair(AF_INET);

	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_MTU, 1234, NULL), 1234);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_MTU, 0, NULL), 1234);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_MTU, -7, NULL), -7);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_MTU, 0, NULL), 4294967289);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_MTU, 5000000000, NULL), 5000000000);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_MTU, 0, NULL), 705032704);
	free_pair(&p);
}

static void has_the_system_discover_it(void)
{
	struct pair v4 = make_pair(AF_INET), v6 = make_pair(AF_INET6);

	CHECK_INT(BIO_ctrl(v4.bio, BIO_CTRL_DGRAM_MTU_DISCOVER, 0, NULL), 0);
	CHECK_INT(option(v4.own.fd, IPPROTO_IP, IP_MTU_DISCOVER), IP_PMTUDISC_DO);
	CHECK_INT(BIO_ctrl(v6.bio, BIO_CTRL_DGRAM_MTU_DISCOVER, 0, NULL), 0);
	CHECK_INT(option(v6.own.fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER), IPV6_PMTUDISC_DO);
	free_pair(&v4);
	free_pair(&v6);
}

static void has_nothing_fragmented(void)
{
	static const struct {
		long number;
		int v4, v6;
	} rows[] = { { 1, IP_PMTUDISC_PROBE, 1 }, { 0, IP_PMTUDISC_DONT, 0 },
		{ -9, IP_PMTUDISC_PROBE, 1 } };
	struct pair v4 = make_pair(AF_INET), v6 = make_pair(AF_INET6);

	(void)BIO_dgram_set_peer(v4.bio, &v4.peer.name);
	(void)BIO_dgram_set_peer(v6.bio, &v6.peer.name);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(BIO_ctrl(v4.bio, BIO_CTRL_DGRAM_SET_DONT_FRAG, rows[i].number, NULL), 0);
		CHECK_INT(option(v4.own.fd, IPPROTO_IP, IP_MTU_DISCOVER), rows[i].v4);
		CHECK_INT(BIO_ctrl(v6.bio, BIO_CTRL_DGRAM_SET_DONT_FRAG, rows[i].number, NULL), 0);
		CHECK_INT(option(v6.own.fd, IPPROTO_IPV6, IPV6_DONTFRAG), rows[i].v6);
	}
	free_pair(&v4);
	free_pair(&v6);
}

static void has_no_mtu_for_unix_sockets(void)
{
	struct end end = make_unix_end("\0biosock mtu", 12);
	BIO *b = BIO_new_dgram(end.fd, BIO_CLOSE);

	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DGRAM_QUERY_MTU, 0, NULL), 0);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DGRAM_MTU_DISCOVER, 0, NULL), -1);
	(void)BIO_dgram_set_peer(b, &end.name);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DGRAM_SET_DONT_FRAG, 1, NULL), -1);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void fails_for_another_familys_peer(void)
{
	struct pair p = make_pair(AF_INET);
	struct end v6 = make_end(AF_INET6);

	(void)BIO_dgram_set_peer(p.bio, &v6.name);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_DONT_FRAG, 1, NULL), -1);
	close(v6.fd);
	free_pair(&p);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "has sizes by the peer", has_sizes_by_the_peer, 0, 0 },
		{ "asks only a connected socket", asks_only_a_connected_socket, 0, 0 },
		{ "asks for IPv4 in IPv6", asks_for_ipv4_in_ipv6, 0, 0 },
		{ "keeps what it was given", keeps_what_it_was_given, 0, 0 },
		{ "has the system discover it", has_the_system_discover_it, 0, 0 },
		{ "has nothing fragmented", has_nothing_fragmented, 0, 0 },
		{ "has no MTU for AF_UNIX", has_no_mtu_for_unix_sockets, 0, 0 },
		{ "fails for another family's peer", fails_for_another_familys_peer, 0, 0 },
	};

	return contract_main("datagram_mtu", cases, sizeof(cases) / sizeof(cases[0]));
}
