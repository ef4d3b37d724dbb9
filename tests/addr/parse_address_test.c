/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_parse_address(): what people write. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/memory.h"

static const struct {
	const char *text, *host, *service; /* NULL: none */
} good[] = {
	{ "example.org:443", "example.org", "443" },
	{ "example.org:https", "example.org", "https" },
	{ "example.org", "example.org", NULL },
	{ "example.org:", "example.org", NULL },
	{ "192.0.2.1:80", "192.0.2.1", "80" },
	{ "[2001:db8::1]:80", "2001:db8::1", "80" },
	{ "[2001:db8::1]", "2001:db8::1", NULL },
	{ "[fe80::1%eth0]:80", "fe80::1%eth0", "80" },
	{ "2001:db8::1", "2001:db8::1", NULL },
	{ "::1", "::1", NULL },
	{ "::", "::", NULL },
	{ ":80", NULL, "80" },
	{ "*:80", NULL, "80" },
	{ "*", NULL, NULL },
	{ ":", NULL, NULL },
	{ "*:*", NULL, NULL },
	{ "", NULL, NULL },
	{ "unix:/run/x", "unix:/run/x", NULL },
	{ "unix:x:80", "unix:x:80", NULL },
	{ "unix:@name", "unix:@name", NULL },
	{ "unix:@:", "unix:@:", NULL },
	{ "unix:/", "unix:/", NULL },
	{ "unix", "unix", NULL },
	{ "UNIX:80", "UNIX", "80" },
};

static const struct {
	const char *text;
	int reason;
} bad[] = {
	{ "unix:", BIO_R_MALFORMED_HOST_OR_SERVICE },
	{ "unix:@", BIO_R_MALFORMED_HOST_OR_SERVICE },
	{ "[]", BIO_R_MALFORMED_HOST_OR_SERVICE },
	{ "[]:80", BIO_R_MALFORMED_HOST_OR_SERVICE },
	{ "[::1", BIO_R_MALFORMED_HOST_OR_SERVICE },
	{ "[::1]80", BIO_R_MALFORMED_HOST_OR_SERVICE },
	{ "[::1]:80:81", BIO_R_MALFORMED_HOST_OR_SERVICE },
	{ "a:b:c", BIO_R_AMBIGUOUS_HOST_OR_SERVICE },
	{ "a:80:", BIO_R_AMBIGUOUS_HOST_OR_SERVICE },
};

static void check_part(const char *got, const char *want)
{
	CHECK((got == NULL) == (want == NULL));
	if (got != NULL && want != NULL)
		CHECK_STR(got, want);
}

static void an_address_is_taken_apart(void)
{
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		char *host = (char *)good, *service = (char *)good;

		errno = 4242;
		CHECK_INT(biosock_parse_address(good[i].text, &host, &service), 1);
		CHECK_INT(errno, 4242);
		CHECK_ERRORS("-");
		check_part(host, good[i].host);
		check_part(service, good[i].service);
		OPENSSL_free(host);
		OPENSSL_free(service);
	}
}

static void what_is_no_address_is_refused(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char *host = (char *)bad, *service = (char *)bad;
		const char *function = NULL;
		unsigned long error;

		errno = 0;
		CHECK_INT(biosock_parse_address(bad[i].text, &host, &service), 0);
		CHECK_INT(errno, EINVAL);
		CHECK(host == NULL && service == NULL);
		error = ERR_peek_last_error_func(&function);
		CHECK_INT(ERR_GET_REASON(error), bad[i].reason);
		CHECK_STR(function, "biosock_parse_address");
		CHECK(strstr(contract_errors_whole(), bad[i].text) != NULL);
	}
}

static void nothing_is_refused(void)
{
	char *host = (char *)bad, *service = (char *)bad;

	CHECK_INT(biosock_parse_address(NULL, &host, &service), 0);
	CHECK_INT(errno, EINVAL);
	CHECK(host == NULL && service == NULL);
	errno = 0;
	CHECK_INT(biosock_parse_address("a:1", NULL, &service), 0);
	CHECK_INT(errno, EINVAL);
	errno = 0;
	CHECK_INT(biosock_parse_address("a:1", &host, NULL), 0);
	CHECK_INT(errno, EINVAL);
	ERR_clear_error();
}

static const char *parsed;

static int parse(void)
{
	char *host, *service;
	int ok = biosock_parse_address(parsed, &host, &service);

	if (!ok) {
		CHECK_INT(errno, ENOMEM);
		CHECK(host == NULL && service == NULL);
		return 0;
	}
	OPENSSL_free(host);
	OPENSSL_free(service);
	return 1;
}

static void memory_may_run_out(void)
{
	parsed = "host:80";
	memory_check_every_failure(parse, "biosock_parse_address");
	parsed = "unix:/x";
	memory_check_every_failure(parse, "biosock_parse_address");
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "an address is taken apart", an_address_is_taken_apart, 0, 0 },
		{ "what is no address is refused", what_is_no_address_is_refused, 0, 0 },
		{ "nothing is refused", nothing_is_refused, 0, 0 },
		{ "memory may run out", memory_may_run_out, 0, 0 },
	};

	if (!memory_watch())
		return 1;
	return contract_main("parse_address", cases, sizeof(cases) / sizeof(cases[0]));
}
