/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any ancillary data beside a datagram, also such as no kernel sends: the local address is that
 * of the last header that is whole, and what is cut is not read. Input: a byte of family; a byte
 * of the datagrams' flags, one of the length of their control data, the data; mixed with the
 * system's answers (world.h).
 */
#include <netinet/in.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "world.h"

enum { MESSAGES = 4, ROOM = 512 };

static struct {
	struct input *input;
	int n;
	struct {
		uint8_t control[ROOM];
		size_t length;
	} messages[MESSAGES];
} sent;

/* What the kernel does: control data to where there is room, cut, and a sender of any length. */
static void receive(struct msghdr *message)
{
	uint8_t flags = take_byte(sent.input);
	size_t n = take_byte(sent.input), room = message->msg_controllen;

	CHECK(sent.n < MESSAGES && room <= ROOM);
	if (n > room)
		n = room;
	memset(sent.messages[sent.n].control, 0, ROOM);
	take(sent.input, sent.messages[sent.n].control, n);
	sent.messages[sent.n].length = n;
	if (n > 0)
		memcpy(message->msg_control, sent.messages[sent.n].control, n);
	sent.n++;
	message->msg_controllen = n;
	message->msg_flags = (flags & 1) != 0 ? MSG_CTRUNC : 0;
	if (message->msg_name == NULL)
		return;
	memset(message->msg_name, 0, message->msg_namelen);
	((struct sockaddr *)message->msg_name)->sa_family = (flags & 2) != 0 ? AF_INET6 : AF_INET;
	if ((flags & 4) != 0)
		message->msg_namelen = 0;
	else if (message->msg_namelen > sizeof(struct sockaddr_in6))
		message->msg_namelen = sizeof(struct sockaddr_in6);
}

/* Reads headers by the rules of RFC 3542, and none that is not whole. */
static bool told(const uint8_t *control, size_t length, int level, int type, void *out, size_t n)
{
	bool found = false;
	size_t at = 0;

	while (length - at >= sizeof(struct cmsghdr)) {
		struct cmsghdr header;

		memcpy(&header, control + at, sizeof(header));
		if (header.cmsg_len < sizeof(header) || header.cmsg_len > length - at)
			break;
		if (header.cmsg_level == level && header.cmsg_type == type &&
		    header.cmsg_len >= CMSG_LEN(n)) {
			memcpy(out, control + at + CMSG_LEN(0), n);
			found = true;
		}
		if (CMSG_ALIGN(header.cmsg_len) > length - at)
			break;
		at += CMSG_ALIGN(header.cmsg_len);
	}
	return found;
}

/* A local address is one that was told of, or none. */
static void check_local(const BIO_ADDR *local, const uint8_t *control, size_t length)
{
	struct in_pktinfo v4;
	struct in6_pktinfo v6;
	bool has_v4 = told(control, length, IPPROTO_IP, IP_PKTINFO, &v4, sizeof(v4));
	bool has_v6 = told(control, length, IPPROTO_IPV6, IPV6_PKTINFO, &v6, sizeof(v6));
	uint8_t raw[16] = { 0 };
	size_t n = 0;

	if (BIO_ADDR_family(local) == AF_UNSPEC) {
		CHECK(!has_v4 && !has_v6);
		return;
	}
	CHECK(has_v4 || has_v6);
	CHECK(BIO_ADDR_rawaddress(local, raw, &n) == 1 && (n == 4 || n == 16));
	CHECK((has_v4 && memcmp(raw + n - 4, &v4.ipi_addr, 4) == 0) ||
	      (has_v6 && memcmp(raw, (const uint8_t *)&v6.ipi6_addr + 16 - n, n) == 0));
}

static void receive_all(BIO *b)
{
	BIO_ADDR *peers[MESSAGES], *locals[MESSAGES];
	BIO_MSG messages[MESSAGES];
	char bytes[8];
	size_t done = 0;

	memset(messages, 0, sizeof(messages));
	for (int i = 0; i < MESSAGES; i++) {
		peers[i] = BIO_ADDR_new();
		locals[i] = BIO_ADDR_new();
		messages[i] = (BIO_MSG){ bytes, sizeof(bytes), peers[i], locals[i], 0 };
	}
	sent.n = 0;
	if (BIO_recvmmsg(b, messages, sizeof(BIO_MSG), MESSAGES, 0, &done) == 1)
		CHECK(drain_errors() == 0 && (int)done == sent.n);
	else
		CHECK(drain_errors() > 0 && done == 0);
	for (size_t i = 0; i < done; i++)
		check_local(locals[i], sent.messages[i].control, sent.messages[i].length);
	for (int i = 0; i < MESSAGES; i++) {
		BIO_ADDR_free(peers[i]);
		BIO_ADDR_free(locals[i]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size }, rest = { data, 0 };
	int family = take_byte(&input) % 2 == 0 ? AF_INET : AF_INET6;
	BIO *b;

	/* All goes well until there are datagrams. */
	world_begin(&rest);
	b = BIO_new_dgram(world_socket(family, SOCK_DGRAM), BIO_CLOSE);
	CHECK(b != NULL && BIO_dgram_set_local_addr_enable(b, 1) == 1);
	rest = input;
	sent.input = &rest;
	world_receive = receive;
	while (rest.size > 0)
		receive_all(b);
	BIO_free(b);
	CHECK(drain_errors() == 0);
	world_end();
	return 0;
}
