/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_ADDR_rawmake() of any bytes, and all that can be asked of what it made.
 * Input: a byte of family, a port of two bytes, the address.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "check.h"

static const int families[] = { AF_INET, AF_INET6, AF_UNIX, AF_UNSPEC, 4711 };

/* What of an AF_UNIX path is kept: what comes before the NULs that may end it. */
static size_t kept_of(int family, const uint8_t *where, size_t n)
{
	if (family == AF_UNIX && n > 0 && where[0] != '\0')
		return strnlen((const char *)where, n);
	return n;
}

static bool is_nul(const uint8_t *bytes, size_t n)
{
	while (n > 0 && bytes[n - 1] == '\0')
		n--;
	return n == 0;
}

/* The rules of the page, and of D6 for the abstract names of AF_UNIX. */
static bool is_makeable(int family, const uint8_t *where, size_t n)
{
	const size_t room = sizeof(((struct sockaddr_un *)NULL)->sun_path);
	size_t kept = kept_of(family, where, n);

	if (family == AF_INET)
		return n == 4;
	if (family == AF_INET6)
		return n == 16;
	if (family != AF_UNIX)
		return false;
	if (n > 0 && where[0] == '\0')
		return n <= room && where[n - 1] != '\0';
	return n < room && is_nul(where + kept, n - kept);
}

static void check_raw(
    const BIO_ADDR *addr, int family, const uint8_t *where, size_t n, uint16_t port)
{
	uint8_t bytes[sizeof(struct sockaddr_un)];
	size_t asked = 0, got = 0;

	CHECK(BIO_ADDR_family(addr) == family);
	CHECK(BIO_ADDR_rawport(addr) == (family == AF_UNIX ? 0 : port));
	CHECK(BIO_ADDR_rawaddress(addr, NULL, &asked) == 1);
	CHECK(asked == kept_of(family, where, n) && asked <= sizeof(bytes));
	CHECK(BIO_ADDR_rawaddress(addr, bytes, &got) == 1 && got == asked);
	CHECK(memcmp(bytes, where, got) == 0);
}

/* A text or NULL; with a record, or without one for a path that another family does not have. */
static void check_text(char *text, bool expected, int records)
{
	CHECK((text != NULL) == expected);
	CHECK(drain_errors() == (expected ? 0 : records));
	OPENSSL_free(text);
}

/* Each address has a host and a service, a path of any length too (D6). */
static void check_texts(const BIO_ADDR *addr, int family)
{
	check_text(BIO_ADDR_path_string(addr), family == AF_UNIX, 0);
	check_text(BIO_ADDR_hostname_string(addr, 1), true, 1);
	check_text(BIO_ADDR_service_string(addr, 1), true, 1);
}

static void check_copies(
    const BIO_ADDR *addr, int family, const uint8_t *where, size_t n, uint16_t port)
{
	BIO_ADDR *copy = BIO_ADDR_new(), *dup = BIO_ADDR_dup(addr);

	CHECK(copy != NULL && dup != NULL);
	CHECK(BIO_ADDR_copy(copy, addr) == 1);
	check_raw(copy, family, where, n, port);
	check_raw(dup, family, where, n, port);
	BIO_ADDR_clear(copy);
	CHECK(BIO_ADDR_family(copy) == AF_UNSPEC);
	BIO_ADDR_free(copy);
	BIO_ADDR_free(dup);
}

static void check_made(int family, const uint8_t *where, size_t n, uint16_t port)
{
	BIO_ADDR *addr = BIO_ADDR_new();
	bool makeable = is_makeable(family, where, n);

	CHECK(addr != NULL);
	CHECK(BIO_ADDR_rawmake(addr, family, where, n, port) == makeable);
	if (makeable) {
		check_raw(addr, family, where, n, port);
		check_texts(addr, family);
		check_copies(addr, family, where, n, port);
	} else {
		CHECK(BIO_ADDR_family(addr) == AF_UNSPEC);
	}
	CHECK(drain_errors() == 0);
	BIO_ADDR_free(addr);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	int family = families[take_byte(&input) % (sizeof(families) / sizeof(families[0]))];
	uint16_t port;
	uint8_t *where;
	size_t n;

	take(&input, &port, sizeof(port));
	n = input.size;
	/* A copy of just the length, so that reading beyond it is seen. */
	where = malloc(n > 0 ? n : 1);
	CHECK(where != NULL);
	take(&input, where, n);
	check_made(family, where, n, port);
	free(where);
	return 0;
}
