/* SPDX-License-Identifier: Apache-2.0 */
/* The MTU controls of BIO_s_datagram(), as the kernel sees them too. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>

#include "datagram_peers.h"
#include "support/contract.h"
#include "support/interpose.h"
#include "support/system.h"

/* What getsockopt() says besides; -1: as it is. */
static int says = -1;

int INTERPOSED(getsockopt)(int fd, int level, int name, void *value, socklen_t *len)
{
	int r = NEXT(getsockopt)(fd, level, name, value, len);

	if (r == 0 && says != -1)
		memcpy(value, &says, sizeof(says));
	return r;
}

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
	union address path = { .un = { .sun_family = AF_UNIX, .sun_path = "/run/nobody" } },
	              v4_in_v6 = mapped();

	check_sizes(v4.bio, &v4.peer.name, 576 - 28, 28);
	check_sizes(v4.bio, &v6.peer.name, 1280 - 48, 48);
	check_sizes(v6.bio, &v4_in_v6, 576 - 28, 28);
	check_sizes(v6.bio, &path, 576 - 28, 28);
	free_pair(&v4);
	free_pair(&v6);
}

/* Nor has a datagram without a peer, for the last of them. */
static void leaves_errno_where_there_is_no_mtu(void)
{
	static const struct {
		int family, command;
		long want;
	} cases[] = {
		{ AF_UNIX, BIO_CTRL_DGRAM_QUERY_MTU, 0 },
		{ AF_UNIX, BIO_CTRL_DGRAM_MTU_DISCOVER, -1 },
		{ AF_UNIX, BIO_CTRL_DGRAM_SET_DONT_FRAG, -1 },
		{ AF_INET, BIO_CTRL_DGRAM_SET_DONT_FRAG, -1 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO *b;

		if (!system_has_family(cases[i].family))
			continue;
		b = BIO_new_dgram(socket(cases[i].family, SOCK_DGRAM, 0), BIO_CLOSE);
		errno = 0;
		CHECK_INT(BIO_ctrl(b, cases[i].command, 0, NULL), cases[i].want);
		CHECK_INT(errno, 0);
		CHECK_ERRORS("-");
		BIO_free(b);
	}
}

static void check_query(int family, int level, int name, int overhead)
{
	struct pair p = make_pair(family);
	long mtu;

	BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_MTU, 777, NULL);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_QUERY_MTU, 0, NULL), 0);
	CHECK_STR(contract_errno_name(errno), "ENOTCONN");
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_MTU, 0, NULL), 777);
	connect(p.own.fd, &p.peer.name.sa, p.peer.len);
	mtu = option(p.own.fd, level, name);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_QUERY_MTU, 0, NULL), mtu - overhead);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_MTU, 0, NULL), mtu - overhead);
	CHECK_ERRORS("-");
	free_pair(&p);
}

/* An MTU that has not even room for the headers is none; libcrypto counts on below 0. */
static void check_small(int family, int overhead)
{
	struct pair p = make_pair(family);

	connect(p.own.fd, &p.peer.name.sa, p.peer.len);
	BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_MTU, 777, NULL);
	says = overhead - 1;
	if (!contract_is_oracle()) {
		CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_QUERY_MTU, 0, NULL), 0);
		CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_MTU, 0, NULL), 777);
	}
	says = overhead + 1;
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_QUERY_MTU, 0, NULL), 1);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_MTU, 0, NULL), 1);
	says = -1;
	CHECK_ERRORS("-");
	free_pair(&p);
}

/* qemu's user mode knows few of these. */
static void need_option(int family, int level, int name)
{
	struct pair p = make_pair(family);
	int value;
	socklen_t len = sizeof(value);
	bool known = getsockopt(p.own.fd, level, name, &value, &len) == 0 || errno != ENOPROTOOPT;

	free_pair(&p);
	if (!known)
		contract_skip("the socket option is not known here");
}

static void asks_only_a_connected_socket(void)
{
	need_option(AF_INET, IPPROTO_IP, IP_MTU);
	check_query(AF_INET, IPPROTO_IP, IP_MTU, 28);
}

static void asks_only_a_connected_v6_socket(void)
{
	need_option(AF_INET6, IPPROTO_IPV6, IPV6_MTU);
	check_query(AF_INET6, IPPROTO_IPV6, IPV6_MTU, 48);
}

static void takes_no_mtu_without_room(void)
{
	need_option(AF_INET, IPPROTO_IP, IP_MTU);
	check_small(AF_INET, 28);
	check_small(AF_INET6, 48);
}

static void asks_for_ipv4_in_ipv6(void)
{
	union address name = mapped();
	int fd = socket(AF_INET6, SOCK_DGRAM, 0);
	BIO *b = BIO_new_dgram(fd, BIO_CLOSE);

	need_option(AF_INET6, IPPROTO_IPV6, IPV6_MTU);
	connect(fd, &name.sa, sizeof(name.v6));
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DGRAM_QUERY_MTU, 0, NULL),
	    option(fd, IPPROTO_IPV6, IPV6_MTU) - 28);
	BIO_free(b);
}

static void keeps_what_it_was_given(void)
{
	struct pair p = make_pair(AF_INET);
	long large = (long)5000000000LL;

	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_MTU, 1234, NULL), 1234);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_MTU, 0, NULL), 1234);
	CHECK(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_MTU, -7, NULL) < 0); /* 3.0: what it was */
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_MTU, 0, NULL), (long)4294967289LL);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_MTU, large, NULL), large);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_GET_MTU, 0, NULL), 705032704);
	free_pair(&p);
}

static void has_the_system_discover_it(void)
{
	struct pair v4 = make_pair(AF_INET), v6 = make_pair(AF_INET6);

	need_option(AF_INET, IPPROTO_IP, IP_MTU_DISCOVER);
	CHECK_INT(BIO_ctrl(v4.bio, BIO_CTRL_DGRAM_MTU_DISCOVER, 0, NULL), 0);
	CHECK_INT(option(v4.own.fd, IPPROTO_IP, IP_MTU_DISCOVER), IP_PMTUDISC_DO);
	CHECK_INT(BIO_ctrl(v6.bio, BIO_CTRL_DGRAM_MTU_DISCOVER, 0, NULL), 0);
	CHECK_INT(option(v6.own.fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER), IPV6_PMTUDISC_DO);
	free_pair(&v4);
	free_pair(&v6);
}

static void check_fragmenting(int family, long number, int level, int name, int want)
{
	struct pair p = make_pair(family);

	(void)BIO_dgram_set_peer(p.bio, &p.peer.name);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_DONT_FRAG, 1, NULL), 0);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_DONT_FRAG, number, NULL), 0);
	CHECK_INT(option(p.own.fd, level, name), want);
	free_pair(&p);
}

static void has_nothing_fragmented(void)
{
	need_option(AF_INET, IPPROTO_IP, IP_MTU_DISCOVER);
	check_fragmenting(AF_INET, 1, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE);
	check_fragmenting(AF_INET, 0, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DONT);
	check_fragmenting(AF_INET, -9, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE);
}

static void has_nothing_fragmented_of_v6(void)
{
	need_option(AF_INET6, IPPROTO_IPV6, IPV6_DONTFRAG);
	check_fragmenting(AF_INET6, 1, IPPROTO_IPV6, IPV6_DONTFRAG, 1);
	check_fragmenting(AF_INET6, 0, IPPROTO_IPV6, IPV6_DONTFRAG, 0);
	check_fragmenting(AF_INET6, -9, IPPROTO_IPV6, IPV6_DONTFRAG, 1);
}

static void has_no_mtu_for_unix_sockets(void)
{
	struct end end = make_unix_end("\0biosock mtu", 12);
	BIO *b = BIO_new_dgram(end.fd, BIO_CLOSE);

	system_need_abstract_names();
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
		{ "asks only a connected IPv6 socket", asks_only_a_connected_v6_socket, 0, 0 },
		{ "takes no MTU without room", takes_no_mtu_without_room, 0, 0 },
		{ "asks for IPv4 in IPv6", asks_for_ipv4_in_ipv6, 0, 0 },
		{ "keeps what it was given", keeps_what_it_was_given, 0, 0 },
		{ "has the system discover it", has_the_system_discover_it, 0, 0 },
		{ "has nothing fragmented", has_nothing_fragmented, 0, 0 },
		{ "has nothing fragmented of IPv6", has_nothing_fragmented_of_v6, 0, 0 },
		{ "leaves errno where there is no MTU", leaves_errno_where_there_is_no_mtu, 0,
		    0x30600000L },
		{ "has no MTU for AF_UNIX", has_no_mtu_for_unix_sockets, 0, 0 },
		{ "fails for another family's peer", fails_for_another_familys_peer, 0, 0 },
	};

	return contract_main("datagram_mtu", cases, sizeof(cases) / sizeof(cases[0]));
}
