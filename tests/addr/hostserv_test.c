/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_parse_hostserv(3): every row of hostserv.tsv, and what a row cannot say. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "rows.h"
#include "support/contract.h"

static char untouched[] = "(untouched)";

static const char *text(const char *part)
{
	return part != NULL ? part : "NULL";
}

static void drop(char *part)
{
	if (part != untouched)
		OPENSSL_free(part);
}

static void render(const struct row *row, char *out, size_t size)
{
	char *host = untouched, *service = untouched;
	enum BIO_hostserv_priorities prio =
	    strcmp(row->column[1], "HOST") == 0 ? BIO_PARSE_PRIO_HOST : BIO_PARSE_PRIO_SERV;
	int ret = BIO_parse_hostserv(row->column[0], &host, &service, prio);

	rows_add(out, size, "%d\t%s\t%s\t%s", ret, text(host), text(service), contract_errors());
	drop(host);
	drop(service);
}

static void splits_as_the_table_says(void)
{
	rows_check("hostserv.tsv", 2, render);
}

static void writes_only_where_asked(void)
{
	char *part = NULL;

	CHECK_INT(BIO_parse_hostserv("h:s", NULL, NULL, BIO_PARSE_PRIO_HOST), 1);
	CHECK_INT(BIO_parse_hostserv("h:s", &part, NULL, BIO_PARSE_PRIO_HOST), 1);
	CHECK_STR(part, "h");
	OPENSSL_free(part);
	part = NULL;
	CHECK_INT(BIO_parse_hostserv("h:s", NULL, &part, BIO_PARSE_PRIO_HOST), 1);
	CHECK_STR(part, "s");
	OPENSSL_free(part);
	CHECK_INT(BIO_parse_hostserv("a:b:c", NULL, NULL, BIO_PARSE_PRIO_HOST), 0);
	CHECK_ERRORS("BIO routines:ambiguous host or service");
}

static void takes_any_length(void)
{
	enum { HUGE_LENGTH = 1 << 20 };
	char *all = malloc(2 * HUGE_LENGTH + 2), *host = NULL, *service = NULL;

	if (!CHECK(all != NULL))
		return;
	memset(all, 'a', 2 * HUGE_LENGTH + 1);
	all[HUGE_LENGTH] = ':';
	all[2 * HUGE_LENGTH + 1] = '\0';
	CHECK_INT(BIO_parse_hostserv(all, &host, &service, BIO_PARSE_PRIO_HOST), 1);
	CHECK_INT((long long)strlen(host), HUGE_LENGTH);
	CHECK_INT((long long)strlen(service), HUGE_LENGTH);
	CHECK_ERRORS("-");
	OPENSSL_free(host);
	OPENSSL_free(service);
	free(all);
}

static void leaves_errno_alone(void)
{
	char *host = NULL;

	errno = 0;
	CHECK_INT(BIO_parse_hostserv("a:b:c", &host, NULL, BIO_PARSE_PRIO_HOST), 0);
	CHECK_INT(BIO_parse_hostserv("h", &host, NULL, BIO_PARSE_PRIO_HOST), 1);
	CHECK_INT(errno, 0);
	OPENSSL_free(host);
}

static void takes_a_bare_ipv6_literal_as_host(void)
{
	static const struct {
		const char *text;
		int want; /* 1: the whole is the host; 0: ambiguous */
	} cases[] = {
		{ "::1", 1 },
		{ "::", 1 },
		{ "2001:db8::192.0.2.1", 1 },
		{ "fe80::1%eth0", 1 },
		{ "fe80::1%42", 1 },
		{ "::1:", 0 },
		{ "fe80::1%", 0 },
		{ "fe80::1%eth0:80", 0 },
		{ "fe80::1%a b", 0 },
		{ "1:2:3:4:5:6:7:8:9", 0 },
		{ "1::2::3", 0 },
		{ "::g", 0 },
		{ "::*", 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *host = untouched, *service = untouched;
		int got = BIO_parse_hostserv(cases[i].text, &host, &service, BIO_PARSE_PRIO_HOST);

		contract_check_int(__FILE__, __LINE__, got, cases[i].want, cases[i].text);
		CHECK_STR(host, cases[i].want ? cases[i].text : untouched);
		CHECK_STR(service, untouched);
		CHECK_ERRORS(cases[i].want ? "-" : "BIO routines:ambiguous host or service");
		drop(host);
	}
}

/* OpenSSL crashes: no contract, so no oracle. */
static void refuses_null(void)
{
	char *host = untouched;

	if (contract_is_oracle())
		return;
	CHECK_INT(BIO_parse_hostserv(NULL, &host, NULL, BIO_PARSE_PRIO_HOST), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_STR(host, untouched);
	CHECK_ERRORS("BIO routines:passed a null parameter");
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "splits as the table says", splits_as_the_table_says, 0, 0 },
		{ "writes only where asked", writes_only_where_asked, 0, 0 },
		{ "takes any length", takes_any_length, 0, 0 },
		{ "leaves errno alone", leaves_errno_alone, 0, 0 },
		{ "a bare IPv6 literal is a host", takes_a_bare_ipv6_literal_as_host, 19, 0 },
		{ "refuses NULL", refuses_null, 0, 0 },
	};

	return contract_main("hostserv", cases, sizeof(cases) / sizeof(cases[0]));
}
