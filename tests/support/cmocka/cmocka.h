/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The few macros of cmocka's that the tests use, for targets that have no cmocka to link with
 * (BIOSOCK_BUNDLED_CMOCKA). What is printed is what cmocka prints. A crash ends the program.
 */
#ifndef BIOSOCK_TESTS_CMOCKA_H
#define BIOSOCK_TESTS_CMOCKA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "support/format.h"

struct CMUnitTest {
	const char *name;
	void (*test_func)(void **state);
	int (*setup_func)(void **state);
	int (*teardown_func)(void **state);
	void *initial_state;
};

enum cmocka_end { CMOCKA_OK = 1, CMOCKA_FAILED, CMOCKA_SKIPPED };

/* Where the running test ends: of the program, whichever of its sources asks. */
jmp_buf *cmocka_running(void);

void print_message(const char *format, ...) FORMAT(1, 2);

#define cmocka_end_test(how) longjmp(*cmocka_running(), (how))
#define skip()               cmocka_end_test(CMOCKA_SKIPPED)
#define fail_msg(...)                                                                              \
	do {                                                                                       \
		fprintf(stderr, "[  ERROR   ] --- " __VA_ARGS__);                                  \
		fprintf(                                                                           \
		    stderr, "\n[   LINE   ] --- %s:%d: error: Failure!\n", __FILE__, __LINE__);    \
		cmocka_end_test(CMOCKA_FAILED);                                                    \
	} while (0)

/* How many tests failed, as cmocka has it; setup and teardown are of the group, or NULL. */
int _cmocka_run_group_tests(const char *group, const struct CMUnitTest *tests, size_t n,
    int (*setup)(void **state), int (*teardown)(void **state));

#endif
