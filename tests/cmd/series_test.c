/* SPDX-License-Identifier: Apache-2.0 */
/* Times of repeated connects in a few numbers. */
#include "cmd/series.h"

#include "support/contract.h"

enum { MOST = 12, LOST = -1 };

static const struct {
	const char *name;
	double ms[MOST];
	size_t n;
	struct series_summary want;
} cases[] = {
	{ "none", { 0 }, 0, { 0, 0, 0, 0, { 0, 0, 0 } } },
	{ "one", { 7 }, 1, { 0, 7, 7, 7, { 7, 7, 7 } } },
	{ "all lost", { LOST, LOST }, 2, { 2, 0, 0, 0, { 0, 0, 0 } } },
	{ "two", { 3, 1 }, 2, { 0, 1, 2, 3, { 1, 3, 3 } } },
	{ "lost ones do not count", { LOST, 4, LOST, 2 }, 4, { 2, 2, 3, 4, { 2, 4, 4 } } },
	{ "nothing is no time, and not lost", { 0, 2 }, 2, { 0, 0, 1, 2, { 0, 2, 2 } } },
	{ "ten", { 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 }, 10, { 0, 1, 5.5, 10, { 5, 9, 10 } } },
	{ "eleven, most the same", { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 12 }, 11,
	    { 0, 1, 2, 12, { 1, 1, 12 } } },
};

static void check(size_t i)
{
	const struct series_summary *want = &cases[i].want;
	struct series series = { NULL, 0, 0 };
	struct series_summary is;

	for (size_t k = 0; k < cases[i].n; k++)
		CHECK(series_add(&series, cases[i].ms[k]));
	is = series_summary(&series);
	CHECK_INT(is.lost, want->lost);
	CHECK(is.min == want->min && is.avg == want->avg && is.max == want->max);
	for (size_t k = 0; k < SERIES_PERCENTILES; k++)
		CHECK(is.percentiles[k] == want->percentiles[k]);
	CHECK_INT(series.n, cases[i].n);
	for (size_t k = 0; k < cases[i].n; k++)
		CHECK(series.ms[k] == cases[i].ms[k]); /* still in order of time */
	series_fini(&series);
	CHECK(series.ms == NULL && series.n == 0);
}

static void summaries(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(i);
}

int main(void)
{
	static const struct contract_case tests[] = { { "summaries", summaries, 0, 0 } };

	return contract_main("cmd.series", tests, sizeof(tests) / sizeof(tests[0]));
}
