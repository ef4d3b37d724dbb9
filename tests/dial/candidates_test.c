/* SPDX-License-Identifier: Apache-2.0 */
/* The addresses that a dial may try: merged, each once. */
#include <errno.h>
#include <string.h>

#include <openssl/err.h>

#include "addr/literal.h"
#include "addr/text.h"
#include "dial/candidates.h"
#include "support/contract.h"
#include "support/memory.h"

static BIO_ADDR address(const char *host, unsigned int port, unsigned int scope)
{
	BIO_ADDR addr;

	memset(&addr, 0, sizeof(addr));
	CHECK_INT(addr_read_literal(host, AF_UNSPEC, &addr), ADDR_LITERAL);
	if (addr.sa.sa_family == AF_INET) {
		addr.s_in.sin_port = htons((in_port_t)port);
	} else {
		addr.s_in6.sin6_port = htons((in_port_t)port);
		addr.s_in6.sin6_scope_id = scope;
	}
	return addr;
}

static void each_is_there_once(void)
{
	static const struct {
		const char *host;
		unsigned int port, scope;
		enum dial_added want;
		const char *is; /* then it is this */
	} rows[] = {
		{ "192.0.2.1", 80, 0, DIAL_ADDED, "192.0.2.1:80" },
		{ "192.0.2.1", 80, 0, DIAL_KNOWN, NULL },
		{ "192.0.2.1", 81, 0, DIAL_ADDED, "192.0.2.1:81" },
		{ "2001:db8::1", 80, 0, DIAL_ADDED, "[2001:db8::1]:80" },
		{ "2001:db8::1", 80, 0, DIAL_KNOWN, NULL },
		{ "2001:db8::1", 443, 0, DIAL_ADDED, "[2001:db8::1]:443" },
		{ "2001:db8::2", 80, 0, DIAL_ADDED, "[2001:db8::2]:80" },
		{ "::ffff:192.0.2.1", 80, 0, DIAL_KNOWN, NULL },
		{ "::ffff:192.0.2.2", 80, 0, DIAL_ADDED, "192.0.2.2:80" },
		{ "192.0.2.2", 80, 0, DIAL_KNOWN, NULL },
		{ "::192.0.2.2", 80, 0, DIAL_ADDED, "[::192.0.2.2]:80" },
		{ "2001:db8::1", 80, 0, DIAL_KNOWN, NULL },
	};
	struct dial_candidates candidates = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		BIO_ADDR addr = address(rows[i].host, rows[i].port, rows[i].scope);
		char text[ADDR_TEXT_SIZE];

		CHECK_INT(dial_candidates_add(&candidates, &addr), rows[i].want);
		n += rows[i].want == DIAL_ADDED;
		CHECK_INT(candidates.n, n);
		if (rows[i].want != DIAL_ADDED)
			continue;
		addr_text(&candidates.list[n - 1], text, sizeof(text));
		CHECK_STR(text, rows[i].is);
	}
	dial_candidates_fini(&candidates);
	CHECK_INT(candidates.n, 0);
}

/* What lies between and behind what makes an address is anybody's. */
static void other_bytes_make_no_other_address(void)
{
	struct dial_candidates candidates = { 0 };
	BIO_ADDR v4 = address("192.0.2.1", 80, 0), v6 = address("2001:db8::1", 80, 0);

	CHECK_INT(dial_candidates_add(&candidates, &v4), DIAL_ADDED);
	memset(v4.s_in.sin_zero, 7, sizeof(v4.s_in.sin_zero));
	CHECK_INT(dial_candidates_add(&candidates, &v4), DIAL_KNOWN);
	CHECK_INT(dial_candidates_add(&candidates, &v6), DIAL_ADDED);
	v6.s_in6.sin6_flowinfo = 7;
	CHECK_INT(dial_candidates_add(&candidates, &v6), DIAL_KNOWN);
	dial_candidates_fini(&candidates);
}

static void a_links_address_gets_the_scope_it_lacks(void)
{
	struct dial_candidates candidates = { .scope = 7 };
	const BIO_ADDR none = address("fe80::1", 80, 0), other = address("fe80::1", 80, 9);
	const BIO_ADDR given = address("fe80::1", 80, 7), wide = address("2001:db8::1", 80, 0);

	CHECK_INT(dial_candidates_add(&candidates, &none), DIAL_ADDED);
	CHECK_INT(candidates.list[0].s_in6.sin6_scope_id, 7);
	CHECK_INT(dial_candidates_add(&candidates, &given), DIAL_KNOWN);
	CHECK_INT(dial_candidates_add(&candidates, &other), DIAL_ADDED);
	CHECK_INT(candidates.list[1].s_in6.sin6_scope_id, 9);
	CHECK_INT(dial_candidates_add(&candidates, &wide), DIAL_ADDED);
	CHECK_INT(candidates.list[2].s_in6.sin6_scope_id, 0);
	dial_candidates_fini(&candidates);
}

static void paths_are_addresses_too(void)
{
	struct dial_candidates candidates = { 0 };
	BIO_ADDR one, other;

	CHECK_INT(BIO_ADDR_rawmake(&one, AF_UNIX, "/run/x", 6, 0), 1);
	CHECK_INT(BIO_ADDR_rawmake(&other, AF_UNIX, "/run/xy", 7, 0), 1);
	CHECK_INT(dial_candidates_add(&candidates, &one), DIAL_ADDED);
	CHECK_INT(dial_candidates_add(&candidates, &other), DIAL_ADDED);
	CHECK_INT(dial_candidates_add(&candidates, &one), DIAL_KNOWN);
	CHECK_INT(dial_family_of(&one), DIAL_OTHER);
	dial_candidates_fini(&candidates);
}

static void the_newest_can_be_taken_back(void)
{
	struct dial_candidates candidates = { 0 };
	const BIO_ADDR one = address("192.0.2.1", 80, 0), other = address("192.0.2.2", 80, 0);

	CHECK_INT(dial_candidates_add(&candidates, &one), DIAL_ADDED);
	CHECK_INT(dial_candidates_add(&candidates, &other), DIAL_ADDED);
	dial_candidates_drop(&candidates);
	CHECK_INT(candidates.n, 1);
	CHECK_INT(dial_candidates_add(&candidates, &one), DIAL_KNOWN);
	CHECK_INT(dial_candidates_add(&candidates, &other), DIAL_ADDED);
	dial_candidates_fini(&candidates);
}

static void without_memory_it_says_so(void)
{
	struct dial_candidates candidates = { 0 };
	const BIO_ADDR one = address("192.0.2.1", 80, 0);

	memory_fails_at = 0;
	errno = 0;
	CHECK_INT(dial_candidates_add(&candidates, &one), DIAL_NO_ROOM);
	CHECK_INT(errno, ENOMEM);
	CHECK_INT(candidates.n, 0);
	CHECK(ERR_get_error() != 0);
	CHECK_INT(dial_candidates_add(&candidates, &one), DIAL_ADDED);
	dial_candidates_fini(&candidates);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(each_is_there_once),
	CASE(other_bytes_make_no_other_address),
	CASE(a_links_address_gets_the_scope_it_lacks),
	CASE(paths_are_addresses_too),
	CASE(the_newest_can_be_taken_back),
	CASE(without_memory_it_says_so),
};

int main(void)
{
	if (!memory_watch())
		return 1;
	return contract_main("candidates", cases, sizeof(cases) / sizeof(cases[0]));
}
