/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_ADDR(3): every row of addr.tsv, abstract names, addresses of other families, and a
 * caller's own sockaddr.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "rows.h"
#include "support/contract.h"
#include "support/system.h"

#if OPENSSL_VERSION_NUMBER < 0x30200000L
int BIO_ADDR_copy(BIO_ADDR *dst, const BIO_ADDR *src) __attribute__((weak));
BIO_ADDR *BIO_ADDR_dup(const BIO_ADDR *ap) __attribute__((weak));
#endif
#define SINCE_COPY 0x30200000L

#define V6_DOC     "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01"
#define PATH_31    "ppppppppppppppppppppppppppppppp"

static char path_200[200];

/*
 * What makes the address of each row of addr.tsv; a row that fails shows what the row
 * before it left.
 */
static const struct {
	const char *name;
	int family;
	const char *raw;
	size_t len;
	unsigned short port;
} makes[] = {
	{ "v4 len 4", AF_INET, "\xc0\0\x02\x01", 4, 80 },
	{ "v4 len 5", AF_INET, "\xc0\0\x02\x01\0", 5, 80 },
	{ "v4 len 3", AF_INET, "\xc0\0\x02", 3, 80 },
	{ "v6 len 16", AF_INET6, V6_DOC, 16, 65535 },
	{ "v6 mapped", AF_INET6, "\0\0\0\0\0\0\0\0\0\0\xff\xff\xc0\0\x02\x01", 16, 0 },
	{ "v6 any", AF_INET6, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16, 0 },
	{ "v6 len 4", AF_INET6, "\xc0\0\x02\x01", 4, 0 },
	{ "unix 4", AF_UNIX, "/a/b", 4, 80 },
	{ "unix 0", AF_UNIX, "", 0, 80 },
	{ "unix 31", AF_UNIX, PATH_31, 31, 80 },
	{ "unix 32", AF_UNIX, PATH_31 "p", 32, 80 },
	{ "unix 107", AF_UNIX, path_200, 107, 80 },
	{ "unix 108", AF_UNIX, path_200, 108, 80 },
	{ "unspec", AF_UNSPEC, path_200, 4, 80 },
	{ "family 9999", 9999, path_200, 4, 80 },
};

static BIO_ADDR *of_rows;

static int make(const char *name)
{
	for (size_t i = 0; i < sizeof(makes) / sizeof(makes[0]); i++) {
		if (strcmp(makes[i].name, name) == 0)
			return BIO_ADDR_rawmake(of_rows, makes[i].family, makes[i].raw,
			    makes[i].len, htons(makes[i].port));
	}
	return 1; /* "new": as BIO_ADDR_new() made it */
}

static void add_string(char *out, size_t size, char *text)
{
	rows_add(out, size, "\t%s", text != NULL ? text : "NULL");
	OPENSSL_free(text);
}

static void describe(const BIO_ADDR *addr, int ret, char *out, size_t size)
{
	size_t len = 0;
	int raw = BIO_ADDR_rawaddress(addr, NULL, &len);

	rows_add(out, size, "%d\t%d\t%d\t%zu\t%d", ret, rows_family(BIO_ADDR_family(addr)), raw,
	    len, ntohs(BIO_ADDR_rawport(addr)));
	add_string(out, size, BIO_ADDR_hostname_string(addr, 1));
	add_string(out, size, BIO_ADDR_service_string(addr, 1));
	add_string(out, size, BIO_ADDR_path_string(addr));
	rows_add(out, size, "\t%s", contract_errors());
}

static void render(const struct row *row, char *out, size_t size)
{
	describe(of_rows, make(row->column[0]), out, size);
}

static void tells_what_it_is(void)
{
	memset(path_200, 'p', sizeof(path_200));
	of_rows = BIO_ADDR_new();
	rows_check("addr.tsv", 1, render);
	BIO_ADDR_free(of_rows);
}

static void copies(void)
{
	BIO_ADDR *from = BIO_ADDR_new(), *to = BIO_ADDR_new(), *dup;
	char got[256] = "", want[256] = "";

	BIO_ADDR_rawmake(from, AF_INET6, V6_DOC, 16, htons(443));
	CHECK_INT(BIO_ADDR_copy(to, from), 1);
	dup = BIO_ADDR_dup(from);
	describe(to, 1, got, sizeof(got));
	CHECK_STR(got, "1\t10\t1\t16\t443\t2001:db8::1\t443\tNULL\t-");
	describe(dup, 1, want, sizeof(want));
	CHECK_STR(got, want);
	BIO_ADDR_clear(from);
	CHECK_INT(BIO_ADDR_copy(to, from), 1);
	CHECK_INT(BIO_ADDR_family(to), AF_UNSPEC);
	CHECK_INT(BIO_ADDR_copy(to, NULL), 0);
	CHECK_INT(BIO_ADDR_copy(NULL, from), 0);
	CHECK(BIO_ADDR_dup(NULL) == NULL);
	BIO_ADDR_free(dup);
	BIO_ADDR_free(from);
	BIO_ADDR_free(to);
}

static void copies_the_scope(void)
{
	struct sockaddr_in6 sin6 = { .sin6_family = AF_INET6, .sin6_scope_id = 42 };
	BIO_ADDR *dup = BIO_ADDR_dup((const BIO_ADDR *)(const void *)&sin6);

	if (CHECK(dup != NULL))
		CHECK_MEM(dup, &sin6, sizeof(sin6));
	BIO_ADDR_free(dup);
}

static void copies_no_unknown_family(void)
{
	struct sockaddr_storage other = { .ss_family = AF_PACKET };
	const BIO_ADDR *addr = (const BIO_ADDR *)(const void *)&other;
	BIO_ADDR *to = BIO_ADDR_new();

	CHECK_INT(BIO_ADDR_rawmake(to, AF_INET, "\x7f\0\0\x01", 4, htons(80)), 1);
	CHECK_INT(BIO_ADDR_copy(to, addr), 0);
	CHECK_INT(BIO_ADDR_family(to), AF_UNSPEC);
	CHECK(BIO_ADDR_dup(addr) == NULL);
	BIO_ADDR_free(to);
}

static void makes_only_what_fits(void)
{
	BIO_ADDR *addr = BIO_ADDR_new();
	size_t len = 77;

	CHECK_INT(BIO_ADDR_rawaddress(addr, NULL, &len), 0);
	CHECK_INT((long long)len, 77);
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_INET, "\x7f\0\0\x01", 4, htons(80)), 1);
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_PACKET, "\x7f\0\0\x01", 4, htons(80)), 0);
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_INET6, "\x7f\0\0\x01", 4, htons(81)), 0);
	CHECK_INT(BIO_ADDR_family(addr), AF_INET);
	CHECK_INT(ntohs(BIO_ADDR_rawport(addr)), 80);
	CHECK_ERRORS("-");
	BIO_ADDR_clear(addr);
	CHECK_INT(BIO_ADDR_family(addr), AF_UNSPEC);
	CHECK_INT(BIO_ADDR_rawport(addr), 0);
	BIO_ADDR_free(addr);
	BIO_ADDR_free(NULL);
}

static void takes_a_path_with_its_nul(void)
{
	BIO_ADDR *addr = BIO_ADDR_new();
	char raw[16] = "", *path;
	size_t len = 0;

	CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, "/a", 3, 0), 1);
	CHECK_INT(BIO_ADDR_rawaddress(addr, raw, &len), 1);
	CHECK_INT((long long)len, 2);
	CHECK_MEM(raw, "/a", 2);
	path = BIO_ADDR_path_string(addr);
	CHECK_STR(path, "/a");
	OPENSSL_free(path);
	BIO_ADDR_free(addr);
}

static void keeps_abstract_names(void)
{
	static char longest[108];
	static const struct {
		const char *name;
		size_t len;
	} cases[] = {
		{ "\0name", 5 },
		{ "\0a\0b", 4 },
		{ "\0x", 2 },
		{ longest, sizeof(longest) },
	};
	BIO_ADDR *addr = BIO_ADDR_new();

	system_need_abstract_names();
	memset(longest + 1, 'n', sizeof(longest) - 1);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char raw[sizeof(longest)] = "";
		size_t len = 0;

		CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, cases[i].name, cases[i].len, 0), 1);
		CHECK_INT(BIO_ADDR_rawaddress(addr, raw, &len), 1);
		CHECK_INT((long long)len, (long long)cases[i].len);
		CHECK_MEM(raw, cases[i].name, cases[i].len);
		CHECK_INT(BIO_ADDR_rawport(addr), 0);
	}
	BIO_ADDR_free(addr);
}

static void refuses_an_abstract_name_that_ends_in_nul(void)
{
	static char too_long[109];
	BIO_ADDR *addr = BIO_ADDR_new();

	memset(too_long + 1, 'n', sizeof(too_long) - 1);
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, "\0name\0", 6, 0), 0);
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, "\0", 1, 0), 0);
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, too_long, sizeof(too_long), 0), 0);
	CHECK_INT(BIO_ADDR_family(addr), AF_UNSPEC);
	BIO_ADDR_free(addr);
}

static void refuses_a_path_with_a_nul_inside(void)
{
	BIO_ADDR *addr = BIO_ADDR_new();

	CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, "/a\0b", 4, 0), 0);
	CHECK_INT(BIO_ADDR_family(addr), AF_UNSPEC);
	BIO_ADDR_free(addr);
}

/* Exactly as large as the family's own type, on the heap: a byte read beyond it is seen by ASan. */
static BIO_ADDR *exact(const void *from, size_t n)
{
	void *copy = malloc(n);

	if (copy != NULL)
		memcpy(copy, from, n);
	return copy;
}

static void takes_a_sockaddr_of_the_caller(void)
{
	struct sockaddr_in sin = { .sin_family = AF_INET, .sin_port = htons(8080) };
	struct sockaddr_in6 sin6 = { .sin6_family = AF_INET6, .sin6_port = htons(1) };
	struct sockaddr_un sun = { .sun_family = AF_UNIX, .sun_path = "/run/x" };
	static const char *const want[] = {
		"1\t2\t1\t4\t8080\t0.0.0.0\t8080\tNULL\t-",
		"1\t10\t1\t16\t1\t::\t1\tNULL\t-",
	};
	BIO_ADDR *own[] = { exact(&sin, sizeof(sin)), exact(&sin6, sizeof(sin6)) };
	BIO_ADDR *local = exact(&sun, sizeof(sun));
	char *path = BIO_ADDR_path_string(local);

	for (size_t i = 0; i < 2; i++) {
		char got[256] = "";

		describe(own[i], 1, got, sizeof(got));
		CHECK_STR(got, want[i]);
		free(own[i]);
	}
	CHECK_STR(path, "/run/x");
	OPENSSL_free(path);
	free(local);
}

/* OpenSSL 3.6 clears the whole of its own type first: no contract, so no oracle. */
static void copies_between_sockaddrs_of_the_caller(void)
{
	struct sockaddr_in sin = { .sin_family = AF_INET, .sin_port = htons(8080) };
	struct sockaddr_in zero = { .sin_family = AF_UNSPEC };
	BIO_ADDR *from = exact(&sin, sizeof(sin)), *to = exact(&zero, sizeof(zero));
	BIO_ADDR *none = exact(&zero, sizeof(zero));

	if (!contract_is_oracle()) {
		CHECK_INT(BIO_ADDR_copy(to, from), 1);
		CHECK_MEM(to, &sin, sizeof(sin));
		CHECK_INT(BIO_ADDR_copy(to, none), 1);
		CHECK_MEM(to, &zero, sizeof(zero));
	}
	free(none);
	free(from);
	free(to);
}

static void says_nothing_of_a_family_that_lies(void)
{
	static const sa_family_t families[] = { 250, AF_PACKET, AF_UNSPEC };

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		struct sockaddr sa = { .sa_family = families[i] };
		BIO_ADDR *addr = exact(&sa, sizeof(sa));
		size_t len = 0;

		CHECK_INT(BIO_ADDR_family(addr), families[i]);
		CHECK_INT(BIO_ADDR_rawport(addr), 0);
		CHECK_INT(BIO_ADDR_rawaddress(addr, NULL, &len), 0);
		CHECK(BIO_ADDR_path_string(addr) == NULL);
		CHECK_ERRORS("-");
		CHECK(BIO_ADDR_hostname_string(addr, 1) == NULL);
		CHECK_ERRORS("BIO routines:system lib(ai_family not supported)");
		CHECK(BIO_ADDR_service_string(addr, 0) == NULL);
		CHECK_ERRORS("BIO routines:system lib(ai_family not supported)");
		free(addr);
	}
}

/* OpenSSL crashes on each: no contract, so no oracle. */
static void survives_null(void)
{
	size_t len = 5;

	if (contract_is_oracle())
		return;
	BIO_ADDR_clear(NULL);
	CHECK_INT(BIO_ADDR_family(NULL), AF_UNSPEC);
	CHECK_INT(BIO_ADDR_rawport(NULL), 0);
	CHECK_INT(BIO_ADDR_rawaddress(NULL, NULL, &len), 0);
	CHECK_INT(BIO_ADDR_rawmake(NULL, AF_INET, "\x7f\0\0\x01", 4, 0), 0);
	CHECK(BIO_ADDR_hostname_string(NULL, 1) == NULL);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK(BIO_ADDR_service_string(NULL, 1) == NULL);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK(BIO_ADDR_path_string(NULL) == NULL);
	CHECK_ERRORS("BIO routines:passed a null parameter");
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "tells what it is, as the table says", tells_what_it_is, 0, 0 },
		{ "makes only what fits", makes_only_what_fits, 0, 0 },
		{ "takes a path with its NUL", takes_a_path_with_its_nul, 0, 0 },
		{ "copies", copies, 0, SINCE_COPY },
		{ "copies the scope", copies_the_scope, 0, SINCE_COPY },
		{ "copies no unknown family", copies_no_unknown_family, 0, SINCE_COPY },
		{ "copies between sockaddrs of the caller", copies_between_sockaddrs_of_the_caller,
		    0, SINCE_COPY },
		{ "keeps abstract names", keeps_abstract_names, 6, 0 },
		{ "refuses an abstract name that ends in NUL",
		    refuses_an_abstract_name_that_ends_in_nul, 6, 0 },
		{ "refuses a path with a NUL inside", refuses_a_path_with_a_nul_inside, 6, 0 },
		{ "takes a sockaddr of the caller", takes_a_sockaddr_of_the_caller, 0, 0 },
		{ "says nothing of a family that lies", says_nothing_of_a_family_that_lies, 0, 0 },
		{ "survives NULL", survives_null, 0, 0 },
	};

	return contract_main("address", cases, sizeof(cases) / sizeof(cases[0]));
}
