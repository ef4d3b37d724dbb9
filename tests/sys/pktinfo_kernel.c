/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sendmsg() answered as BSD and macOS answer: what is for an IPv4 peer of an IPv6 socket is sent
 * by IPv4, which passes over ancillary data of IPv6, and IPv6 over that of IPv4.
 */
#include "pktinfo_kernel.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/peer.h"

ssize_t elsewhere_sendmsg(int fd, const struct msghdr *message, int flags);

static const struct pktinfo_kernel *kernel;

/* What is heeded, said in this system's way. */
struct source {
	bool known;
	int level, type;
	struct in_pktinfo v4;
	struct in6_pktinfo v6;
};

static bool is_for_v4(int fd, const struct msghdr *message)
{
	union peer_addr to = { 0 };
	socklen_t len = sizeof(to);

	if (message->msg_name != NULL)
		memcpy(&to, message->msg_name, message->msg_namelen);
	else
		CHECK_INT(getpeername(fd, &to.sa, &len), 0);
	return to.sa.sa_family == AF_INET || IN6_IS_ADDR_V4MAPPED(&to.v6.sin6_addr);
}

static bool is_ipv6_socket(int fd)
{
	union peer_addr name = { 0 };

	return peer_name(fd, &name) == 0 && name.sa.sa_family == AF_INET6;
}

static void heed_v4(const struct cmsghdr *at, struct source *out)
{
	if (at->cmsg_type != kernel->v4_type)
		return;
	if (kernel->v4_type == IP_PKTINFO)
		memcpy(&out->v4, CMSG_DATA(at), sizeof(out->v4));
	else
		memcpy(&out->v4.ipi_spec_dst, CMSG_DATA(at), sizeof(out->v4.ipi_spec_dst));
	CHECK_INT(out->v4.ipi_ifindex, 0);
	*out = (struct source){ true, IPPROTO_IP, IP_PKTINFO, out->v4, out->v6 };
}

static void heed_v6(const struct cmsghdr *at, struct source *out)
{
	CHECK_INT(at->cmsg_type, IPV6_PKTINFO);
	memcpy(&out->v6, CMSG_DATA(at), sizeof(out->v6));
	*out = (struct source){ true, IPPROTO_IPV6, IPV6_PKTINFO, out->v4, out->v6 };
}

static struct source heed(int fd, const struct msghdr *message)
{
	bool v4 = is_for_v4(fd, message);
	struct msghdr copy = *message;
	struct source s = { 0 };

	if (v4 && is_ipv6_socket(fd) && !kernel->mapped_sources)
		return s;
	for (struct cmsghdr *at = CMSG_FIRSTHDR(&copy); at != NULL; at = CMSG_NXTHDR(&copy, at)) {
		if (v4 && at->cmsg_level == IPPROTO_IP)
			heed_v4(at, &s);
		if (!v4 && at->cmsg_level == IPPROTO_IPV6)
			heed_v6(at, &s);
	}
	return s;
}

static ssize_t send_from(int fd, const struct msghdr *message, const struct source *s, int flags)
{
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof(struct in6_pktinfo))];
	} room = { 0 };
	const bool is_v4 = s->level == IPPROTO_IP;
	size_t n = is_v4 ? sizeof(s->v4) : sizeof(s->v6);
	struct msghdr own = *message;

	own.msg_control = s->known ? &room : NULL;
	own.msg_controllen = s->known ? CMSG_SPACE(n) : 0;
	room.header.cmsg_level = s->level;
	room.header.cmsg_type = s->type;
	room.header.cmsg_len = CMSG_LEN(n);
	memcpy(CMSG_DATA(&room.header), is_v4 ? (const void *)&s->v4 : (const void *)&s->v6, n);
	return sendmsg(fd, &own, flags);
}

/* To an address other than the wildcard. */
static bool is_bound(int fd)
{
	union peer_addr name;

	CHECK_INT(peer_name(fd, &name), 0);
	if (name.sa.sa_family == AF_INET)
		return name.v4.sin_addr.s_addr != htonl(INADDR_ANY);
	return !IN6_IS_ADDR_UNSPECIFIED(&name.v6.sin6_addr);
}

ssize_t elsewhere_sendmsg(int fd, const struct msghdr *message, int flags)
{
	struct source s = heed(fd, message);

	if (s.known && s.level == IPPROTO_IP && kernel->refuses_if_bound && is_bound(fd)) {
		errno = EINVAL;
		return -1;
	}
	return send_from(fd, message, &s, flags);
}

/* A datagram BIO of a family that takes both, and a raw socket of IPv4 or IPv6. */
struct ends {
	int fd, raw;
	BIO *bio;
	union peer_addr to; /* raw's name, as the BIO's family has it */
};

static void map(const struct sockaddr_in *v4, union peer_addr *out)
{
	*out = (union peer_addr){ .v6 = { .sin6_family = AF_INET6, .sin6_port = v4->sin_port } };
	out->v6.sin6_addr.s6_addr[10] = out->v6.sin6_addr.s6_addr[11] = 0xff;
	memcpy(out->v6.sin6_addr.s6_addr + 12, &v4->sin_addr, sizeof(v4->sin_addr));
}

static struct ends open_ends(int family, int raw_family, bool connected)
{
	struct ends e = { .fd = peer_socket(family, SOCK_DGRAM),
		.raw = peer_socket(raw_family, SOCK_DGRAM) };
	union peer_addr any, name;

	peer_wildcard(family, 0, &any);
	if (family == AF_INET6)
		CHECK_INT(setsockopt(e.fd, IPPROTO_IPV6, IPV6_V6ONLY, &(int){ 0 }, sizeof(int)), 0);
	CHECK_INT(bind(e.fd, &any.sa, peer_len(&any)), 0);
	peer_loopback(raw_family, &name);
	CHECK_INT(bind(e.raw, &name.sa, peer_len(&name)), 0);
	CHECK_INT(peer_name(e.raw, &e.to), 0);
	name = e.to;
	if (family != raw_family)
		map(&name.v4, &e.to);
	if (connected)
		CHECK_INT(connect(e.fd, &e.to.sa, peer_len(&e.to)), 0);
	e.bio = BIO_new_dgram(e.fd, BIO_CLOSE);
	CHECK_INT(BIO_dgram_set_local_addr_enable(e.bio, 1), 1);
	return e;
}

static void close_ends(struct ends *e)
{
	BIO_free(e->bio);
	peer_close(e->raw, -1, -1);
}

enum source_name { FROM_LOOPBACK_2, FROM_MAPPED_2, FROM_V6_LOOPBACK, FROM_ANY };

static void make_source(enum source_name which, union peer_addr *out)
{
	union peer_addr v4;

	peer_loopback(AF_INET, &v4);
	v4.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
	peer_loopback(AF_INET6, out);
	if (which == FROM_LOOPBACK_2)
		*out = v4;
	else if (which == FROM_MAPPED_2)
		map(&v4.v4, out);
	else if (which == FROM_ANY)
		peer_wildcard(AF_INET6, 0, out);
}

/* The source that the raw socket sees of the next datagram. */
static union peer_addr heard_from(int raw)
{
	union peer_addr from = { 0 };
	socklen_t len = sizeof(from);
	char byte;

	CHECK_INT(recvfrom(raw, &byte, 1, MSG_DONTWAIT, &from.sa, &len), 1);
	return from;
}

static const struct row {
	int family, raw_family;
	enum source_name source;
	int err;           /* 0: it is sent */
	bool needs_mapped; /* EOPNOTSUPP where the kernel has no sources of such datagrams */
} rows[] = {
	{ AF_INET, AF_INET, FROM_LOOPBACK_2, 0, false },
	{ AF_INET6, AF_INET, FROM_MAPPED_2, 0, true },
	{ AF_INET6, AF_INET, FROM_V6_LOOPBACK, EINVAL, false },
	{ AF_INET6, AF_INET, FROM_ANY, 0, false },
	{ AF_INET6, AF_INET6, FROM_V6_LOOPBACK, 0, false },
	{ AF_INET6, AF_INET6, FROM_MAPPED_2, EINVAL, false },
};

/* A connect has bound the socket. */
static int expected(const struct row *row, bool connected)
{
	bool is_v4 = row->source == FROM_LOOPBACK_2 || row->source == FROM_MAPPED_2;

	if (row->needs_mapped && !kernel->mapped_sources)
		return EOPNOTSUPP;
	return connected && is_v4 && kernel->refuses_if_bound ? EINVAL : row->err;
}

static void check_source(const struct row *row, int raw)
{
	union peer_addr from = heard_from(raw);

	if (row->source == FROM_LOOPBACK_2 || row->source == FROM_MAPPED_2)
		CHECK_INT(ntohl(from.v4.sin_addr.s_addr), INADDR_LOOPBACK + 1);
	else if (row->raw_family == AF_INET6)
		CHECK(IN6_IS_ADDR_LOOPBACK(&from.v6.sin6_addr));
}

static void send_as_asked(const struct row *row, bool connected)
{
	struct ends e = open_ends(row->family, row->raw_family, connected);
	int want = expected(row, connected);
	union peer_addr local;
	char byte = 'x';
	BIO_MSG message = { .data = &byte, .data_len = 1 };
	size_t done = 9;

	make_source(row->source, &local);
	message.local = peer_bio(&local);
	message.peer = connected ? NULL : peer_bio(&e.to);
	CHECK_INT(BIO_sendmmsg(e.bio, &message, sizeof(message), 1, 0, &done), want == 0);
	if (want == 0) {
		check_source(row, e.raw);
	} else {
		CHECK_INT(errno, want);
		CHECK_INT(done, 0);
		CHECK_INT(ERR_GET_LIB(ERR_peek_error()), ERR_LIB_SYS);
		CHECK_INT(recv(e.raw, &byte, 1, MSG_DONTWAIT), -1);
	}
	ERR_clear_error();
	close_ends(&e);
}

static void sent_from_there_or_not_at_all(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		send_as_asked(&rows[i], false);
}

static void so_to_the_peer_of_a_connected_socket(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		send_as_asked(&rows[i], true);
}

static void what_cannot_be_sent_ends_the_batch(void)
{
	struct ends e = open_ends(AF_INET6, AF_INET, false);
	union peer_addr any, loopback;
	char byte = 'x';
	BIO_MSG list[3];
	size_t done = 9;

	make_source(FROM_ANY, &any);
	make_source(FROM_V6_LOOPBACK, &loopback);
	for (int i = 0; i < 3; i++)
		list[i] = (BIO_MSG){ .data = &byte,
			.data_len = 1,
			.peer = peer_bio(&e.to),
			.local = peer_bio(i == 1 ? &loopback : &any) };
	CHECK_INT(BIO_sendmmsg(e.bio, list, sizeof(list[0]), 3, 0, &done), 1);
	CHECK_INT(done, 1);
	CHECK_ERRORS("-");
	heard_from(e.raw);
	CHECK_INT(BIO_sendmmsg(e.bio, list + 1, sizeof(list[0]), 2, 0, &done), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_INT(recv(e.raw, &byte, 1, MSG_DONTWAIT), -1);
	ERR_clear_error();
	close_ends(&e);
}

/* The address that a datagram came to, and from which it is answered. */
static void a_bound_socket_sends_from_its_own_address(void)
{
	union peer_addr own, to;
	int fd = peer_socket(AF_INET, SOCK_DGRAM), raw = peer_socket(AF_INET, SOCK_DGRAM);
	BIO *b = BIO_new_dgram(fd, BIO_CLOSE);
	char byte = 'x';
	BIO_MSG message = { .data = &byte, .data_len = 1 };
	size_t done = 9;

	make_source(FROM_LOOPBACK_2, &own);
	CHECK_INT(bind(fd, &own.sa, peer_len(&own)), 0);
	peer_loopback(AF_INET, &to);
	CHECK_INT(bind(raw, &to.sa, peer_len(&to)), 0);
	CHECK_INT(peer_name(raw, &to), 0);
	CHECK_INT(BIO_dgram_set_local_addr_enable(b, 1), 1);
	message.local = peer_bio(&own);
	message.peer = peer_bio(&to);
	CHECK_INT(BIO_sendmmsg(b, &message, sizeof(message), 1, 0, &done), 1);
	CHECK_ERRORS("-");
	check_source(&rows[0], raw);
	BIO_free(b);
	peer_close(raw, -1, -1);
}

int pktinfo_main(const struct pktinfo_kernel *what)
{
	static const struct contract_case cases[] = {
		{ "sent from there or not at all", sent_from_there_or_not_at_all, 0, 0 },
		{ "so to the peer of a connected socket", so_to_the_peer_of_a_connected_socket, 0,
		    0 },
		{ "what cannot be sent ends the batch", what_cannot_be_sent_ends_the_batch, 0, 0 },
		{ "a bound socket sends from its own address",
		    a_bound_socket_sends_from_its_own_address, 0, 0 },
	};

	kernel = what;
	return contract_main(what->name, cases, sizeof(cases) / sizeof(cases[0]));
}
