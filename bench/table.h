/* SPDX-License-Identifier: Apache-2.0 */
/* What was measured, and how it is shown: a table on the terminal, Markdown, a chart. */
#ifndef BIOSOCK_BENCH_TABLE_H
#define BIOSOCK_BENCH_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum contestant { RAW, BIOSOCK, LIBCRYPTO, CONTESTANTS };

enum unit { NANOSECONDS, BYTES };

/* What the operation may cost. */
enum budget_kind {
	BUDGET_NONE,
	BUDGET_BELOW,      /* biosock < limit, in the row's unit */
	BUDGET_BEYOND_RAW, /* biosock - raw <= limit */
	BUDGET_TIMES_RAW,  /* biosock / raw <= limit */
};

struct budget {
	enum budget_kind kind;
	double limit;
};

struct row {
	const char *name;
	enum unit unit;
	double cost[CONTESTANTS]; /* 0: not measured */
	/*
	 * Against RAW, and not quite the quotient of two costs: see measure_fill().
	 * 0: not measured.
	 */
	double times_raw[CONTESTANTS];
	struct budget budget;
};

/* Where and with what the run was. */
struct setting {
	char machine[128]; /* the processor's name */
	char system[256];
	const char *version[CONTESTANTS];
	bool quick;
};

struct report {
	struct row rows[32];
	size_t n;
	struct setting setting;
};

/* Adds a row, or ends the program if there is no room for it. */
void report_add(struct report *report, const struct row *row);

/* The whole table. `markdown`: with pipes, else aligned for a terminal. */
void report_table(FILE *to, const struct report *report, bool markdown);
/* docs/bench.md: the table, and how it came about. */
void report_page(FILE *to, const struct report *report);
/* The short table that the README shows. */
void report_summary(FILE *to, const struct report *report);
/* docs/bench.svg: each library against the raw calls. */
void report_chart(FILE *to, const struct report *report);

#endif
