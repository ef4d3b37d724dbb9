/* SPDX-License-Identifier: Apache-2.0 */
/*
 * As much of the interface of OpenSSL's test utility as the tests of OpenSSL's need that are run
 * here, written anew. Which tests they are, and where they come from: script/fetch-openssl-tests.
 */
#ifndef BIOSOCK_TESTS_OPENSSL_TESTUTIL_H
#define BIOSOCK_TESTS_OPENSSL_TESTUTIL_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "testutil/absent.h"

/* What a test defines. */
int setup_tests(void);

/* What setup_tests() does: TEST is a function, and ADD_ALL_TESTS gives it the numbers from 0 on. */
#define ADD_TEST(test)         add_test(#test, test)
#define ADD_ALL_TESTS(test, n) add_all_tests(#test, test, (n))
void add_test(const char *name, int (*test)(void));
void add_all_tests(const char *name, int (*test)(int), int n);

/* The options of a test's command line: each has a name, and the number that opt_next() returns. */
typedef struct options_st {
	const char *name;
	int retval;
	int valtype;
	const char *helpstr;
} OPTIONS;

#define OPT_HELP_STR   "--"
#define OPT_TEST_ENUM  OPT_TEST_HELP = 500
#define OPT_TEST_CASES OPT_TEST_HELP
#define OPT_TEST_OPTIONS_WITH_EXTRA_USAGE(usage)                                                   \
	{ OPT_HELP_STR, 1, '-', usage },                                                           \
	{                                                                                          \
		"help", 500, '-', "Shows this"                                                     \
	}
#define OPT_TEST_OPTIONS_DEFAULT_USAGE OPT_TEST_OPTIONS_WITH_EXTRA_USAGE("")

/* A test without options does not define it. */
const OPTIONS *test_get_options(void) __attribute__((weak));
/* The next option: its number, 0 behind the last, -1 for an unknown one. */
int opt_next(void);
/* The n-th argument behind the options, or NULL. */
char *test_get_argument(size_t n);

/* Each returns whether it holds, and says so if not. */
#define TEST_PLACE              __FILE__, __LINE__
#define TEST_true(a)            test_holds(TEST_PLACE, !!(a), #a)
#define TEST_false(a)           test_holds(TEST_PLACE, !(a), "!(" #a ")")
#define TEST_ptr(a)             test_holds(TEST_PLACE, (a) != NULL, #a " != NULL")
#define TEST_str_eq(a, b)       test_strings(TEST_PLACE, (a), (b), SIZE_MAX, #a " == " #b)
#define TEST_strn_eq(a, b, n)   test_strings(TEST_PLACE, (a), (b), (n), #a " == " #b)
#define TEST_mem_eq(a, n, b, m) test_memory(TEST_PLACE, (a), (n), (b), (m), #a " == " #b)

/* A comparison of each type that is used. */
#define TEST_COMPARISON(name, type, op)                                                            \
	static inline int test_##name(                                                             \
	    const char *file, int line, type a, type b, const char *what)                          \
	{                                                                                          \
		return test_numbers(file, line, a op b, (long long)a, (long long)b, what);         \
	}
int test_numbers(const char *file, int line, int holds, long long a, long long b, const char *what);
TEST_COMPARISON(int_eq, int, ==)
TEST_COMPARISON(int_ne, int, !=)
TEST_COMPARISON(int_lt, int, <)
TEST_COMPARISON(int_le, int, <=)
TEST_COMPARISON(int_gt, int, >)
TEST_COMPARISON(int_ge, int, >=)
TEST_COMPARISON(size_t_eq, size_t, ==)
TEST_COMPARISON(size_t_lt, size_t, <)
TEST_COMPARISON(ulong_eq, unsigned long, ==)
TEST_COMPARISON(ulong_ne, unsigned long, !=)
TEST_COMPARISON(ulong_gt, unsigned long, >)
TEST_COMPARISON(uint64_t_eq, uint64_t, ==)
#define TEST_int_eq(a, b)      test_int_eq(TEST_PLACE, (a), (b), #a " == " #b)
#define TEST_int_ne(a, b)      test_int_ne(TEST_PLACE, (a), (b), #a " != " #b)
#define TEST_int_lt(a, b)      test_int_lt(TEST_PLACE, (a), (b), #a " < " #b)
#define TEST_int_le(a, b)      test_int_le(TEST_PLACE, (a), (b), #a " <= " #b)
#define TEST_int_gt(a, b)      test_int_gt(TEST_PLACE, (a), (b), #a " > " #b)
#define TEST_int_ge(a, b)      test_int_ge(TEST_PLACE, (a), (b), #a " >= " #b)
#define TEST_size_t_eq(a, b)   test_size_t_eq(TEST_PLACE, (a), (b), #a " == " #b)
#define TEST_size_t_lt(a, b)   test_size_t_lt(TEST_PLACE, (a), (b), #a " < " #b)
#define TEST_ulong_eq(a, b)    test_ulong_eq(TEST_PLACE, (a), (b), #a " == " #b)
#define TEST_ulong_ne(a, b)    test_ulong_ne(TEST_PLACE, (a), (b), #a " != " #b)
#define TEST_ulong_gt(a, b)    test_ulong_gt(TEST_PLACE, (a), (b), #a " > " #b)
#define TEST_uint64_t_eq(a, b) test_uint64_t_eq(TEST_PLACE, (a), (b), #a " == " #b)

int test_holds(const char *file, int line, int holds, const char *what);
int test_strings(
    const char *file, int line, const char *a, const char *b, size_t most, const char *what);
int test_memory(
    const char *file, int line, const void *a, size_t n, const void *b, size_t m, const char *what);

/* Remarks. */
#define TEST_error test_note
#define TEST_info  test_note
#define TEST_note  test_note
void test_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
