/* SPDX-License-Identifier: Apache-2.0 */
/* What a table of host names has for localhost: tables of this file's own. */
#include "addr/localhost.h"

#include <errno.h>
#include <string.h>

#include "addr/text.h"
#include "support/contract.h"

static bool anywhere(const BIO_ADDR *addr)
{
	(void)addr;
	return true;
}

static bool only_v4(const BIO_ADDR *addr)
{
	return addr->sa.sa_family == AF_INET;
}

/* The addresses in their order, each with a blank before it. */
static void read_table(const char *text, bool (*is_here)(const BIO_ADDR *), char *out)
{
	BIO_ADDR addrs[ADDR_LOCALHOST_MAX];
	FILE *table = tmpfile();
	int n;

	out[0] = '\0';
	if (!CHECK(table != NULL))
		return;
	fputs(text, table);
	rewind(table);
	n = addr_localhost_of_table(table, is_here, addrs);
	for (int i = 0; i < n; i++) {
		char host[ADDR_HOST_TEXT];

		addr_host_text(&addrs[i], host);
		strcat(strcat(out, " "), host);
	}
	fclose(table);
}

#define LONG "0123456789012345678901234567890123456789012345678901234567890123456789"

static void reads_tables(void)
{
	static const struct {
		const char *table;
		const char *want;
		const char *want_v4;
	} cases[] = {
		{ "", "", "" },
		{ "127.0.0.1 localhost\n", " 127.0.0.1", " 127.0.0.1" },
		{ "127.0.0.1 localhost", " 127.0.0.1", " 127.0.0.1" },
		{ "127.0.0.1\tlocalhost\n::1\tlocalhost\n", " 127.0.0.1 ::1", " 127.0.0.1" },
		{ "::1 localhost\n127.0.0.1 localhost\n", " ::1 127.0.0.1", " 127.0.0.1" },
		{ "::1 localhost ip6-localhost ip6-loopback\r\n", " ::1", "" },
		{ "  127.0.0.1 vm LocalHost # x\n", " 127.0.0.1", " 127.0.0.1" },
		{ "127.0.0.1 localhost\n127.0.0.1 vm localhost\n", " 127.0.0.1", " 127.0.0.1" },
		{ "127.0.1.1 localhost\n", " 127.0.1.1", " 127.0.1.1" },
		{ "# 127.0.0.1 localhost\n", "", "" },
		{ "127.0.0.1 #localhost\n", "", "" },
		{ "127.0.0.1 vm\n172.17.0.2 localhost\n", "", "" },
		{ "2001:db8::1 localhost\n", "", "" },
		{ "127.0.0.1 localhost.example xlocalhost localhost2\n", "", "" },
		{ "localhost 127.0.0.1\n127.0.0.1\nlocalhost\n", "", "" },
		{ "127.0.0.1 " LONG LONG " localhost\n" LONG LONG " localhost\n", " 127.0.0.1",
		    " 127.0.0.1" },
		{ "127.0.0.1 a.localhost\n", "", "" },
	};

	errno = 0;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char got[ADDR_LOCALHOST_MAX * (ADDR_HOST_TEXT + 1)];

		read_table(cases[i].table, anywhere, got);
		contract_check_str("table", (int)i, got, cases[i].want, cases[i].table);
		read_table(cases[i].table, only_v4, got);
		contract_check_str("table, IPv4", (int)i, got, cases[i].want_v4, cases[i].table);
	}
}

static void reads_no_more_than_there_is_room_for(void)
{
	char table[1024] = "", got[ADDR_LOCALHOST_MAX * (ADDR_HOST_TEXT + 1)];

	for (int i = 1; i <= 2 * ADDR_LOCALHOST_MAX; i++)
		snprintf(table + strlen(table), sizeof(table) - strlen(table),
		    "127.0.0.%d localhost\n", i);
	read_table(table, anywhere, got);
	CHECK(strstr(got, "127.0.0.8") != NULL);
	CHECK(strstr(got, "127.0.0.9") == NULL);
}

static void has_loopback_of_the_family_asked_for(void)
{
	static const struct {
		int family;
		const char *want;
	} cases[] = {
		{ AF_INET, "127.0.0.1" },
		{ AF_INET6, "::1" },
	};

	errno = 0;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO_ADDR addrs[ADDR_LOCALHOST_MAX];
		char host[ADDR_HOST_TEXT];

		CHECK_INT(addr_localhost(cases[i].family, addrs), 1);
		addr_host_text(&addrs[0], host);
		CHECK_STR(host, cases[i].want);
	}
	CHECK(addr_localhost(AF_UNSPEC, (BIO_ADDR[ADDR_LOCALHOST_MAX]){ { .sa = { 0 } } }) >= 1);
	CHECK_INT(errno, 0);
	CHECK_ERRORS("-");
}

static void knows_its_names(void)
{
	static const struct {
		const char *host;
		bool want;
	} cases[] = {
		{ "localhost", true },
		{ "LocalHost.", true },
		{ "a.localhost", true },
		{ "a.b.localhost.", true },
		{ ".localhost", false },
		{ ".localhost.", false },
		{ "xlocalhost", false },
		{ "localhost..", false },
		{ "localhost.example", false },
		{ "ocalhost", false },
		{ ".", false },
		{ "", false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		contract_check("names", (int)i, addr_is_localhost(cases[i].host) == cases[i].want,
		    cases[i].host);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "reads tables", reads_tables, 0, 0 },
		{ "reads no more than there is room for", reads_no_more_than_there_is_room_for, 0,
		    0 },
		{ "knows its names", knows_its_names, 0, 0 },
		{ "has loopback of the family asked for", has_loopback_of_the_family_asked_for, 0,
		    0 },
	};

	return contract_main("localhost", cases, sizeof(cases) / sizeof(cases[0]));
}
