/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_lookup(3): every row of lookup.tsv, and what a row cannot say. */
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static const struct name {
	const char *name;
	int value;
} names[] = {
	{ "UNSPEC", AF_UNSPEC },
	{ "UNIX", AF_UNIX },
	{ "INET", AF_INET },
	{ "INET6", AF_INET6 },
	{ "CLIENT", BIO_LOOKUP_CLIENT },
	{ "SERVER", BIO_LOOKUP_SERVER },
	{ "STREAM", SOCK_STREAM },
	{ "DGRAM", SOCK_DGRAM },
	{ "RAW", SOCK_RAW },
	{ "SEQPACKET", SOCK_SEQPACKET },
	{ "TCP", IPPROTO_TCP },
	{ "UDP", IPPROTO_UDP },
	{ "SCTP", IPPROTO_SCTP },
	{ "UDPLITE", IPPROTO_UDPLITE },
	{ "DCCP", IPPROTO_DCCP },
};

static int number(const char *name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i].name, name) == 0)
			return names[i].value;
	}
	return atoi(name);
}

static const char *text(const char *field)
{
	return strcmp(field, "NULL") == 0 ? NULL : field;
}

/* "2/1/6 127.0.0.1:80": family, socket type, protocol, address, port. */
static void add_entry(char *out, size_t size, const BIO_ADDRINFO *entry)
{
	const BIO_ADDR *addr = BIO_ADDRINFO_address(entry);
	bool local = BIO_ADDRINFO_family(entry) == AF_UNIX;
	char *host = local ? BIO_ADDR_path_string(addr) : BIO_ADDR_hostname_string(addr, 1);

	rows_add(out, size, "%s%d/%d/%d %s:%d", out[0] != '\0' ? ", " : "",
	    rows_family(BIO_ADDRINFO_family(entry)), BIO_ADDRINFO_socktype(entry),
	    BIO_ADDRINFO_protocol(entry), host, ntohs(BIO_ADDR_rawport(addr)));
	CHECK_INT(BIO_ADDR_family(addr), BIO_ADDRINFO_family(entry));
	OPENSSL_free(host);
}

static void render(const struct row *row, char *out, size_t size)
{
	const char *const *is = row->column;
	BIO_ADDRINFO *list = NULL;
	int ok = BIO_lookup_ex(text(is[0]), text(is[1]), number(is[2]), number(is[3]),
	    number(is[4]), number(is[5]), &list);

	if (ok)
		for (const BIO_ADDRINFO *one = list; one != NULL; one = BIO_ADDRINFO_next(one))
			add_entry(out, size, one);
	else
		rows_add(out, size, "%s", contract_errors());
	CHECK_ERRORS("-");
	BIO_ADDRINFO_free(list);
}

static void finds_what_the_table_says(void)
{
	rows_check("lookup.tsv", 6, render);
}

/*
 * The order of the resolver depends on what the machine can reach: libcrypto is asked only where
 * it has IPv6.
 */
static bool has_ipv6(void)
{
	struct sockaddr_in6 sin6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int fd = socket(AF_INET6, SOCK_DGRAM, 0);
	bool can = fd >= 0 && bind(fd, (const struct sockaddr *)&sin6, sizeof(sin6)) == 0;

	if (fd >= 0)
		close(fd);
	return can;
}

static void finds_this_host_when_given_none(void)
{
	static const struct {
		struct row row;
		const char *want;
	} cases[] = {
		{ { 0, 6, { "NULL", "80", "CLIENT", "UNSPEC", "STREAM", "0" } },
		    "10/1/6 ::1:80, 2/1/6 127.0.0.1:80" },
		{ { 0, 6, { "NULL", "80", "SERVER", "UNSPEC", "STREAM", "0" } },
		    "2/1/6 0.0.0.0:80, 10/1/6 :::80" },
		{ { 0, 6, { "NULL", "0", "SERVER", "UNSPEC", "DGRAM", "0" } },
		    "2/2/17 0.0.0.0:0, 10/2/17 :::0" },
		{ { 0, 6, { "NULL", "80", "CLIENT", "UNSPEC", "0", "0" } },
		    "10/1/6 ::1:80, 10/2/17 ::1:80, 10/3/0 ::1:80, "
		    "2/1/6 127.0.0.1:80, 2/2/17 127.0.0.1:80, 2/3/0 127.0.0.1:80" },
		{ { 0, 6, { "NULL", "http", "CLIENT", "UNSPEC", "0", "0" } },
		    "10/1/6 ::1:80, 2/1/6 127.0.0.1:80" },
	};

	if (contract_is_oracle() && !has_ipv6()) {
		printf("           this machine has no IPv6\n");
		return;
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool by_name = strcmp(cases[i].row.column[1], "http") == 0;
		char got[1024] = "";

		if (by_name && !has_ipv6()) /* then the resolver is asked, as by libcrypto */
			continue;
		render(&cases[i].row, got, sizeof(got));
		CHECK_STR(got, cases[i].want);
	}
}

static void finds_localhost(void)
{
	BIO_ADDRINFO *list = NULL;
	bool found = false;

	if (contract_is_oracle() && !system_knows_localhost())
		contract_skip("libcrypto leaves localhost to the resolver, which has none");
	CHECK_INT(
	    BIO_lookup("localhost", "80", BIO_LOOKUP_CLIENT, AF_UNSPEC, SOCK_STREAM, &list), 1);
	for (const BIO_ADDRINFO *one = list; one != NULL; one = BIO_ADDRINFO_next(one)) {
		char *host = BIO_ADDR_hostname_string(BIO_ADDRINFO_address(one), 1);

		found = found || strcmp(host, "127.0.0.1") == 0 || strcmp(host, "::1") == 0;
		CHECK_INT(BIO_ADDRINFO_socktype(one), SOCK_STREAM);
		CHECK_INT(BIO_ADDRINFO_protocol(one), IPPROTO_TCP);
		OPENSSL_free(host);
	}
	CHECK(found);
	BIO_ADDRINFO_free(list);
}

/* By the resolver of a system that has them: it is as new as OpenSSL 3.6. */
static void finds_multipath_sockets(void)
{
	enum { MULTIPATH = 262 };
	static const int socktypes[] = { 0, SOCK_STREAM };

	if (strcmp(BIOSOCK_TEST_SYSTEM, "Linux") != 0)
		contract_skip("no resolver but Linux's knows them");
	for (size_t i = 0; i < sizeof(socktypes) / sizeof(socktypes[0]); i++) {
		BIO_ADDRINFO *list = NULL;

		CHECK_INT(BIO_lookup_ex("127.0.0.1", "80", BIO_LOOKUP_CLIENT, AF_INET, socktypes[i],
		              MULTIPATH, &list),
		    1);
		CHECK_INT(BIO_ADDRINFO_socktype(list), SOCK_STREAM);
		CHECK_INT(BIO_ADDRINFO_protocol(list), MULTIPATH);
		CHECK(BIO_ADDRINFO_next(list) == NULL);
		BIO_ADDRINFO_free(list);
		list = NULL;
		CHECK_INT(BIO_lookup_ex("127.0.0.1", "80", BIO_LOOKUP_CLIENT, AF_INET, SOCK_DGRAM,
		              MULTIPATH, &list),
		    0);
		CHECK_ERRORS("BIO routines:system lib(ai_socktype not supported)");
	}
}

static void leaves_errno_and_result_alone(void)
{
	static char name_300[301];
	BIO_ADDRINFO *list = NULL;

	memset(name_300, 'n', sizeof(name_300) - 1);
	errno = 0;
	CHECK_INT(BIO_lookup("127.0.0.1", "80", 0, AF_UNSPEC, SOCK_STREAM, &list), 1);
	CHECK_INT(errno, 0);
	BIO_ADDRINFO_free(list);
	list = NULL;
	CHECK_INT(BIO_lookup("127.0.0.1", "-1", 0, AF_UNSPEC, SOCK_STREAM, &list), 0);
	CHECK_ERRORS("BIO routines:system lib(Servname not supported for ai_socktype)");
	CHECK_INT(BIO_lookup("127.0.0.1", name_300, 0, AF_UNSPEC, SOCK_STREAM, &list), 0);
	CHECK_ERRORS("BIO routines:system lib(Servname not supported for ai_socktype)");
	CHECK_INT(BIO_lookup("127.0.0.1", "80", 0, 9999, SOCK_STREAM, &list), 0);
	CHECK_ERRORS("BIO routines:unsupported protocol family");
	CHECK_INT(BIO_lookup(NULL, NULL, 0, AF_UNSPEC, SOCK_STREAM, &list), 0);
	CHECK_ERRORS("BIO routines:system lib(Name or service not known)");
	CHECK(list == NULL);
	CHECK_INT(errno, 0);
}

static void names_the_function_that_was_called(void)
{
	BIO_ADDRINFO *list = NULL;
	const char *func = NULL;

	CHECK_INT(BIO_lookup_ex("127.0.0.1", "80x", 0, AF_INET, SOCK_STREAM, 0, &list), 0);
	ERR_peek_error_all(NULL, NULL, &func, NULL, NULL);
	CHECK_STR(func, "BIO_lookup_ex");
}

static void says_nothing_of_no_entry(void)
{
	CHECK(BIO_ADDRINFO_next(NULL) == NULL);
	CHECK(BIO_ADDRINFO_address(NULL) == NULL);
	CHECK_INT(BIO_ADDRINFO_family(NULL), 0);
	CHECK_INT(BIO_ADDRINFO_socktype(NULL), 0);
	CHECK_INT(BIO_ADDRINFO_protocol(NULL), 0);
	BIO_ADDRINFO_free(NULL);
}

static void refuses_what_is_no_port(void)
{
	static const char *const ports[] = { "65536", "70000", "4294967376", " +65536", " 80",
		"+80", "-0", "18446744073709551616",
		"99999999999999999999999999999999999999999999999999999" };

	for (size_t i = 0; i < sizeof(ports) / sizeof(ports[0]); i++) {
		BIO_ADDRINFO *list = NULL;
		char want[160];

		errno = 0;
		CHECK_INT(BIO_lookup("localhost", ports[i], 0, AF_UNSPEC, SOCK_STREAM, &list), 0);
		CHECK_INT(errno, EINVAL);
		CHECK(list == NULL);
		snprintf(want, sizeof(want),
		    "BIO routines:invalid argument(no such port: localhost:%s)", ports[i]);
		CHECK_STR(contract_errors_whole(), want);
	}
}

/* Also where what it wraps to is a port: it is as wrong as -1. */
static void refuses_a_port_below_zero(void)
{
	static const char *const ports[] = { "-4294967216", "-4294901761" };

	for (size_t i = 0; i < sizeof(ports) / sizeof(ports[0]); i++) {
		BIO_ADDRINFO *list = NULL;

		CHECK_INT(BIO_lookup("127.0.0.1", ports[i], 0, AF_UNSPEC, SOCK_STREAM, &list), 0);
		CHECK(list == NULL);
		CHECK_INT(ERR_GET_LIB(ERR_peek_last_error()), ERR_LIB_BIO);
		ERR_clear_error();
		BIO_ADDRINFO_free(list);
	}
}

static void refuses_a_path_too_long(void)
{
	char path[109], want[200];
	BIO_ADDRINFO *list = NULL;

	memset(path, 'p', sizeof(path));
	path[108] = '\0';
	errno = 0;
	CHECK_INT(BIO_lookup(path, NULL, 0, AF_UNIX, SOCK_STREAM, &list), 0);
	CHECK_INT(errno, ENAMETOOLONG);
	snprintf(want, sizeof(want), "BIO routines:length too long(path too long: %s)", path);
	CHECK_STR(contract_errors_whole(), want);
	path[107] = '\0';
	CHECK_INT(BIO_lookup(path, NULL, 0, AF_UNIX, SOCK_STREAM, &list), 1);
	BIO_ADDRINFO_free(list);
}

static void refuses_no_path(void)
{
	BIO_ADDRINFO *list = NULL;

	errno = 0;
	CHECK_INT(BIO_lookup(NULL, "80", 0, AF_UNIX, SOCK_STREAM, &list), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:passed a null parameter(no path)");
	errno = 0;
	CHECK_INT(BIO_lookup("", "80", 0, AF_UNIX, SOCK_STREAM, &list), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:invalid argument(empty path)");
	CHECK(list == NULL);
}

/*
 * As a program does that keeps an address: copies the type whole. ASan sees bytes that
 * are not there.
 */
static void gives_addresses_in_storage_of_the_whole_type(void)
{
	static const char *const hosts[] = { "127.0.0.1", "::1" };
	enum { WHOLE = sizeof(struct sockaddr_un) };

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		BIO_ADDRINFO *list = NULL;
		unsigned char copy[WHOLE], zero[WHOLE] = { 0 };
		size_t used = i == 0 ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);

		if (!CHECK(BIO_lookup(hosts[i], "80", 0, AF_UNSPEC, SOCK_STREAM, &list)))
			return;
		memcpy(copy, BIO_ADDRINFO_address(list), WHOLE);
		CHECK_MEM(copy + used, zero, WHOLE - used);
		BIO_ADDRINFO_free(list);
	}
}

/* OpenSSL crashes: no contract, so no oracle. */
static void refuses_no_result(void)
{
	if (contract_is_oracle())
		return;
	CHECK_INT(BIO_lookup("127.0.0.1", "80", 0, AF_UNSPEC, SOCK_STREAM, NULL), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:passed a null parameter");
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "finds what the table says", finds_what_the_table_says, 0, 0 },
		{ "finds this host when given none", finds_this_host_when_given_none, 0, 0 },
		{ "finds localhost", finds_localhost, 0, 0 },
		{ "finds multipath sockets", finds_multipath_sockets, 0, 0x30600000UL },
		{ "leaves errno and the result alone", leaves_errno_and_result_alone, 0, 0 },
		{ "names the function that was called", names_the_function_that_was_called, 0, 0 },
		{ "says nothing of no entry", says_nothing_of_no_entry, 0, 0 },
		{ "refuses what is no port", refuses_what_is_no_port, 5, 0 },
		{ "refuses a port below zero", refuses_a_port_below_zero, 5, 0 },
		{ "refuses a path too long", refuses_a_path_too_long, 6, 0 },
		{ "refuses no path", refuses_no_path, 6, 0 },
		{ "gives addresses in storage of the whole type",
		    gives_addresses_in_storage_of_the_whole_type, 7, 0 },
		{ "refuses no result", refuses_no_result, 0, 0 },
	};

	return contract_main("lookup", cases, sizeof(cases) / sizeof(cases[0]));
}
