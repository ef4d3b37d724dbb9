/* SPDX-License-Identifier: Apache-2.0 */
/* Least, mean, percentiles, most. */
#include "cmd/series.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM = 1 };

static const size_t percents[SERIES_PERCENTILES] = { 50, 90, 99 };

bool series_add(struct series *to, double ms)
{
	if (to->n == to->room) {
		size_t room = to->room > 0 ? 2 * to->room : ROOM;
		double *list = realloc(to->ms, room * sizeof(*list));

		if (list == NULL)
			return false;
		to->ms = list;
		to->room = room;
	}
	to->ms[to->n++] = ms;
	return true;
}

void series_fini(struct series *of)
{
	free(of->ms);
	*of = (struct series){ NULL, 0, 0 };
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Of n > 0 numbers in order, the lost ones before them left out. */
static void fill(struct series_summary *out, const double *sorted, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += sorted[i];
	out->min = sorted[0];
	out->avg = sum / (double)n;
	out->max = sorted[n - 1];
	for (size_t i = 0; i < SERIES_PERCENTILES; i++)
		out->percentiles[i] = sorted[(percents[i] * n + 99) / 100 - 1];
}

struct series_summary series_summary(const struct series *of)
{
	struct series_summary out = { 0 };
	double *sorted = of->n > 0 ? malloc(of->n * sizeof(*sorted)) : NULL;

	if (sorted == NULL)
		return out;
	memcpy(sorted, of->ms, of->n * sizeof(*sorted));
	qsort(sorted, of->n, sizeof(*sorted), compare);
	while (out.lost < of->n && sorted[out.lost] < 0)
		out.lost++;
	if (out.lost < of->n)
		fill(&out, sorted + out.lost, of->n - out.lost);
	free(sorted);
	return out;
}
