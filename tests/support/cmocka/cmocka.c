/* SPDX-License-Identifier: Apache-2.0 */
/* Runs tests one after the other, and counts, in cmocka's words. */
#include "support/cmocka/cmocka.h"

static jmp_buf running;

jmp_buf *cmocka_running(void)
{
	return &running;
}

void print_message(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprintf(format, args);
	va_end(args);
}

static enum cmocka_end run(const struct CMUnitTest *test)
{
	void *state = test->initial_state;

	switch (setjmp(running)) {
	case 0:
		test->test_func(&state);
		return CMOCKA_OK;
	case CMOCKA_SKIPPED:
		return CMOCKA_SKIPPED;
	default:
		return CMOCKA_FAILED;
	}
}

int _cmocka_run_group_tests(const char *group, const struct CMUnitTest *tests, size_t n,
    int (*setup)(void **state), int (*teardown)(void **state))
{
	static const char *const words[] = { [CMOCKA_OK] = "      OK",
		[CMOCKA_FAILED] = " FAILED ",
		[CMOCKA_SKIPPED] = " SKIPPED" };
	size_t count[CMOCKA_SKIPPED + 1] = { 0 };
	void *state = NULL;

	printf("[==========] %s: Running %zu test(s).\n", group, n);
	if (setup != NULL && setup(&state) != 0)
		return (int)n;
	for (size_t i = 0; i < n; i++) {
		enum cmocka_end end;

		printf("[ RUN      ] %s\n", tests[i].name);
		fflush(stdout);
		end = run(&tests[i]);
		count[end]++;
		printf("[ %s ] %s\n", words[end], tests[i].name);
		fflush(stdout);
	}
	if (teardown != NULL && teardown(&state) != 0)
		count[CMOCKA_FAILED]++;
	printf("[==========] %s: %zu test(s) run.\n", group, n);
	printf("[  PASSED  ] %zu test(s).\n", count[CMOCKA_OK]);
	if (count[CMOCKA_SKIPPED] > 0)
		printf("[  SKIPPED ] %zu test(s)\n", count[CMOCKA_SKIPPED]);
	if (count[CMOCKA_FAILED] > 0)
		printf("[  FAILED  ] %zu test(s)\n", count[CMOCKA_FAILED]);
	return (int)count[CMOCKA_FAILED];
}
