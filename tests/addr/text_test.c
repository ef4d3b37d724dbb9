/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses as text: byte for byte what getnameinfo(3) writes, and the lengths the
 * socket layer uses.
 */
#include "addr/text.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/contract.h"
#include "support/system.h"

#define V6_DOC "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01"

/* The same numbers every time (Knuth's MMIX generator). */
static uint32_t next_random(void)
{
	static uint64_t state = 42;

	state = state * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)(state >> 32);
}

static void check_like_getnameinfo(const BIO_ADDR *addr)
{
	char want_host[NI_MAXHOST], want_port[NI_MAXSERV];
	char host[ADDR_HOST_TEXT], port[ADDR_PORT_TEXT];

	getnameinfo(&addr->sa, addr_size(addr), want_host, sizeof(want_host), want_port,
	    sizeof(want_port), NI_NUMERICHOST | NI_NUMERICSERV);
	if (strchr(want_host, '%') != NULL && !system_names_scopes())
		sprintf(strchr(want_host, '%'), "%%%lu", (unsigned long)addr->s_in6.sin6_scope_id);
	CHECK_INT((long long)addr_host_text(addr, host), (long long)strlen(want_host));
	CHECK_STR(host, want_host);
	CHECK_INT((long long)addr_port_text(addr, port), (long long)strlen(want_port));
	CHECK_STR(port, want_port);
}

/* Not all C libraries shorten the first of two longest runs of zeros (RFC 5952, 4.2.3). */
static void needs_rfc5952(void)
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr addr;

	inet_pton(AF_INET6, "0:0:1:0:0:1:1:1", &addr);
	inet_ntop(AF_INET6, &addr, text, sizeof(text));
	if (strcmp(text, "::1:0:0:1:1:1") != 0)
		contract_skip("inet_ntop(3) is not RFC 5952's here");
}

/* Words that are often 0 or ffff, so that all kinds of runs occur. */
static void make_random_v6(BIO_ADDR *addr)
{
	uint32_t zeros = next_random(), ones = next_random() & next_random() & next_random();
	unsigned char raw[16];

	for (int i = 0; i < 8; i++) {
		uint32_t word = zeros >> i & 1 ? 0 : next_random() >> (next_random() & 15);

		word = ones >> i & 1 ? 0xffff : word;
		raw[2 * i] = (unsigned char)(word >> 8);
		raw[2 * i + 1] = (unsigned char)word;
	}
	BIO_ADDR_rawmake(addr, AF_INET6, raw, sizeof(raw), (unsigned short)next_random());
}

static void writes_ipv4_as_getnameinfo_does(void)
{
	for (int i = 0; i < 2000; i++) {
		uint32_t raw = next_random() & next_random();
		BIO_ADDR addr;

		BIO_ADDR_rawmake(
		    &addr, AF_INET, &raw, sizeof(raw), (unsigned short)(next_random() >> (i % 16)));
		check_like_getnameinfo(&addr);
	}
}

static void writes_ipv6_as_getnameinfo_does(void)
{
	needs_rfc5952();
	for (int i = 0; i < 20000; i++) {
		BIO_ADDR addr;

		make_random_v6(&addr);
		check_like_getnameinfo(&addr);
	}
}

/* Every pattern of zero words, with what is special before the last two. */
static void writes_every_run_of_zeros_as_getnameinfo_does(void)
{
	needs_rfc5952();
	for (unsigned pattern = 0; pattern < 256; pattern++) {
		for (unsigned fifth = 0; fifth < 2; fifth++) {
			unsigned char raw[16] = { 0 };
			BIO_ADDR addr;

			for (int i = 0; i < 8; i++)
				raw[2 * i + 1] = (unsigned char)(pattern >> i & 1);
			raw[10] = fifth ? 0xff : 0;
			raw[11] = fifth ? 0xff : raw[11];
			BIO_ADDR_rawmake(&addr, AF_INET6, raw, sizeof(raw), 0);
			check_like_getnameinfo(&addr);
		}
	}
}

static void writes_scopes_as_getnameinfo_does(void)
{
	static const char *const hosts[] = { "fe80::1", "ff02::1", "ff01::1", "ff05::1", "::1",
		"2001:db8::1" };
	static const uint32_t scopes[] = { 0, 1, 987654, 4294967295U };

	errno = 0;
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		for (size_t j = 0; j < sizeof(scopes) / sizeof(scopes[0]); j++) {
			BIO_ADDR addr = { .s_in6 = { .sin6_family = AF_INET6 } };
			char host[ADDR_HOST_TEXT];

			inet_pton(AF_INET6, hosts[i], &addr.s_in6.sin6_addr);
			addr.s_in6.sin6_scope_id = scopes[j];
			errno = 0;
			addr_host_text(&addr, host);
			CHECK_INT(errno, 0);
			check_like_getnameinfo(&addr);
		}
	}
}

static const struct endpoint {
	int family;
	const char *raw;
	size_t raw_len;
	const char *text;
	size_t size; /* for bind() and connect() */
} endpoints[] = {
	{ AF_INET, "\xc0\0\x02\x01", 4, "192.0.2.1:80", sizeof(struct sockaddr_in) },
	{ AF_INET6, V6_DOC, 16, "[2001:db8::1]:80", sizeof(struct sockaddr_in6) },
	{ AF_UNIX, "/run/x", 6, "unix:/run/x", offsetof(struct sockaddr_un, sun_path) + 7 },
	{ AF_UNIX, "\0name", 5, "unix:@name", offsetof(struct sockaddr_un, sun_path) + 5 },
	{ AF_UNIX, "\0a\0b", 4, "unix:@a@b", offsetof(struct sockaddr_un, sun_path) + 4 },
	{ AF_UNIX, "", 0, "unix:", offsetof(struct sockaddr_un, sun_path) },
};

static bool system_has(const struct endpoint *e)
{
	return e->family != AF_UNIX || e->raw_len == 0 || e->raw[0] != '\0' ||
	       system_has_abstract_names();
}

static void writes_endpoints(void)
{
	for (size_t i = 0; i < sizeof(endpoints) / sizeof(endpoints[0]); i++) {
		BIO_ADDR addr;
		char text[128];

		if (!system_has(&endpoints[i]))
			continue;
		CHECK_INT(BIO_ADDR_rawmake(&addr, endpoints[i].family, endpoints[i].raw,
		              endpoints[i].raw_len, htons(80)),
		    1);
		CHECK_INT((long long)addr_text(&addr, text, sizeof(text)),
		    (long long)strlen(endpoints[i].text));
		CHECK_STR(text, endpoints[i].text);
		CHECK_INT(addr_size(&addr), (long long)endpoints[i].size);
	}
}

static void writes_a_family_it_does_not_know(void)
{
	struct sockaddr *sa = calloc(1, sizeof(*sa));
	const BIO_ADDR *addr = (const BIO_ADDR *)(const void *)sa;
	char text[32], highest[32];

	if (!CHECK(sa != NULL))
		return;
	CHECK_INT((long long)addr_text(addr, text, sizeof(text)), 8);
	CHECK_STR(text, "family 0");
	sa->sa_family = (sa_family_t)-1;
	snprintf(highest, sizeof(highest), "family %u", (unsigned)sa->sa_family);
	addr_text(addr, text, sizeof(text));
	CHECK_STR(text, highest);
	CHECK_INT(addr_size(addr), sizeof(struct sockaddr));
	free(sa);
}

/* The buffer is exactly as large as told, so that ASan sees a byte too many. */
static void cuts_to_fit(void)
{
	for (size_t i = 0; i < sizeof(endpoints) / sizeof(endpoints[0]); i++) {
		for (size_t size = 1; size <= strlen(endpoints[i].text) + 1; size++) {
			char *text;
			BIO_ADDR addr;

			if (!system_has(&endpoints[i]))
				continue;
			text = malloc(size);
			BIO_ADDR_rawmake(&addr, endpoints[i].family, endpoints[i].raw,
			    endpoints[i].raw_len, htons(80));
			CHECK_INT((long long)addr_text(&addr, text, size), (long long)size - 1);
			CHECK_MEM(text, endpoints[i].text, size - 1);
			CHECK_INT(text[size - 1], '\0');
			free(text);
		}
	}
}

/* The longest that each family has, in the room that the header promises. */
static void has_room_for_the_longest(void)
{
	BIO_ADDR addr = { .s_in6 = { .sin6_family = AF_INET6, .sin6_scope_id = 4294967295U } };
	char *host = malloc(ADDR_HOST_TEXT), *port = malloc(ADDR_PORT_TEXT), text[256];

	memset(&addr.s_in6.sin6_addr, 0xff, sizeof(addr.s_in6.sin6_addr));
	addr.s_in6.sin6_port = 0xffff;
	addr_host_text(&addr, host);
	CHECK_STR(host, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff%4294967295");
	addr_port_text(&addr, port);
	CHECK_STR(port, "65535");
	memset(&addr, 'p', sizeof(addr));
	addr.sa.sa_family = AF_UNIX;
	CHECK_INT((long long)addr_text(&addr, text, sizeof(text)), 5 + 108);
	CHECK_INT(addr_size(&addr), sizeof(struct sockaddr_un));
	free(host);
	free(port);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "writes IPv4 as getnameinfo does", writes_ipv4_as_getnameinfo_does, 0, 0 },
		{ "writes IPv6 as getnameinfo does", writes_ipv6_as_getnameinfo_does, 0, 0 },
		{ "writes every run of zeros as getnameinfo does",
		    writes_every_run_of_zeros_as_getnameinfo_does, 0, 0 },
		{ "writes scopes as getnameinfo does", writes_scopes_as_getnameinfo_does, 0, 0 },
		{ "writes endpoints", writes_endpoints, 0, 0 },
		{ "writes a family it does not know", writes_a_family_it_does_not_know, 0, 0 },
		{ "cuts to fit", cuts_to_fit, 0, 0 },
		{ "has room for the longest", has_room_for_the_longest, 0, 0 },
	};

	return contract_main("text", cases, sizeof(cases) / sizeof(cases[0]));
}
