/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which family is the first, by the rules of RFC 6724, 6. The resolver and connect() are replaced.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "addr/literal.h"
#include "dial/preference.h"
#include "support/contract.h"
#include "support/interpose.h"
#include "support/peer.h"

static int connect_errno;
static int asked;
static int first_family = AF_INET6;

int INTERPOSED(connect)(int fd, const struct sockaddr *addr, socklen_t len)
{
	if (connect_errno == 0)
		return NEXT(connect)(fd, addr, len);
	errno = connect_errno;
	return -1;
}

int INTERPOSED(getaddrinfo)(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	static struct sockaddr_storage addrs[2];
	static struct addrinfo list[2];
	int families[2] = { first_family, first_family == AF_INET ? AF_INET6 : AF_INET };

	(void)service, (void)hints;
	CHECK(host == NULL);
	asked++;
	for (int i = 0; i < 2; i++) {
		((struct sockaddr *)&addrs[i])->sa_family = (sa_family_t)families[i];
		list[i] = (struct addrinfo){ .ai_family = families[i],
			.ai_addr = (struct sockaddr *)&addrs[i],
			.ai_next = i == 0 ? &list[1] : NULL };
	}
	*out = list;
	errno = EXDEV;
	return 0;
}

void INTERPOSED(freeaddrinfo)(struct addrinfo *list)
{
	(void)list;
}

static BIO_ADDR address(const char *host)
{
	BIO_ADDR addr;

	BIO_ADDR_clear(&addr);
	CHECK_INT(addr_read_literal(host, AF_UNSPEC, &addr), ADDR_LITERAL);
	return addr;
}

/* "-": there is none; "?": the source is not known. */
static struct dial_route route(const char *source)
{
	struct dial_route r = { .none = strcmp(source, "-") == 0 };

	BIO_ADDR_clear(&r.source);
	if (!r.none && strcmp(source, "?") != 0)
		r.source = address(source);
	return r;
}

static void the_rules_of_rfc_6724(void)
{
	static const struct {
		const char *rule, *v6, *from6, *v4, *from4;
		bool raised, v4_first;
	} rows[] = {
		{ "IPv6, all being equal", "2001:db8::1", "2001:db8::2", "192.0.2.1", "192.0.2.2",
		    false, false },
		{ "the sources are not known", "2001:db8::1", "?", "192.0.2.1", "?", false, false },
		{ "1: no route of IPv6", "2001:db8::1", "-", "192.0.2.1", "192.0.2.2", false,
		    true },
		{ "1: no route of IPv4", "2001:db8::1", "2001:db8::2", "192.0.2.1", "-", false,
		    false },
		{ "1: not by what the administrator prefers", "2001:db8::1", "2001:db8::2",
		    "192.0.2.1", "-", true, false },
		{ "1: none at all", "2001:db8::1", "-", "192.0.2.1", "-", false, false },
		{ "2: from a link's address to the world", "2001:db8::1", "fe80::1", "192.0.2.1",
		    "192.0.2.2", false, true },
		{ "2: from a link's address of IPv4", "2001:db8::1", "2001:db8::2", "192.0.2.1",
		    "169.254.1.1", false, false },
		{ "2: link to link", "fe80::1", "fe80::2", "192.0.2.1", "169.254.1.1", true,
		    false },
		{ "2: both within the host", "::1", "::1", "127.0.0.1", "127.0.0.1", false, false },
		{ "5: a local address to the world", "2001:db8::1", "fd00::2", "192.0.2.1",
		    "192.0.2.2", false, true },
		{ "5: 6to4 to the world", "2001:db8::1", "2002:c000:201::2", "192.0.2.1",
		    "192.0.2.2", false, true },
		{ "5: Teredo to the world", "2001:db8::1", "2001:0:1::2", "192.0.2.1", "192.0.2.2",
		    false, true },
		{ "6: a local address to another", "fd00::1", "fd00::2", "192.0.2.1", "192.0.2.2",
		    false, true },
		{ "6: 6to4 to 6to4", "2002:c000:201::1", "2002:c000:202::1", "192.0.2.1",
		    "192.0.2.2", false, true },
		{ "6: Teredo to Teredo", "2001:0:1::1", "2001:0:2::1", "192.0.2.1", "192.0.2.2",
		    false, true },
		{ "6: of the 6bone", "3ffe::1", "3ffe::2", "192.0.2.1", "192.0.2.2", false, true },
		{ "6: of a site", "fec0::1", "fec0::2", "192.0.2.1", "192.0.2.2", false, true },
		{ "6: IPv4-compatible", "::192.0.2.1", "::192.0.2.2", "192.0.2.1", "192.0.2.2",
		    false, true },
		{ "6: the administrator has raised IPv4", "2001:db8::1", "2001:db8::2", "192.0.2.1",
		    "192.0.2.2", true, true },
		{ "6: above loopback, too", "::1", "::1", "127.0.0.1", "127.0.0.1", true, true },
		{ "private IPv4 is as wide as any", "2001:db8::1", "2001:db8::2", "192.0.2.1",
		    "10.0.0.1", false, false },
		{ "multicast has its own scope", "ff02::1", "fe80::1", "192.0.2.1", "192.0.2.2",
		    false, false },
		{ "multicast of the world", "ff0e::1", "fe80::1", "192.0.2.1", "192.0.2.2", false,
		    true },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const BIO_ADDR v6 = address(rows[i].v6), v4 = address(rows[i].v4);
		const struct dial_route from6 = route(rows[i].from6);
		const struct dial_route from4 = route(rows[i].from4);

		contract_check_int(__FILE__, __LINE__,
		    dial_prefers_v4(&v6, &from6, &v4, &from4, rows[i].raised), rows[i].v4_first,
		    rows[i].rule);
	}
}

static void a_route_has_a_source(void)
{
	const BIO_ADDR here = address("127.0.0.1");
	struct dial_route found;

	errno = EXDEV;
	found = dial_route_to(&here);
	CHECK_INT(errno, EXDEV);
	CHECK(!found.none);
	CHECK_INT(found.source.sa.sa_family, AF_INET);
	CHECK_INT(ntohl(found.source.s_in.sin_addr.s_addr), INADDR_LOOPBACK);
}

static void what_connect_says_of_a_route(void)
{
	static const struct {
		int err;
		bool none;
	} rows[] = { { ENETUNREACH, true }, { EADDRNOTAVAIL, true }, { EHOSTUNREACH, true },
		{ ENETDOWN, true }, { EAFNOSUPPORT, true }, { EPERM, false }, { EACCES, false },
		{ ENOBUFS, false }, { EINVAL, false } };
	const BIO_ADDR here = address("127.0.0.1");

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dial_route found;

		connect_errno = rows[i].err;
		errno = EXDEV;
		found = dial_route_to(&here);
		CHECK_INT(errno, EXDEV);
		CHECK_INT(found.none, rows[i].none);
		CHECK_INT(found.source.sa.sa_family, AF_UNSPEC);
	}
	connect_errno = 0;
}

/* The answer stays, whatever the resolver says later. */
static void the_resolver_is_asked_once_whom_it_puts_first(void)
{
	first_family = AF_INET;
	errno = ENOENT;
	CHECK(dial_v4_is_raised());
	CHECK_INT(errno, ENOENT);
	first_family = AF_INET6;
	CHECK(dial_v4_is_raised());
	CHECK_INT(asked, 1);
}

/* By now IPv4 is known to be raised. */
static void the_heads_are_compared(void)
{
	const BIO_ADDR v6 = address("::1"), v4 = address("127.0.0.1");

	CHECK(dial_begins_with_v4(&v6, &v4));
	CHECK_INT(asked, 1);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(the_rules_of_rfc_6724),
	CASE(a_route_has_a_source),
	CASE(what_connect_says_of_a_route),
	CASE(the_resolver_is_asked_once_whom_it_puts_first),
	CASE(the_heads_are_compared),
};

int main(void)
{
	return contract_main("preference", cases, sizeof(cases) / sizeof(cases[0]));
}
