/* SPDX-License-Identifier: Apache-2.0 */
/* Eight threads at once: each sees the errors of its own calls, and nobody else's. */
#include "support/contract.h"
#include "threads/threads.h"

#define RUN(...)                                                                                   \
	do {                                                                                       \
		round_fn *const fns[] = { __VA_ARGS__ };                                           \
		threads_run(fns, (int)(sizeof(fns) / sizeof(fns[0])));                             \
	} while (0)

static void calls_of_every_kind(void)
{
	RUN(round_bind, round_connect, round_accept, round_exchange, round_lookup,
	    round_lookup_name, round_marks, round_depth);
}

static void the_same_call_everywhere(void)
{
	RUN(round_connect);
	RUN(round_bind);
}

static void those_that_fail_beside_those_that_do_not(void)
{
	RUN(round_exchange, round_accept, round_exchange, round_no_descriptor);
}

static void lookups(void)
{
	RUN(round_lookup, round_lookup_name);
}

static void marks_and_full_stacks(void)
{
	RUN(round_marks, round_depth);
}

static const struct contract_case cases[] = {
	{ "calls of every kind", calls_of_every_kind, 0, 0 },
	{ "the same call everywhere", the_same_call_everywhere, 0, 0 },
	{ "those that fail beside those that do not", those_that_fail_beside_those_that_do_not, 0,
	    0 },
	{ "lookups", lookups, 0, 0 },
	{ "marks and full stacks", marks_and_full_stacks, 0, 0 },
};

int main(void)
{
	return contract_main("threads.errors", cases, sizeof(cases) / sizeof(cases[0]));
}
