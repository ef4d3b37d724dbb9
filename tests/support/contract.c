/* SPDX-License-Identifier: Apache-2.0 */
/* What contract cases check with, and running them under cmocka. */
#include "support/contract.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <openssl/err.h>

#include "support/contract_run.h"
#include "support/errno_names.h"
#include "support/machine.h"
#include "support/resolver_texts.h"

/* What ctest takes for a test that was skipped. */
enum { CONTRACT_SKIPPED = 77 };

static int failures;
static const char *running;

const char *contract_suite(void)
{
	return running;
}

int contract_failures(void)
{
	return failures;
}

static bool report(const char *file, int line, const char *what, const char *got, const char *want)
{
	failures++;
	fprintf(stderr, "%s:%d: %s: got %s, want %s\n", file, line, what, got, want);
	return false;
}

bool contract_check(const char *file, int line, bool held, const char *what)
{
	return held || report(file, line, what, "false", "true");
}

bool contract_check_int(const char *file, int line, long long got, long long want, const char *what)
{
	char got_text[32], want_text[32];

	if (got == want)
		return true;
	snprintf(got_text, sizeof(got_text), "%lld", got);
	snprintf(want_text, sizeof(want_text), "%lld", want);
	return report(file, line, what, got_text, want_text);
}

bool contract_check_str(
    const char *file, int line, const char *got, const char *want, const char *what)
{
	if (got == want || (got != NULL && want != NULL && resolver_texts_match(got, want)))
		return true;
	return report(file, line, what, got != NULL ? got : "NULL", want != NULL ? want : "NULL");
}

bool contract_check_mem(
    const char *file, int line, const void *got, const void *want, size_t n, const char *what)
{
	return memcmp(got, want, n) == 0 || report(file, line, what, "other bytes", "these bytes");
}

int contract_says(const char *file, int line, int says, int on_linux, const char *what)
{
	if (strcmp(BIOSOCK_TEST_SYSTEM, "Linux") == 0)
		contract_check_int(file, line, says, on_linux, what);
	return says;
}

const char *contract_errno_name(int err)
{
	static char number[16];
	const char *name = errno_name(errno_of_record(err));

	if (name != NULL)
		return name;
	snprintf(number, sizeof(number), "%d", err);
	return number;
}

/* What biosock shows of what it refused, where OpenSSL has no data at all. */
static bool is_own_data(unsigned long e)
{
	static const int reasons[] = { BIO_R_AMBIGUOUS_HOST_OR_SERVICE,
		BIO_R_MALFORMED_HOST_OR_SERVICE, BIO_R_LOOKUP_RETURNED_NOTHING };

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		if (ERR_GET_LIB(e) == ERR_LIB_BIO && ERR_GET_REASON(e) == reasons[i])
			return true;
	}
	return false;
}

/*
 * The length of the data that OpenSSL would have: "calling X()" and the resolver's words, without
 * what biosock says behind them.
 */
static int openssl_part(unsigned long e, const char *data)
{
	const char *more = strncmp(data, "calling ", 8) == 0 ? strstr(data, "(): ") : NULL;

	if (is_own_data(e))
		return 0;
	if (more != NULL)
		return (int)(more + 2 - data);
	if (strncmp(data, "path too long: ", 15) == 0)
		return 13;
	return (
	    int)(ERR_GET_REASON(e) == ERR_R_SYS_LIB ? resolver_texts_length(data) : strlen(data));
}

/* What BIO_get_port() and BIO_get_host_ip() add behind all that, as OpenSSL's do. */
static const char *added(const char *behind)
{
	const char *host = strstr(behind, "host=");

	return host != NULL ? host : "";
}

static size_t one_error(char *out, size_t size, unsigned long e, const char *data, bool whole)
{
	const char *lib = ERR_lib_error_string(e);
	bool is_system = ERR_GET_LIB(e) == ERR_LIB_SYS;
	const char *reason =
	    is_system ? contract_errno_name(ERR_GET_REASON(e)) : contract_reason(e, &data);
	int shown = whole ? (int)strlen(data) : openssl_part(e, data);
	int n =
	    snprintf(out, size, "%s:%s", lib != NULL ? lib : "?", reason != NULL ? reason : "?");

	if (shown > 0)
		n += snprintf(
		    out + n, size - (size_t)n, "(%.*s%s)", shown, data, added(data + shown));
	return (size_t)n;
}

static const char *errors_text(bool whole)
{
	static char text[16 * 1400];
	const char *data;
	unsigned long e;
	size_t n = 0;

	text[0] = '\0';
	while ((e = contract_take_error(&data)) != 0) {
		if (n > 0)
			text[n++] = ';';
		n += one_error(text + n, sizeof(text) - n, e, data, whole);
	}
	return n > 0 ? text : "-";
}

const char *contract_errors(void)
{
	return errors_text(false);
}

const char *contract_errors_whole(void)
{
	return errors_text(true);
}

const char *contract_failed(int err, const char *call, const char *reason)
{
	static char text[200];

	snprintf(text, sizeof(text), "system library:%s(calling %s());BIO routines:%s",
	    contract_errno_name(err), call, reason);
	return text;
}

void contract_skip(const char *why)
{
	if (failures > 0)
		fail_msg("%d checks failed before it was to be skipped: %s", failures, why);
	print_message("           %s\n", why);
	skip();
	abort();
}

void contract_run_here(const struct contract_case *c)
{
	failures = 0;
	ERR_clear_error();
	c->run();
	ERR_clear_error();
}

static void run_case(void **state)
{
	const struct contract_case *c = *state;

	contract_run(c);
}

/* Tests that only compute need no network. */
static bool is_without_network(const char *suite)
{
	const char *why = getenv("BIOSOCK_TEST_NETWORK") != NULL ? machine_prepare() : NULL;

	if (why != NULL)
		printf("skip  %s: %s\n", suite, why);
	return why != NULL;
}

int contract_main(const char *suite, const struct contract_case *cases, size_t n)
{
	struct CMUnitTest *tests = calloc(n, sizeof(*tests));
	char(*names)[160] = calloc(n, sizeof(*names));
	int failed = 1;

	running = suite;
	if (is_without_network(suite)) {
		failed = CONTRACT_SKIPPED;
		goto out;
	}
	if (tests == NULL || names == NULL)
		goto out;
	for (size_t i = 0; i < n; i++) {
		if (cases[i].d != 0)
			snprintf(names[i], sizeof(names[i]), "D%d: %s", cases[i].d, cases[i].name);
		else
			snprintf(names[i], sizeof(names[i]), "%s", cases[i].name);
		tests[i].name = names[i];
		tests[i].test_func = run_case;
		tests[i].initial_state = (void *)(uintptr_t)&cases[i];
	}
	failed = _cmocka_run_group_tests(suite, tests, n, NULL, NULL);
out:
	free(tests);
	free(names);
	return failed == 0 || failed == CONTRACT_SKIPPED ? failed : 1;
}
