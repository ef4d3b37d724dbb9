/* SPDX-License-Identifier: Apache-2.0 */
/* Numeric hosts are read as inet_pton(3) reads them; services as strtoul(3) does, up to 65535. */
#include "addr/literal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "support/contract.h"

static const char *const seeds[] = { "0.0.0.0", "127.0.0.1", "255.255.255.255", "1.2.3.4",
	"::", "::1", "1::", "fe80::1", "2001:db8::a:b", "1:2:3:4:5:6:7:8",
	"1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4",
	"abcd:EF01::192.0.2.255", "1:2:3::5:6:7:8", "1:2:3:4::5:6:7:8", "1.2.3.256", "01.2.3.4",
	"1.2.3.4.", "1.2.3", "1..3.4", ".1.2.3", "::1.2.3", "::01.2.3.4", "1:2:3:4:5:6:7:1.2.3.4",
	"1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "00001::", "12345::", "1::2::3", ":::", ":1",
	"1:", "::1:", ":", "", "g::", "1.2.3.4::", "::1 ", " ::1" };

/* Both say no, or both the same address. */
static void check_like_inet_pton(const char *text)
{
	unsigned char v4[4], v6[16];
	bool is_v4 = inet_pton(AF_INET, text, v4) == 1;
	bool is_v6 = !is_v4 && inet_pton(AF_INET6, text, v6) == 1;
	BIO_ADDR addr;
	enum addr_literal got = addr_read_literal(text, AF_UNSPEC, &addr);

	if (!contract_check_int(
	        __FILE__, __LINE__, got, is_v4 || is_v6 ? ADDR_LITERAL : ADDR_NO_LITERAL, text))
		return;
	if (is_v4)
		contract_check_mem(__FILE__, __LINE__, &addr.s_in.sin_addr, v4, sizeof(v4), text);
	if (is_v6)
		contract_check_mem(__FILE__, __LINE__, &addr.s_in6.sin6_addr, v6, sizeof(v6), text);
	contract_check_int(__FILE__, __LINE__, addr_is_v6_literal(text), is_v6, text);
}

/* One character put in, taken out or replaced, at every place. */
static void check_neighbours(const char *seed)
{
	static const char alphabet[] = "019afFg:. -";
	size_t n = strlen(seed);
	char text[64];

	for (size_t at = 0; at <= n; at++) {
		for (const char *c = alphabet; *c != '\0'; c++) {
			snprintf(text, sizeof(text), "%.*s%c%s", (int)at, seed, *c, seed + at);
			check_like_inet_pton(text);
			if (at == n)
				continue;
			snprintf(text, sizeof(text), "%.*s%c%s", (int)at, seed, *c, seed + at + 1);
			check_like_inet_pton(text);
		}
		snprintf(text, sizeof(text), "%.*s%s", (int)at, seed, at < n ? seed + at + 1 : "");
		check_like_inet_pton(text);
	}
}

/* Wine's takes leading zeros and more, which Windows' and all others refuse. */
static void needs_strict_inet_pton(void)
{
	unsigned char v6[16];

	if (inet_pton(AF_INET6, "::ffff:01.2.3.4", v6) == 1)
		contract_skip("inet_pton(3) takes too much here");
}

static void reads_hosts_as_inet_pton_does(void)
{
	needs_strict_inet_pton();
	for (size_t i = 0; i < sizeof(seeds) / sizeof(seeds[0]); i++) {
		check_like_inet_pton(seeds[i]);
		check_neighbours(seeds[i]);
	}
}

/* The next text in the order of its length, as an odometer turns; false after the last. */
static bool next_text(char *text, size_t longest)
{
	static const char alphabet[] = "01259afF:.x";
	size_t at = 0;

	for (; text[at] != '\0'; at++) {
		const char *next = strchr(alphabet, text[at]) + 1;

		if (*next != '\0') {
			text[at] = *next;
			return true;
		}
		text[at] = alphabet[0];
	}
	if (at == longest)
		return false;
	text[at] = alphabet[0];
	text[at + 1] = '\0';
	return true;
}

/* Every text of up to 6 of these characters: 1,948,717 of them. */
static void reads_all_short_texts_as_inet_pton_does(void)
{
	char text[7] = "";
	long n = 0;

	needs_strict_inet_pton();
	do {
		check_like_inet_pton(text);
		n++;
	} while (next_text(text, sizeof(text) - 1) && contract_failures() < 20);
	CHECK_INT(n, 1948717);
}

static void reads_scopes(void)
{
	static const struct {
		const char *host;
		enum addr_literal want;
		uint32_t scope;
	} cases[] = {
		{ "fe80::1%42", ADDR_LITERAL, 42 },
		{ "2001:db8::1%42", ADDR_LITERAL, 42 },
		{ "fe80::1%0", ADDR_LITERAL, 0 },
		{ "fe80::1%4294967295", ADDR_LITERAL, 4294967295U },
		{ "fe80::1%4294967296", ADDR_LITERAL_WITHOUT_SCOPE, 0 },
		{ "fe80::1%999999999999999", ADDR_LITERAL_WITHOUT_SCOPE, 0 },
		{ "fe80::1%nosuchif", ADDR_LITERAL_WITHOUT_SCOPE, 0 },
		{ "2001:db8::1%lo", ADDR_LITERAL_WITHOUT_SCOPE, 0 },
		{ "fe80::1%+4", ADDR_LITERAL_WITHOUT_SCOPE, 0 },
		{ "fe80::1%", ADDR_NO_LITERAL, 0 },
		{ "fe80::1%a%b", ADDR_NO_LITERAL, 0 },
		{ "fe80::1%a b", ADDR_NO_LITERAL, 0 },
		{ "192.0.2.1%42", ADDR_NO_LITERAL, 0 },
	};

	char too_long[8 + IF_NAMESIZE + 1] = "fe80::1%";
	BIO_ADDR none;

	memset(too_long + 8, 'n', IF_NAMESIZE); /* its NUL had no room */
	errno = 0;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO_ADDR addr;
		enum addr_literal got = addr_read_literal(cases[i].host, AF_UNSPEC, &addr);

		contract_check_int(__FILE__, __LINE__, got, cases[i].want, cases[i].host);
		if (got == ADDR_LITERAL)
			CHECK_INT(addr.s_in6.sin6_scope_id, cases[i].scope);
	}
	CHECK_INT(addr_read_literal(too_long, AF_UNSPEC, &none), ADDR_NO_LITERAL);
	CHECK_INT(errno, 0);
}

static void reads_services(void)
{
	static const struct {
		const char *service;
		enum addr_service want;
		uint16_t port; /* of a port */
	} cases[] = {
		{ "", ADDR_SERVICE_PORT, 0 },
		{ "0", ADDR_SERVICE_PORT, 0 },
		{ "80", ADDR_SERVICE_PORT, 80 },
		{ "0000000000000000000080", ADDR_SERVICE_PORT, 80 },
		{ " 80", ADDR_SERVICE_NO_PORT, 0 },
		{ "\t\n\v\f\r80", ADDR_SERVICE_NO_PORT, 0 },
		{ "+80", ADDR_SERVICE_NO_PORT, 0 },
		{ " +080", ADDR_SERVICE_NO_PORT, 0 },
		{ "-0", ADDR_SERVICE_NO_PORT, 0 },
		{ "65535", ADDR_SERVICE_PORT, 65535 },
		{ "65536", ADDR_SERVICE_NO_PORT, 0 },
		{ "70000", ADDR_SERVICE_NO_PORT, 0 },
		{ "4294967376", ADDR_SERVICE_NO_PORT, 0 },
		{ "18446744073709551696", ADDR_SERVICE_NO_PORT, 0 },
		{ "-1", ADDR_SERVICE_NEGATIVE, 0 },
		{ "-18446744073709551615", ADDR_SERVICE_NEGATIVE, 0 },
		{ "80 ", ADDR_SERVICE_NAME, 0 },
		{ "0x50", ADDR_SERVICE_NAME, 0 },
		{ "+", ADDR_SERVICE_NAME, 0 },
		{ "- 1", ADDR_SERVICE_NAME, 0 },
		{ " ", ADDR_SERVICE_NAME, 0 },
		{ "http", ADDR_SERVICE_NAME, 0 },
		{ "*", ADDR_SERVICE_NAME, 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint16_t port = 1;
		enum addr_service got = addr_read_service(cases[i].service, &port);

		contract_check_int(__FILE__, __LINE__, got, cases[i].want, cases[i].service);
		if (got == ADDR_SERVICE_PORT)
			CHECK_INT(port, cases[i].port);
	}
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "reads hosts as inet_pton does", reads_hosts_as_inet_pton_does, 0, 0 },
		{ "reads all short texts as inet_pton does",
		    reads_all_short_texts_as_inet_pton_does, 0, 0 },
		{ "reads scopes", reads_scopes, 0, 0 },
		{ "reads services", reads_services, 0, 0 },
	};

	return contract_main("literal", cases, sizeof(cases) / sizeof(cases[0]));
}
