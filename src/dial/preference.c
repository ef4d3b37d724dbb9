/* SPDX-License-Identifier: Apache-2.0 */
/* Destination address selection between families (RFC 6724). */
#include "dial/preference.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

#include "addr/literal.h"
#include "sys/addresses.h"
#include "sys/calls.h"
#include "sys/descriptor.h"
#include "sys/resolver.h"

/* RFC 6724, 3.1: the numbers of RFC 4291's multicast scopes. */
enum { LINK_LOCAL = 2, SITE_LOCAL = 5, GLOBAL = 14 };

/* RFC 6724, 2.1, longest prefix first; IPv4 is looked up as IPv4-mapped. */
static const struct policy {
	unsigned char prefix[16];
	unsigned int bits;
	int precedence, label;
} policies[] = {
	{ { [15] = 1 }, 128, 50, 0 },
	{ { [10] = 0xff, [11] = 0xff }, 96, 35, 4 },
	{ { 0 }, 96, 1, 3 },
	{ { 0x20, 0x01 }, 32, 5, 5 },
	{ { 0x20, 0x02 }, 16, 30, 2 },
	{ { 0x3f, 0xfe }, 16, 1, 12 },
	{ { 0xfe, 0xc0 }, 10, 1, 11 },
	{ { 0xfc }, 7, 3, 13 },
	{ { 0 }, 0, 40, 1 },
};

enum { RAISED = 100 };

struct bytes {
	unsigned char at[16];
};

static struct bytes bytes_of(const BIO_ADDR *addr)
{
	struct bytes bytes = { { [10] = 0xff, [11] = 0xff } };

	if (addr->sa.sa_family == AF_INET6)
		memcpy(bytes.at, &addr->s_in6.sin6_addr, 16);
	else
		memcpy(bytes.at + 12, &addr->s_in.sin_addr, 4);
	return bytes;
}

static bool has_prefix(const struct bytes *bytes, const struct policy *policy)
{
	unsigned int whole = policy->bits / 8, rest = policy->bits % 8;
	unsigned int mask = 0xff00u >> rest & 0xff;

	if (memcmp(bytes->at, policy->prefix, whole) != 0)
		return false;
	return rest == 0 || (bytes->at[whole] & mask) == policy->prefix[whole];
}

static const struct policy *policy_of(const BIO_ADDR *addr)
{
	const struct bytes bytes = bytes_of(addr);
	const struct policy *policy = policies;

	while (!has_prefix(&bytes, policy))
		policy++;
	return policy;
}

/* RFC 6724, 3.1 and 3.2: loopback is as a link. */
static int scope_of(const BIO_ADDR *addr)
{
	const struct bytes bytes = bytes_of(addr);
	const unsigned char *b = bytes.at;

	if (addr->sa.sa_family == AF_INET)
		return b[12] == 127 || (b[12] == 169 && b[13] == 254) ? LINK_LOCAL : GLOBAL;
	if (b[0] == 0xff)
		return b[1] & 0x0f;
	if (policy_of(addr) == &policies[0] || (b[0] == 0xfe && (b[1] & 0xc0) == 0x80))
		return LINK_LOCAL;
	return b[0] == 0xfe && (b[1] & 0xc0) == 0xc0 ? SITE_LOCAL : GLOBAL;
}

/* What the rules ask of a destination. */
struct traits {
	bool reachable, scope_matches, label_matches;
	int precedence, scope;
};

static struct traits traits_of(const BIO_ADDR *addr, const struct dial_route *route, int precedence)
{
	bool known = route->source.sa.sa_family == addr->sa.sa_family;

	return (struct traits){
		.reachable = !route->none,
		.scope_matches = !known || scope_of(addr) == scope_of(&route->source),
		.label_matches =
		    !known || policy_of(addr)->label == policy_of(&route->source)->label,
		.precedence = precedence,
		.scope = scope_of(addr),
	};
}

bool dial_prefers_v4(const BIO_ADDR *v6, const struct dial_route *route6, const BIO_ADDR *v4,
    const struct dial_route *route4, bool v4_raised)
{
	struct traits six = traits_of(v6, route6, policy_of(v6)->precedence);
	struct traits four = traits_of(v4, route4, v4_raised ? RAISED : policy_of(v4)->precedence);

	if (six.reachable != four.reachable)
		return four.reachable;
	if (six.scope_matches != four.scope_matches)
		return four.scope_matches;
	if (six.label_matches != four.label_matches)
		return four.label_matches;
	if (six.precedence != four.precedence)
		return four.precedence > six.precedence;
	return four.scope < six.scope;
}

static bool says_no_route(int err)
{
	return err == ENETUNREACH || err == EADDRNOTAVAIL || err == EHOSTUNREACH ||
	       err == ENETDOWN || err == EAFNOSUPPORT;
}

static void connect_there(int fd, const BIO_ADDR *peer, struct dial_route *route)
{
	BIO_ADDR source;
	socklen_t len = sizeof(source);

	memset(&source, 0, sizeof(source));
	if (sys_connect(fd, &peer->sa, addr_size(peer)) == -1)
		route->none = says_no_route(errno);
	else if (sys_getsockname(fd, &source.sa, &len) == 0 && (size_t)len <= sizeof(source))
		addr_store(&route->source, &source, len);
}

/* A port is asked for by some systems, though nothing is sent. */
static BIO_ADDR with_port(const BIO_ADDR *addr)
{
	BIO_ADDR with = *addr;

	if (with.sa.sa_family == AF_INET && with.s_in.sin_port == 0)
		with.s_in.sin_port = htons(9);
	if (with.sa.sa_family == AF_INET6 && with.s_in6.sin6_port == 0)
		with.s_in6.sin6_port = htons(9);
	return with;
}

struct dial_route dial_route_to(const BIO_ADDR *peer)
{
	struct dial_route route = { .none = false };
	const BIO_ADDR there = with_port(peer);
	int before = errno, fd = sys_socket(peer->sa.sa_family, SOCK_DGRAM, 0, 0);

	BIO_ADDR_clear(&route.source);
	if (fd == -1) {
		route.none = says_no_route(errno);
	} else {
		connect_there(fd, &there, &route);
		sys_close(fd);
	}
	errno = before;
	return route;
}

/* Whether the first of this host's own addresses is IPv4's. */
static bool ask_resolver(void)
{
	const struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };
	struct addrinfo *list = NULL;
	bool raised = false;

	if (sys_resolve(NULL, "9", &hints, &list) == 0 && list != NULL) {
		raised = list->ai_family == AF_INET;
		sys_resolved_free(list);
	}
	return raised;
}

/* Threads that ask at once all do, and get the same answer. */
bool dial_v4_is_raised(void)
{
	enum { NOT_ASKED, NO, YES };
	static atomic_int known = NOT_ASKED;
	int before = errno, answer = atomic_load(&known);

	if (answer == NOT_ASKED) {
		answer = ask_resolver() ? YES : NO;
		atomic_store(&known, answer);
	}
	errno = before;
	return answer == YES;
}

bool dial_begins_with_v4(const BIO_ADDR *v6, const BIO_ADDR *v4)
{
	const struct dial_route route6 = dial_route_to(v6), route4 = dial_route_to(v4);

	return dial_prefers_v4(v6, &route6, v4, &route4, dial_v4_is_raised());
}

bool dial_has_v6(void)
{
	BIO_ADDR internet;

	BIO_ADDR_clear(&internet);
	addr_read_literal("2000::", AF_INET6, &internet);
	return !dial_route_to(&internet).none || sys_has_v6_address();
}
