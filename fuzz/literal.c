/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_lookup() of hosts that look like numbers. getaddrinfo() of this program says what the library
 * must not ask; the system's own, asked with AI_NUMERICHOST, says what the library should have
 * read. Input: a byte of choices, a port of two bytes, the host.
 */
#include <dlfcn.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "check.h"

typedef int getaddrinfo_fn(const char *, const char *, const struct addrinfo *, struct addrinfo **);

static bool resolver_asked;

/* In the place of the system's: nobody is asked anything. */
int getaddrinfo(const char *restrict host, const char *restrict service,
    const struct addrinfo *restrict hints, struct addrinfo **restrict out)
{
	(void)host;
	(void)service;
	(void)hints;
	(void)out;
	resolver_asked = true;
	return EAI_NONAME;
}

static getaddrinfo_fn *systems_getaddrinfo(void)
{
	static getaddrinfo_fn *function;
	void *symbol;

	if (function == NULL) {
		symbol = dlsym(RTLD_NEXT, "getaddrinfo");
		CHECK(symbol != NULL);
		memcpy(&function, &symbol, sizeof(function));
	}
	return function;
}

/* As the system reads the host; NULL if it does not. */
static struct addrinfo *systems_answer(const char *host, int family)
{
	struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST, .ai_family = family, .ai_socktype = SOCK_STREAM
	};
	struct addrinfo *answer = NULL;

	return systems_getaddrinfo()(host, NULL, &hints, &answer) == 0 ? answer : NULL;
}

static void check_same(const BIO_ADDRINFO *ours, const struct addrinfo *theirs, uint16_t port)
{
	const BIO_ADDR *addr = BIO_ADDRINFO_address(ours);
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)theirs->ai_addr;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)theirs->ai_addr;
	const struct sockaddr_in6 *our_v6 = (const struct sockaddr_in6 *)(const void *)addr;
	bool is_v6 = theirs->ai_family == AF_INET6;
	unsigned char bytes[16];
	size_t len = 0;

	CHECK(BIO_ADDRINFO_next(ours) == NULL);
	CHECK(BIO_ADDRINFO_family(ours) == theirs->ai_family);
	CHECK(BIO_ADDRINFO_socktype(ours) == SOCK_STREAM);
	CHECK(BIO_ADDR_rawport(addr) == htons(port));
	CHECK(BIO_ADDR_rawaddress(addr, bytes, &len) == 1 && len == (is_v6 ? 16 : 4));
	CHECK(memcmp(bytes, is_v6 ? (const void *)&v6->sin6_addr : (const void *)&v4->sin_addr,
	          len) == 0);
	CHECK(!is_v6 || our_v6->sin6_scope_id == v6->sin6_scope_id);
}

/*
 * An IPv6 address, with a scope as interfaces are called: not Linux's "lo:1", which
 * the system takes.
 */
static bool is_plain_v6(const char *host)
{
	const char *scope = strchr(host, '%');

	if (scope != NULL &&
	    (strlen(scope + 1) >= IF_NAMESIZE || strpbrk(scope + 1, ":%/ \t\n\v\f\r")))
		return false;
	return strchr(host, ':') != NULL;
}

static bool is_dotted_quad(const char *host)
{
	unsigned part[4];
	char again[16];

	if (sscanf(host, "%3u.%3u.%3u.%3u", part, part + 1, part + 2, part + 3) != 4)
		return false;
	snprintf(again, sizeof(again), "%u.%u.%u.%u", part[0] % 1000, part[1] % 1000,
	    part[2] % 1000, part[3] % 1000);
	return strcmp(host, again) == 0;
}

/* What the library reads itself. Old spellings of IPv4 (127.1, 0x7f.1, 010.0.0.1) it leaves to the
 * system. */
static bool is_modern(const char *host)
{
	return is_plain_v6(host) || is_dotted_quad(host);
}

static void check_lookup(const char *host, int family, uint16_t port)
{
	BIO_ADDRINFO *list = NULL;
	struct addrinfo *expected;
	char service[6];
	int r;

	if (strcmp(host, "*") ==
	    0) /* no host at all, which the system is asked without a service */
		return;
	expected = systems_answer(host, family);
	snprintf(service, sizeof(service), "%u", (unsigned)port);
	resolver_asked = false;
	r = BIO_lookup(host, service, BIO_LOOKUP_CLIENT, family, SOCK_STREAM, &list);
	CHECK(drain_errors() == (r == 1 ? 0 : 1));
	CHECK((r == 1) == (list != NULL));
	CHECK(r == 0 || expected != NULL);
	CHECK(r == 1 || expected == NULL || !is_modern(host));
	CHECK(expected == NULL || !is_modern(host) || !resolver_asked);
	if (r == 1)
		check_same(list, expected, port);
	BIO_ADDRINFO_free(list);
	if (expected != NULL)
		freeaddrinfo(expected);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int families[] = { AF_UNSPEC, AF_INET, AF_INET6 };
	struct input input = { data, size };
	int family = families[take_byte(&input) % 3];
	uint16_t port;
	char *host;

	take(&input, &port, sizeof(port));
	host = take_text(&input);
	check_lookup(host, family, port);
	free(host);
	return 0;
}
