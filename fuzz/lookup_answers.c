/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any answer of the resolver: what of it is an internet address comes out, in its order and byte
 * for byte, and the rest is left out; with none of them, or with a code, there is a record and no
 * list. Input: a byte of family, one of socket type; then the resolver's answers (world.h).
 */
#include <netinet/in.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "world.h"

static const int families[] = { AF_UNSPEC, AF_INET, AF_INET6 };
static const int socktypes[] = { 0, SOCK_STREAM, SOCK_DGRAM };

/* What the resolver has said of internet addresses. */
static struct {
	int n;
	struct {
		int family, socktype, protocol;
		uint16_t port;
		uint8_t address[16];
	} entries[16];
} said;

static void remember(const struct addrinfo *list)
{
	said.n = 0;
	for (; list != NULL; list = list->ai_next) {
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;

		if (list->ai_family != AF_INET && list->ai_family != AF_INET6)
			continue;
		if (list->ai_family == AF_INET) {
			memcpy(&v4, list->ai_addr, sizeof(v4));
			said.entries[said.n].port = v4.sin_port;
			memcpy(said.entries[said.n].address, &v4.sin_addr, 4);
		} else {
			memcpy(&v6, list->ai_addr, sizeof(v6));
			said.entries[said.n].port = v6.sin6_port;
			memcpy(said.entries[said.n].address, &v6.sin6_addr, 16);
		}
		said.entries[said.n].family = list->ai_family;
		said.entries[said.n].socktype = list->ai_socktype;
		said.entries[said.n++].protocol = list->ai_protocol;
	}
}

static void check_entry(const BIO_ADDRINFO *entry, int i)
{
	const BIO_ADDR *addr = BIO_ADDRINFO_address(entry);
	uint8_t raw[16];
	size_t n = 0;
	char *text;

	CHECK(BIO_ADDRINFO_family(entry) == said.entries[i].family);
	CHECK(BIO_ADDRINFO_socktype(entry) == said.entries[i].socktype);
	CHECK(BIO_ADDRINFO_protocol(entry) == said.entries[i].protocol);
	CHECK(BIO_ADDR_family(addr) == said.entries[i].family);
	CHECK(BIO_ADDR_rawport(addr) == said.entries[i].port);
	CHECK(BIO_ADDR_rawaddress(addr, raw, &n) == 1);
	CHECK(n == (said.entries[i].family == AF_INET ? 4 : 16));
	CHECK(memcmp(raw, said.entries[i].address, n) == 0);
	text = BIO_ADDR_hostname_string(addr, 1);
	CHECK(text != NULL && strlen(text) > 0);
	OPENSSL_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	int family = families[take_byte(&input) % 3], socktype = socktypes[take_byte(&input) % 3];
	BIO_ADDRINFO *list = NULL;
	int found, n = 0;

	said.n = 0;
	world_resolved = remember;
	world_begin(&input);
	found =
	    BIO_lookup_ex("name.example", "https", BIO_LOOKUP_CLIENT, family, socktype, 0, &list);
	CHECK((found == 1) == (list != NULL) && (found == 1) == (said.n > 0));
	CHECK((drain_errors() > 0) == (found == 0));
	for (const BIO_ADDRINFO *at = list; at != NULL; at = BIO_ADDRINFO_next(at))
		check_entry(at, n++);
	CHECK(n == said.n);
	BIO_ADDRINFO_free(list);
	CHECK(drain_errors() == 0);
	world_end();
	return 0;
}
