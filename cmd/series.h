/* SPDX-License-Identifier: Apache-2.0 */
/* Times of connects that were repeated. */
#ifndef BIOSOCK_CMD_SERIES_H
#define BIOSOCK_CMD_SERIES_H

#include <stdbool.h>
#include <stddef.h>

enum { SERIES_P50, SERIES_P90, SERIES_P99, SERIES_PERCENTILES };

/* In the order in which they were taken; < 0: lost. Zeroes at first. */
struct series {
	double *ms;
	size_t n, room;
};

/* Milliseconds; of no connect all are 0. A percentile is the least that so many do not exceed. */
struct series_summary {
	size_t lost;
	double min, avg, max, percentiles[SERIES_PERCENTILES];
};

/* False if memory runs out. */
bool series_add(struct series *to, double ms);
void series_fini(struct series *of);

struct series_summary series_summary(const struct series *of);

#endif
