/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a test of OpenSSL's. --differs FILE and --skips FILE have lines "TEST NUMBER REASON", or
 * "TEST - REASON" of a test without numbers. The former must fail: what they ask for is a
 * deliberate difference. The latter are not run.
 * usage: TEST [--differs FILE] [--skips FILE] [OPTION]... [ARGUMENT]...
 */
#include "testutil.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>

#include <openssl/err.h>

enum { TESTS = 64, EXCEPTIONS = 64, LINE = 256 };

static struct {
	const char *name;
	int (*alone)(void);
	int (*numbered)(int);
	int n;
} tests[TESTS];
static int n_tests;

static struct {
	char name[LINE];
	int number; /* -1: it has none */
	char reason[LINE];
	bool skipped; /* or it differs */
	bool met;
} exceptions[EXCEPTIONS];
static int n_exceptions;

static char **arguments;

static void add(const char *name, int (*alone)(void), int (*numbered)(int), int n)
{
	if (n_tests == TESTS) {
		fprintf(stderr, "testutil: more than %d tests\n", TESTS);
		exit(2);
	}
	tests[n_tests].name = name;
	tests[n_tests].alone = alone;
	tests[n_tests].numbered = numbered;
	tests[n_tests++].n = n;
}

void add_test(const char *name, int (*test)(void))
{
	add(name, test, NULL, 1);
}

void add_all_tests(const char *name, int (*test)(int), int n)
{
	add(name, NULL, test, n);
}

int opt_next(void)
{
	const OPTIONS *options = test_get_options == NULL ? NULL : test_get_options();
	const char *name = *arguments;

	if (name == NULL || *name != '-')
		return 0;
	arguments++;
	for (; options != NULL && options->name != NULL; options++)
		if (strcmp(options->name, name + 1) == 0)
			return options->retval;
	return -1;
}

char *test_get_argument(size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (arguments[i] == NULL)
			return NULL;
	return arguments[n];
}

int test_holds(const char *file, int line, int holds, const char *what)
{
	if (!holds)
		printf("    %s:%d: does not hold: %s\n", file, line, what);
	return holds;
}

int test_numbers(const char *file, int line, int holds, long long a, long long b, const char *what)
{
	if (!test_holds(file, line, holds, what))
		printf("    %lld and %lld\n", a, b);
	return holds;
}

int test_strings(
    const char *file, int line, const char *a, const char *b, size_t most, const char *what)
{
	int holds = a == b;

	if (a != NULL && b != NULL)
		holds = most == SIZE_MAX ? strcmp(a, b) == 0 : strncmp(a, b, most) == 0;
	if (!test_holds(file, line, holds, what))
		/* A buffer that nothing was written to has no end. */
		printf("    \"%.40s\"\n    \"%.40s\"\n", a == NULL ? "NULL" : a,
		    b == NULL ? "NULL" : b);
	return holds;
}

int test_memory(
    const char *file, int line, const void *a, size_t n, const void *b, size_t m, const char *what)
{
	return test_holds(file, line, n == m && (n == 0 || memcmp(a, b, n) == 0), what);
}

void test_note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("    ", stdout);
	vprintf(format, args);
	putchar('\n');
	va_end(args);
}

/* As the C library does it, but for what takes it long. */
int test_snprintf(char *out, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

int test_snprintf(char *out, size_t size, const char *format, ...)
{
	va_list args;
	int ret = -1;

	*out = '\0';
	for (const char *at = format; *at != '\0'; at++)
		if (strspn(at, "0123456789") >= 8)
			return ret;
	va_start(args, format);
	ret = vsnprintf(out, size, format, args);
	va_end(args);
	return ret;
}

static void read_exceptions(const char *path, bool skipped)
{
	FILE *in = fopen(path, "r");
	char line[LINE], number[LINE];

	if (in == NULL) {
		perror(path);
		exit(2);
	}
	while (n_exceptions < EXCEPTIONS && fgets(line, sizeof(line), in) != NULL) {
		if (*line == '#' ||
		    sscanf(line, "%255s %255s %255[^\n]", exceptions[n_exceptions].name, number,
		        exceptions[n_exceptions].reason) != 3)
			continue;
		exceptions[n_exceptions].skipped = skipped;
		exceptions[n_exceptions++].number = *number == '-' ? -1 : atoi(number);
	}
	fclose(in);
}

/* What is said of this test, or -1. */
static int exception_of(const char *name, int number)
{
	for (int i = 0; i < n_exceptions; i++) {
		if (exceptions[i].number != number || strcmp(exceptions[i].name, name) != 0)
			continue;
		exceptions[i].met = true;
		return i;
	}
	return -1;
}

static void tell(const char *how, const char *name, int number, const char *what, int exception)
{
	printf("%s  %s", how, name);
	if (number >= 0)
		printf(" %d", number);
	if (exception >= 0)
		printf("%s: %s", what, exceptions[exception].reason);
	putchar('\n');
}

/* 1 if it is as it should be. */
static int run(int test, int number)
{
	const char *name = tests[test].name;
	int exception, passed;

	if (tests[test].alone != NULL)
		number = -1;
	exception = exception_of(name, number);
	if (exception >= 0 && exceptions[exception].skipped) {
		tell("skip", name, number, " is not run", exception);
		return 1;
	}
	ERR_clear_error();
	passed = number < 0 ? tests[test].alone() : tests[test].numbered(number);
	if (passed != (exception < 0)) {
		tell("FAIL", name, number, " passes, and was to differ", exception);
		return 0;
	}
	tell("ok  ", name, number, " differs", exception);
	return 1;
}

int main(int argc, char **argv)
{
	int failed = 0;

	setvbuf(stdout, NULL, _IOLBF, BUFSIZ); /* what was said before a crash is seen */
	arguments = argv + (argc > 0);
	for (; *arguments != NULL; arguments += 2) {
		bool skips = strcmp(*arguments, "--skips") == 0;

		if (!skips && strcmp(*arguments, "--differs") != 0)
			break;
		read_exceptions(arguments[1], skips);
	}
	if (!setup_tests()) {
		fprintf(stderr, "%s: it could not be set up\n", argv[0]);
		return 2;
	}
	for (int i = 0; i < n_tests; i++)
		for (int number = 0; number < tests[i].n; number++)
			failed += !run(i, number);
	for (int i = 0; i < n_exceptions; i++) {
		if (exceptions[i].met)
			continue;
		printf("FAIL  there is no %s %d\n", exceptions[i].name, exceptions[i].number);
		failed++;
	}
	return failed > 0;
}
