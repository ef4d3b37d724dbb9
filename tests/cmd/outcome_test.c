/* SPDX-License-Identifier: Apache-2.0 */
/* From an errno to a cause, its word and its exit status. */
#include "cmd/outcome.h"

#include <errno.h>

#include "support/contract.h"

static const struct {
	int err;
	const char *word;
	int status;
} cases[] = {
	{ 0, "open", 0 },
	{ ECONNREFUSED, "refused", 4 },
	{ ETIMEDOUT, "timeout", 5 },
	{ EHOSTUNREACH, "unreachable", 6 },
	{ ENETUNREACH, "unreachable", 6 },
	{ ENETDOWN, "unreachable", 6 },
	{ EADDRNOTAVAIL, "unreachable", 6 },
	{ EAFNOSUPPORT, "unreachable", 6 },
	{ EINVAL, "unreachable", 6 },
	{ ENOENT, "no-name", 3 },
	{ ENOTDIR, "no-name", 3 },
	{ EACCES, "failed", 1 },
	{ EMFILE, "failed", 1 },
	{ ENOMEM, "failed", 1 },
	{ ECONNRESET, "failed", 1 },
};

static void causes(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum outcome outcome = outcome_of(cases[i].err);

		CHECK_STR(outcome_word(outcome), cases[i].word);
		CHECK_INT(outcome_status(outcome), cases[i].status);
	}
}

/* The one that stands for several is the first of these. */
static void in_order(void)
{
	static const int order[] = { 0, ECONNREFUSED, ETIMEDOUT, ENETUNREACH, ENOENT, EACCES };

	for (size_t i = 1; i < sizeof(order) / sizeof(order[0]); i++)
		CHECK(outcome_of(order[i - 1]) < outcome_of(order[i]));
	CHECK(outcome_of(EACCES) < OUTCOME_NONE);
	CHECK_STR(outcome_word(OUTCOME_NONE), "ended");
	CHECK_INT(outcome_status(OUTCOME_NONE), 1);
}

int main(void)
{
	static const struct contract_case tests[] = {
		{ "causes", causes, 0, 0 },
		{ "in order", in_order, 0, 0 },
	};

	return contract_main("cmd.outcome", tests, sizeof(tests) / sizeof(tests[0]));
}
