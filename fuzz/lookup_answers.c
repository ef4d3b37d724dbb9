/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any answer of the resolver: what of it is an internet address comes out, in its order and byte for
 * byte, and the rest is left out; with none of them, or with a code, there is a record and no list.
 * Input: a byte of family, one of socket type; then the resolver's answers (world.h).
 */
#include <netinet/in.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "world.h"

static const int families[] = { AF_UNSPEC, AF_INET, AF_INET6 };
static const int socktypes[] = { 0, SOCK_STREAM, SOCK_DGRAM };

static void check_entry(const BIO_ADDRINFO *entry)
{
	const BIO_ADDR *addr = BIO_ADDRINFO_address(entry);
	uint8_t raw[16];
	size_t n = 0;
	char *text;

	CHECK(BIO_ADDRINFO_family(entry) == AF_INET || BIO_ADDRINFO_family(entry) == AF_INET6);
	CHECK(BIO_ADDR_family(addr) == BIO_ADDRINFO_family(entry));
	CHECK(BIO_ADDR_rawaddress(addr, raw, &n) == 1);
	CHECK(n == (BIO_ADDR_family(addr) == AF_INET ? 4 : 16));
	text = BIO_ADDR_hostname_string(addr, 1);
	CHECK(text != NULL && strlen(text) > 0);
	OPENSSL_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	int family = families[take_byte(&input) % 3], socktype = socktypes[take_byte(&input) % 3];
	BIO_ADDRINFO *list = NULL;
	int found, entries = 0;

	world_begin(&input);
	found =
	    BIO_lookup_ex("name.example", "https", BIO_LOOKUP_CLIENT, family, socktype, 0, &list);
	CHECK((found == 1) == (list != NULL));
	CHECK((drain_errors() > 0) == (found == 0));
	for (const BIO_ADDRINFO *at = list; at != NULL; at = BIO_ADDRINFO_next(at), entries++)
		check_entry(at);
	CHECK(entries <= 6);
	BIO_ADDRINFO_free(list);
	CHECK(drain_errors() == 0);
	world_end();
	return 0;
}
