/* SPDX-License-Identifier: Apache-2.0 */
/* The public surface as a compiler sees it: constants, prototypes, types, macros. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"

static const struct {
	const char *name;
	long long value, want;
	bool defined;
} constants[] = {
#include "surface_constants.h"
};

typedef void function(void);

/* Before the prototypes: a function that the headers do not declare does not compile here ... */
static const struct {
	const char *name;
	function *at;
} functions[] = {
#include "surface_names.h"
};

/* ... and one that they declare otherwise does not compile here. */
#include "surface_prototypes.h"

_Static_assert(BIO_SOCK_INFO_ADDRESS == 0, "enum BIO_sock_info_type");
_Static_assert(BIO_LOOKUP_CLIENT == 0 && BIO_LOOKUP_SERVER == 1, "enum BIO_lookup_type");
_Static_assert(BIO_PARSE_PRIO_HOST == 0 && BIO_PARSE_PRIO_SERV == 1, "the priorities");
_Static_assert(sizeof(union BIO_sock_info_u) == sizeof(BIO_ADDR *), "union BIO_sock_info_u");
_Static_assert(offsetof(union BIO_sock_info_u, addr) == 0, "its only member");
_Static_assert(
    _Generic(((union BIO_sock_info_u *)0)->addr, BIO_ADDR * : 1, default : 0), "its type");
_Static_assert(_Generic((union bio_addr_st *)0, BIO_ADDR * : 1, default : 0), "BIO_ADDR");
_Static_assert(
    _Generic((struct bio_addrinfo_st *)0, BIO_ADDRINFO * : 1, default : 0), "BIO_ADDRINFO");

static void constants_have_openssl_s_values(void)
{
	size_t missing = 0;

	for (size_t i = 0; i < sizeof(constants) / sizeof(constants[0]); i++) {
		if (constants[i].defined)
			contract_check_int("constants.tsv", (int)i + 2, constants[i].value,
			    constants[i].want, constants[i].name);
		else if (!contract_is_oracle())
			contract_check("constants.tsv", (int)i + 2, false, constants[i].name);
		missing += constants[i].defined ? 0 : 1;
	}
	CHECK(sizeof(constants) / sizeof(constants[0]) - missing > 300);
}

static void functions_are_declared_as_openssl_does_and_exist(void)
{
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		contract_check(
		    "prototypes.tsv", (int)i + 2, functions[i].at != NULL, functions[i].name);
	CHECK(sizeof(functions) / sizeof(functions[0]) > 70);
}

static void flags_are_bits_of_their_own(void)
{
	static const int flags[] = { BIO_SOCK_REUSEADDR, BIO_SOCK_V6_ONLY, BIO_SOCK_KEEPALIVE,
		BIO_SOCK_NONBLOCK, BIO_SOCK_NODELAY };
	int all = 0;

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		CHECK_INT(flags[i] & (flags[i] - 1), 0);
		CHECK_INT(all & flags[i], 0);
		all |= flags[i];
	}
	CHECK_INT(all, 0x1f);
}

/* A BIO_ADDR is what the kernel takes, and a program's sockaddr is a BIO_ADDR. */
static void an_address_is_laid_out_as_a_sockaddr(void)
{
	struct sockaddr_in mine = { .sin_family = AF_INET, .sin_port = htons(443) };
	BIO_ADDR *addr = BIO_ADDR_new();
	const struct sockaddr_in *seen = (const void *)addr;

	CHECK_INT(BIO_ADDR_rawport((const BIO_ADDR *)&mine), htons(443));
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_INET, "\x7f\0\0\1", 4, htons(80)), 1);
	CHECK_INT(seen->sin_family, AF_INET);
	CHECK_INT(seen->sin_port, htons(80));
	CHECK_INT(seen->sin_addr.s_addr, htonl(INADDR_LOOPBACK));
	BIO_ADDR_free(addr);
}

static void sock_init_and_cleanup_are_there(void)
{
	CHECK_INT(BIO_sock_init(), 1);
	BIO_sock_cleanup();
	CHECK_ERRORS("-");
}

static void the_version_has_this_api(void)
{
	CHECK(OPENSSL_VERSION_NUMBER >= 0x30600000L);
	CHECK_INT((long long)OpenSSL_version_num(), OPENSSL_VERSION_NUMBER);
}

static const struct contract_case cases[] = {
	{ "constants have OpenSSL's values", constants_have_openssl_s_values, 0, 0 },
	{ "functions are declared as OpenSSL does, and exist",
	    functions_are_declared_as_openssl_does_and_exist, 0, 0 },
	{ "flags are bits of their own", flags_are_bits_of_their_own, 0, 0 },
	{ "an address is laid out as a sockaddr", an_address_is_laid_out_as_a_sockaddr, 0, 0 },
	{ "sock_init and sock_cleanup are there", sock_init_and_cleanup_are_there, 0, 0 },
	{ "the version has this API", the_version_has_this_api, 0, 0x30600000 },
};

int main(void)
{
	return contract_main("sock.surface", cases, sizeof(cases) / sizeof(cases[0]));
}
