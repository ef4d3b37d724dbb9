/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What datagram BIOs have since OpenSSL 3.2: capabilities, local addresses, no truncation,
 * what to poll.
 */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>

#include "datagram_peers.h"
#include "support/contract.h"
#include "support/system.h"

#define RETRY_READ (BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
#define PEER_CAPS  (BIO_DGRAM_CAP_HANDLES_DST_ADDR | BIO_DGRAM_CAP_PROVIDES_SRC_ADDR)
#define LOCAL_CAPS (BIO_DGRAM_CAP_HANDLES_SRC_ADDR | BIO_DGRAM_CAP_PROVIDES_DST_ADDR)

static void refuses_to_cut_when_told(void)
{
	struct pair p = make_pair(AF_INET);
	char buf[10];

	CHECK_INT(BIO_dgram_get_no_trunc(p.bio), 0);
	CHECK_INT(BIO_dgram_set_no_trunc(p.bio, 1), 1);
	CHECK_INT(BIO_dgram_get_no_trunc(p.bio), 1);
	say_to_bio(&p, "0123456789");
	CHECK_INT(BIO_read(p.bio, buf, 9), -1);
	CHECK_INT(errno, EMSGSIZE);
	CHECK_INT(BIO_should_retry(p.bio), 0);
	CHECK_ERRORS("BIO routines:length too long");
	CHECK_INT(BIO_read(p.bio, buf, 10), 10);
	say_to_bio(&p, "");
	CHECK_INT(BIO_read(p.bio, buf, 10), 0);
	do_not_block(p.own.fd);
	CHECK_INT(BIO_read(p.bio, buf, 10), -1);
	CHECK_INT(BIO_get_retry_flags(p.bio), RETRY_READ);
	(void)BIO_dgram_set_no_trunc(p.bio, 0);
	say_to_bio(&p, "0123456789");
	CHECK_INT(BIO_read(p.bio, buf, 9), 9);
	free_pair(&p);
}

static int option(int fd, int level, int name)
{
	int value = -1;
	socklen_t len = sizeof(value);

	getsockopt(fd, level, name, &value, &len);
	return value;
}

static void enables_local_addresses(void)
{
	static const struct {
		int family, level, name;
	} rows[] = { { AF_INET, IPPROTO_IP, IP_PKTINFO },
		{ AF_INET6, IPPROTO_IPV6, IPV6_RECVPKTINFO } };

	for (size_t i = 0; i < 2; i++) {
		struct pair p = make_pair(rows[i].family);
		int on = -1;

		CHECK_INT(BIO_dgram_get_local_addr_cap(p.bio), 1);
		CHECK_INT(BIO_dgram_get_local_addr_enable(p.bio, &on), 1);
		CHECK_INT(on, 0);
		CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 1), 1);
		CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 2), 1);
		CHECK_INT(option(p.own.fd, rows[i].level, rows[i].name), 1);
		CHECK_INT(BIO_dgram_get_local_addr_enable(p.bio, &on), 1);
		CHECK_INT(on, 1);
		CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 0), 1);
		CHECK_INT(option(p.own.fd, rows[i].level, rows[i].name), 0);
		CHECK_ERRORS("-");
		free_pair(&p);
	}
}

static void has_no_local_addresses_elsewhere(void)
{
	struct end end = make_unix_end("\0biosock local", 14);
	BIO *b = BIO_new_dgram(end.fd, BIO_CLOSE);

	system_need_family(AF_UNIX);
	CHECK_INT(BIO_dgram_get_local_addr_cap(b), 0);
	CHECK_INT(BIO_dgram_set_local_addr_enable(b, 0), 1);
	CHECK_INT(BIO_dgram_set_local_addr_enable(b, 1), 0);
	CHECK_ERRORS("BIO routines:local address not available");
	CHECK_INT(BIO_dgram_get_effective_caps(b), PEER_CAPS);
	BIO_free(b);
	b = BIO_new(BIO_s_datagram());
	CHECK_INT(BIO_dgram_get_local_addr_cap(b), 1);
	CHECK_INT(BIO_dgram_get_effective_caps(b), PEER_CAPS | LOCAL_CAPS);
	CHECK_INT(BIO_dgram_set_local_addr_enable(b, 1), 0);
	CHECK_ERRORS(
	    "system library:EBADF(calling getsockname());BIO routines:local address not available");
	CHECK_INT(BIO_dgram_get_local_addr_enable(b, NULL), 0);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	BIO_free(b);
}

static void forgets_what_the_old_socket_was_told(void)
{
	struct pair p = make_pair(AF_INET);
	struct end next = make_end(AF_INET);
	int on = -1;

	CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 1), 1);
	BIO_set_fd(p.bio, next.fd, BIO_CLOSE);
	CHECK_INT(BIO_dgram_get_local_addr_enable(p.bio, &on), 1);
	CHECK_INT(on, 0);
	free_pair(&p);
}

static void has_the_capabilities_of_a_socket(void)
{
	struct pair p = make_pair(AF_INET);

	CHECK_INT(BIO_dgram_get_effective_caps(p.bio), PEER_CAPS | LOCAL_CAPS);
	CHECK_INT(BIO_dgram_get_caps(p.bio), 0);
	CHECK_INT(BIO_dgram_set_caps(p.bio, PEER_CAPS | LOCAL_CAPS), 0);
	CHECK_INT(BIO_dgram_set_caps(p.bio, 0), 0);
	CHECK_INT(BIO_dgram_get_caps(p.bio), 0);
	CHECK_ERRORS("-");
	free_pair(&p);
}

/* An address of its own for the BIO to keep. */
static BIO_ADDR *address(const char *ip, unsigned short port)
{
	BIO_ADDR *addr = BIO_ADDR_new();
	struct in_addr raw;

	inet_pton(AF_INET, ip, &raw);
	BIO_ADDR_rawmake(addr, AF_INET, &raw, sizeof(raw), port);
	return addr;
}

/* Where the peer says the next datagram came from. */
static const char *source(int fd)
{
	static char text[INET_ADDRSTRLEN];
	union address from = { 0 };
	socklen_t len = sizeof(from);
	char buf[4];

	if (recvfrom(fd, buf, sizeof(buf), MSG_DONTWAIT, &from.sa, &len) == -1)
		return NULL;
	return inet_ntop(AF_INET, &from.v4.sin_addr, text, sizeof(text));
}

static void writes_from_the_address_it_was_given(void)
{
	struct end own = make_v4_end("0.0.0.0"), peer = make_v4_end("127.0.0.1");
	BIO *b = BIO_new_dgram(own.fd, BIO_CLOSE);

	if (!system_sends_from())
		contract_skip("datagrams go from the system's choice of address here");
	(void)BIO_dgram_set_peer(b, &peer.name);
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK_STR(source(peer.fd), "127.0.0.1");
	CHECK_INT(BIO_dgram_set0_local_addr(b, address("127.0.0.2", 0)), 1);
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK_STR(source(peer.fd), "127.0.0.2");
	CHECK_INT(BIO_dgram_set0_local_addr(b, address("127.0.0.3", own.name.v4.sin_port)), 1);
	CHECK_INT(BIO_puts(b, "x"), 1);
	CHECK_STR(source(peer.fd), "127.0.0.3");
	CHECK_INT(BIO_dgram_set0_local_addr(b, address("127.0.0.3", 1)), 1);
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_INT(errno, EADDRNOTAVAIL);
	CHECK_INT(BIO_should_retry(b), 0);
	CHECK_ERRORS("BIO routines:port mismatch");
	CHECK_INT(BIO_dgram_set0_local_addr(b, address("192.0.2.1", 0)), 1);
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_INT(BIO_should_retry(b), 0);
	CHECK_INT(BIO_dgram_set0_local_addr(b, NULL), 1);
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK_STR(source(peer.fd), "127.0.0.1");
	connect(own.fd, &peer.name.sa, peer.len);
	(void)BIO_ctrl_set_connected(b, &peer.name);
	(void)BIO_dgram_set0_local_addr(b, address("127.0.0.2", 0));
	CHECK_INT(BIO_write(b, "x", 1), 1);
	close(peer.fd);
	BIO_free(b);
}

static void cannot_write_from_another_familys_address(void)
{
	struct pair p = make_pair(AF_INET6);

	(void)BIO_dgram_set_peer(p.bio, &p.peer.name);
	(void)BIO_dgram_set0_local_addr(p.bio, address("127.0.0.2", 0));
	CHECK_INT(BIO_write(p.bio, "x", 1), -1);
	CHECK_ERRORS("BIO routines:local address not available");
	free_pair(&p);
}

/* Which the IPv6 socket has as a mapped address, and answers from. */
static void knows_which_ipv4_address_was_meant_by_ipv6(void)
{
	union address any = { .v6 = { .sin6_family = AF_INET6 } },
	              to = { .v4 = { .sin_family = AF_INET } };
	int fd = socket(AF_INET6, SOCK_DGRAM, 0);
	struct end client = make_v4_end("127.0.0.1");
	BIO *b = BIO_new_dgram(fd, BIO_CLOSE);
	BIO_ADDR *peer = BIO_ADDR_new(), *local = BIO_ADDR_new();
	char data[4];
	BIO_MSG msg = { .data = data, .data_len = sizeof(data), .peer = peer, .local = local };
	socklen_t len = sizeof(any);
	size_t done = 0;

	if (!system_sends_from())
		contract_skip("datagrams go from the system's choice of address here");
	setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &(int){ 0 }, sizeof(int));
	bind(fd, &any.sa, sizeof(any.v6));
	CHECK_INT(BIO_dgram_set_local_addr_enable(b, 1), 1);
	getsockname(fd, &any.sa, &len);
	inet_pton(AF_INET, "127.0.0.2", &to.v4.sin_addr);
	to.v4.sin_port = any.v6.sin6_port;
	sendto(client.fd, "q", 1, 0, &to.sa, sizeof(to.v4));
	CHECK_INT(BIO_recvmmsg(b, &msg, sizeof(msg), 1, 0, &done), 1);
	CHECK_INT(BIO_ADDR_family(local), AF_INET6);
	CHECK_INT(BIO_sendmmsg(b, &msg, sizeof(msg), 1, 0, &done), 1);
	CHECK_STR(source(client.fd), "127.0.0.2");
	CHECK_ERRORS("-");
	BIO_ADDR_free(peer);
	BIO_ADDR_free(local);
	close(client.fd);
	BIO_free(b);
}

/* Its port is not known before the first datagram. */
static void works_before_the_socket_is_bound(void)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	struct end peer = make_v4_end("127.0.0.1");
	BIO *b = BIO_new_dgram(fd, BIO_CLOSE);
	BIO_ADDR *from = address("127.0.0.2", 0);
	char data[4] = "abc";
	BIO_MSG msg = { .data = data, .data_len = 3, .local = from };
	union address name = { 0 };
	socklen_t len = sizeof(name);
	size_t done = 0;

	if (!system_sends_from())
		contract_skip("datagrams go from the system's choice of address here");
	msg.peer = (BIO_ADDR *)(void *)&peer.name;
	CHECK_INT(BIO_dgram_set_local_addr_enable(b, 1), 1);
	CHECK_INT(BIO_sendmmsg(b, &msg, sizeof(msg), 1, 0, &done), 1);
	CHECK_STR(source(peer.fd), "127.0.0.2");
	getsockname(fd, &name.sa, &len);
	name.v4.sin_addr = peer.name.v4.sin_addr;
	sendto(peer.fd, "x", 1, 0, &name.sa, len);
	CHECK_INT(BIO_recvmmsg(b, &msg, sizeof(msg), 1, 0, &done), 1);
	CHECK_INT(BIO_ADDR_rawport(from), name.v4.sin_port);
	BIO_ADDR_free(from);
	close(peer.fd);
	BIO_free(b);
}

static void detects_its_peer(void)
{
	struct pair p = make_pair(AF_INET6);
	struct end other = make_end(AF_INET6);
	union address got = { 0 };

	CHECK_INT(BIO_dgram_detect_peer_addr(p.bio, &got), 0);
	CHECK_INT(BIO_dgram_detect_peer_addr(p.bio, NULL), 0);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	connect(p.own.fd, &p.peer.name.sa, p.peer.len);
	CHECK(BIO_dgram_detect_peer_addr(p.bio, &got) > 0);
	CHECK_MEM(&got, &p.peer.name, (size_t)p.peer.len);
	(void)BIO_dgram_set_peer(p.bio, &other.name);
	CHECK(BIO_dgram_detect_peer_addr(p.bio, &got) > 0);
	CHECK_MEM(&got, &other.name, (size_t)other.len);
	close(other.fd);
	free_pair(&p);
}

static void says_what_to_poll(void)
{
	struct pair p = make_pair(AF_INET);
	BIO *none = BIO_new(BIO_s_datagram());
	BIO_POLL_DESCRIPTOR got = { 0 };

	CHECK_INT(BIO_get_rpoll_descriptor(p.bio, &got), 1);
	CHECK_INT(got.type, BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD);
	CHECK_INT(got.value.fd, p.own.fd);
	got.value.fd = -1;
	CHECK_INT(BIO_get_wpoll_descriptor(p.bio, &got), 1);
	CHECK_INT(got.value.fd, p.own.fd);
	CHECK_INT(BIO_get_rpoll_descriptor(p.bio, NULL), 0);
	CHECK_INT(BIO_get_rpoll_descriptor(none, &got), 0);
	BIO_free(none);
	free_pair(&p);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "refuses to cut when told", refuses_to_cut_when_told, 0, 0 },
		{ "enables local addresses", enables_local_addresses, 0, 0 },
		{ "has no local addresses elsewhere", has_no_local_addresses_elsewhere, 0, 0 },
		{ "forgets what the old socket was told", forgets_what_the_old_socket_was_told, 0,
		    0 },
		{ "has the capabilities of a socket", has_the_capabilities_of_a_socket, 0, 0 },
		{ "writes from the address it was given", writes_from_the_address_it_was_given, 0,
		    0 },
		{ "cannot write from another family's address",
		    cannot_write_from_another_familys_address, 0, 0 },
		{ "knows which IPv4 address was meant by IPv6",
		    knows_which_ipv4_address_was_meant_by_ipv6, 0, 0 },
		{ "works before the socket is bound", works_before_the_socket_is_bound, 0, 0 },
		{ "detects its peer", detects_its_peer, 0, 0 },
		{ "says what to poll", says_what_to_poll, 0, 0 },
	};

	return contract_main("datagram_local", cases, sizeof(cases) / sizeof(cases[0]));
}
