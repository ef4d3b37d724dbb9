/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Local addresses of datagrams among other control data, and in control data that was cut: right,
 * or none. recvmmsg() is replaced in this executable, to cut what it brings.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "datagram_peers.h"
#include "support/contract.h"
#include "support/interpose.h"
#include "support/mmsg.h"

enum { WHOLE = 1000 };

static size_t cut_to = WHOLE; /* how much control data is left */
static bool says_so;          /* the last header's length is cut too, as by Linux */
static size_t arrived;        /* how much there was */

/* musl's macro mixes signed and unsigned lengths. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wsign-compare"
/* The last header is told that it ends with the whole. */
static void shorten_last(struct msghdr *message)
{
	struct cmsghdr *last = NULL;
	char *end = (char *)message->msg_control + message->msg_controllen;

	for (struct cmsghdr *at = CMSG_FIRSTHDR(message); at != NULL; at = CMSG_NXTHDR(message, at))
		last = at;
	if (last != NULL && (char *)last + last->cmsg_len > end)
		last->cmsg_len = (__typeof__(last->cmsg_len))(end - (char *)last);
}
#pragma GCC diagnostic pop

/* What is cut was never written: it is poison. */
static void cut(struct msghdr *message)
{
	arrived = message->msg_controllen;
	if (arrived <= cut_to)
		return;
	message->msg_controllen = (__typeof__(message->msg_controllen))cut_to;
	message->msg_flags |= MSG_CTRUNC;
	if (says_so)
		shorten_last(message);
	memset((char *)message->msg_control + cut_to, 0xee, arrived - cut_to);
}

/* The address that is put in place of the one received, and how much of it lacks; NULL: none is. */
static const char *instead;
static size_t lacks;

static void replace(struct msghdr *message)
{
	struct cmsghdr *header = message->msg_control;
	struct in6_pktinfo info = { .ipi6_ifindex = 7 };

	CHECK_INT(inet_pton(AF_INET6, instead, &info.ipi6_addr), 1);
	message->msg_controllen = CMSG_SPACE(sizeof(info));
	header->cmsg_level = IPPROTO_IPV6;
	header->cmsg_type = IPV6_PKTINFO;
	header->cmsg_len = (__typeof__(header->cmsg_len))CMSG_LEN(sizeof(info) - lacks);
	memcpy(CMSG_DATA(header), &info, sizeof(info));
}

mmsg_result INTERPOSED(recvmmsg)(
    int fd, struct mmsghdr *list, mmsg_count n, mmsg_flags flags, mmsg_time timeout)
{
	recvmmsg_fn *next = (recvmmsg_fn *)NEXT(recvmmsg);
	mmsg_result done = next(fd, list, n, flags, timeout);

	for (mmsg_result i = 0; i < done && instead == NULL; i++)
		cut(&list[i].msg_hdr);
	for (mmsg_result i = 0; i < done && instead != NULL; i++)
		replace(&list[i].msg_hdr);
	return done;
}

/* The local address of the next datagram: 1 if it is the BIO's own, 0 if there is none. */
static int receive_local(struct pair *p, BIO_ADDR *local)
{
	char text[8], want[20], got[20];
	BIO_MSG msg = { .data = text, .data_len = sizeof(text), .local = local };
	size_t done = 0, want_len = sizeof(want), got_len = sizeof(got);

	say_to_bio(p, "hi");
	CHECK_INT(BIO_recvmmsg(p->bio, &msg, sizeof(msg), 1, 0, &done), 1);
	CHECK_INT(done, 1);
	CHECK_INT(msg.data_len, 2);
	CHECK_ERRORS("-");
	if (BIO_ADDR_family(local) == AF_UNSPEC)
		return 0;
	CHECK_INT(BIO_ADDR_family(local), p->own.name.sa.sa_family);
	CHECK(BIO_ADDR_rawaddress(local, got, &got_len));
	CHECK(BIO_ADDR_rawaddress((BIO_ADDR *)(void *)&p->own.name, want, &want_len));
	CHECK_INT(got_len, want_len);
	CHECK_MEM(got, want, want_len);
	CHECK_INT(BIO_ADDR_rawport(local), BIO_ADDR_rawport((BIO_ADDR *)(void *)&p->own.name));
	return 1;
}

static void check_each_cut(struct pair *p, BIO_ADDR *local)
{
	size_t whole;

	cut_to = WHOLE;
	CHECK_INT(receive_local(p, local), 1);
	whole = arrived;
	CHECK(whole > 0 && whole < WHOLE);
	for (cut_to = 0; cut_to < whole; cut_to++) {
		bool fits = cut_to >= whole - (CMSG_SPACE(1) - CMSG_LEN(1));

		CHECK(receive_local(p, local) <= fits);
	}
	cut_to = WHOLE;
	CHECK_INT(receive_local(p, local), 1);
}

static void what_was_cut_is_no_address(void)
{
	static const int families[] = { AF_INET, AF_INET6 };

	for (int i = 0; i < 4; i++) {
		struct pair p = make_pair(families[i / 2]);
		BIO_ADDR *local = BIO_ADDR_new();

		says_so = i % 2 == 0;
		CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 1), 1);
		check_each_cut(&p, local);
		BIO_ADDR_free(local);
		free_pair(&p);
	}
}

/* Options that have more told of each datagram, which comes before the address or behind it. */
static const struct {
	int family, level, name;
} others[] = {
	{ AF_UNSPEC, SOL_SOCKET, SO_TIMESTAMP },
#ifdef SO_RXQ_OVFL
	{ AF_UNSPEC, SOL_SOCKET, SO_RXQ_OVFL },
#endif
	{ AF_INET, IPPROTO_IP, IP_RECVTTL },
#ifdef IP_RECVTOS
	{ AF_INET, IPPROTO_IP, IP_RECVTOS },
#endif
	{ AF_INET6, IPPROTO_IPV6, IPV6_RECVHOPLIMIT },
	{ AF_INET6, IPPROTO_IPV6, IPV6_RECVTCLASS },
};

/* What an emulator does not know is left out. */
static void enable_others(int fd, int family)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		int on = 1;

		if (others[i].family != AF_UNSPEC && others[i].family != family)
			continue;
		if (setsockopt(fd, others[i].level, others[i].name, &on, sizeof(on)) == -1)
			CHECK(errno == ENOPROTOOPT || errno == EOPNOTSUPP);
	}
}

static void others_leave_room(void)
{
	static const int families[] = { AF_INET, AF_INET6 };

	for (int i = 0; i < 2; i++) {
		struct pair p = make_pair(families[i]);
		BIO_ADDR *local = BIO_ADDR_new();

		CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 1), 1);
		enable_others(p.own.fd, families[i]);
		for (int j = 0; j < 3; j++)
			CHECK_INT(receive_local(&p, local), 1);
		BIO_ADDR_free(local);
		free_pair(&p);
	}
}

/* Only an address of one link needs to have it named (RFC 4007, 6). */
static void a_link_local_address_has_its_scope(void)
{
	static const struct {
		const char *address;
		unsigned scope;
	} rows[] = { { "fe80::1", 7 }, { "2001:db8::1", 0 }, { "::1", 0 } };
	struct pair p = make_pair(AF_INET6);
	union address local;
	char text[4];

	CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 1), 1);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		BIO_MSG msg = {
			.data = text, .data_len = sizeof(text), .local = (BIO_ADDR *)(void *)&local
		};
		size_t done = 0;

		memset(&local, 0xee, sizeof(local));
		instead = rows[i].address;
		say_to_bio(&p, "hi");
		CHECK_INT(BIO_recvmmsg(p.bio, &msg, sizeof(msg), 1, 0, &done), 1);
		CHECK_INT(local.v6.sin6_family, AF_INET6);
		CHECK_INT(local.v6.sin6_scope_id, rows[i].scope);
		CHECK_INT(local.v6.sin6_port, p.own.name.v6.sin6_port);
	}
	instead = NULL;
	free_pair(&p);
}

/* What a header does not have is not its own, though something stands there. */
static void a_short_header_has_no_address(void)
{
	struct pair p = make_pair(AF_INET6);
	BIO_ADDR *local = BIO_ADDR_new();
	char text[4];

	CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 1), 1);
	instead = "::1";
	for (lacks = 1; lacks <= sizeof(struct in6_pktinfo); lacks++) {
		BIO_MSG msg = { .data = text, .data_len = sizeof(text), .local = local };
		size_t done = 0;

		say_to_bio(&p, "hi");
		CHECK_INT(BIO_recvmmsg(p.bio, &msg, sizeof(msg), 1, 0, &done), 1);
		CHECK_INT(BIO_ADDR_family(local), AF_UNSPEC);
	}
	instead = NULL;
	lacks = 0;
	BIO_ADDR_free(local);
	free_pair(&p);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "what was cut is no address", what_was_cut_is_no_address, 0, 0 },
		{ "other control data leaves room", others_leave_room, 0, 0 },
		{ "a short header has no address", a_short_header_has_no_address, 0, 0 },
		{ "a link-local address has its scope", a_link_local_address_has_its_scope, 0, 0 },
	};

	return contract_main("pktinfo_cut", cases, sizeof(cases) / sizeof(cases[0]));
}
