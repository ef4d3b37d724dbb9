/* SPDX-License-Identifier: Apache-2.0 */
/* Time lines in a terminal. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "addr/escape.h"
#include "cmd/colour.h"
#include "cmd/probe_output.h"
#include "cmd/story_rows.h"
#include "cmd/sys/screen.h"

enum {
	OUTPUT = 1,
	WIDTH = 80,     /* of what is no terminal */
	BAR_LEAST = 12, /* in a narrow terminal labels have lines of their own rather than that */
	BAR_MOST = 100,
	LABEL_MOST = 45, /* "[v6]:port" */
	RESULT_MOST = 34,
	MARGINS = 6, /* before the label, the bar and the result */
	BELOW = 4,   /* before what stands below its label */
	DETAIL = 6   /* before a line of details */
};

/* A character each, as UTF-8 and as ASCII. */
struct signs {
	const char *line, *lookup, *edge;
	const char *ends[OUTCOME_NONE + 1];
	const char *first;
};

static const struct signs signs_utf8 = {
	"\u2501",
	"\u2508",
	"\u2575",
	{ "\u25cf", "\u2715", "\u25b7", "\u2715", "\u2715", "\u2715", "~" },
	"\u2605",
};
static const struct signs signs_ascii = {
	"=",
	"-",
	"|",
	{ "o", "x", ">", "x", "x", "x", "~" },
	"*",
};

static const char *const colours[] = {
	[OUTCOME_OPEN] = "\033[32m",
	[OUTCOME_REFUSED] = "\033[31m",
	[OUTCOME_TIME] = "\033[33m",
	[OUTCOME_UNREACHABLE] = "\033[31m",
	[OUTCOME_NO_NAME] = "\033[31m",
	[OUTCOME_OTHER] = "\033[31m",
	[OUTCOME_NONE] = "\033[2m",
};

static const char bold[] = "\033[1m", faint[] = "\033[2m", plain[] = "\033[0m";

/* How it is drawn. */
struct drawing {
	const struct signs *signs;
	bool colour, below;       /* below: bars and results are in lines below the labels */
	size_t width, label, bar; /* columns; a bar of none: there is no room for it */
	int64_t span_us;
};

/* Characters; what is safe to show has whole ones. */
static size_t columns(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

/* Safe to show, and at least that many columns. */
static void put_text(const char *text, size_t width)
{
	char safe[ADDR_ESCAPED_SIZE(TARGET_TEXT)];

	addr_escape(text, strlen(text), safe, sizeof(safe));
	fputs(safe, stdout);
	for (size_t n = columns(safe); n < width; n++)
		putchar(' ');
}

static void put_times(const char *sign, size_t n)
{
	for (; n > 0; n--)
		fputs(sign, stdout);
}

static void put_colour(const struct drawing *d, const char *colour)
{
	if (d->colour)
		fputs(colour, stdout);
}

/* The column of a time; the last one is that of the end. */
static size_t column(const struct drawing *d, int64_t us)
{
	return (size_t)((double)us * (double)(d->bar - 1) / (double)d->span_us);
}

static void put_bar(const struct drawing *d, const struct story_row *row)
{
	const char *line = row->is_lookup ? d->signs->lookup : d->signs->line;
	size_t begin, end;

	if (row->begin_us < 0) {
		put_times(" ", d->bar);
		return;
	}
	begin = column(d, row->begin_us);
	end = column(d, row->end_us);
	put_times(" ", begin);
	put_colour(
	    d, row->is_lookup && row->outcome != OUTCOME_TIME ? faint : colours[row->outcome]);
	put_times(line, end - begin);
	if (row->is_lookup)
		fputs(row->outcome == OUTCOME_TIME ? d->signs->ends[OUTCOME_TIME] : d->signs->edge,
		    stdout);
	else
		fputs(row->first ? d->signs->first : d->signs->ends[row->outcome], stdout);
	put_colour(d, plain);
	put_times(" ", d->bar - 1 - end);
}

/* In as many lines as it takes: a part, which ends with a comma, is in one. */
static void put_detail(const struct drawing *d, const char *detail)
{
	char part[sizeof(((struct story_row *)NULL)->detail)];
	size_t at = 0, n;

	for (; *detail != '\0'; detail += n + strspn(detail + n, " ")) {
		const char *comma = strstr(detail, ", ");

		n = comma != NULL ? (size_t)(comma - detail) + 1 : strlen(detail);
		snprintf(part, sizeof(part), "%.*s", (int)n, detail);
		if (at > 0 && at + 1 + n > d->width)
			putchar('\n');
		if (at == 0 || at + 1 + n > d->width) {
			at = DETAIL;
			put_times(" ", DETAIL);
		} else {
			at++;
			putchar(' ');
		}
		put_text(part, 0);
		at += n;
	}
	putchar('\n');
}

static void put_row(const struct drawing *d, const struct story_row *row)
{
	fputs("  ", stdout);
	put_text(row->label, d->below ? 0 : d->label);
	if (d->below)
		putchar('\n');
	put_times(" ", d->below ? BELOW : 2);
	if (d->bar > 0) {
		put_bar(d, row);
		fputs("  ", stdout);
	}
	if (!row->is_lookup)
		put_colour(d, colours[row->outcome]);
	put_text(row->result, 0);
	if (!row->is_lookup)
		put_colour(d, plain);
	putchar('\n');
	if (row->detail[0] == '\0')
		return;
	put_colour(d, faint);
	put_detail(d, row->detail);
	put_colour(d, plain);
}

/* What the bar's two ends are. */
static void put_axis(const struct drawing *d)
{
	char time[STORY_TIME];
	size_t n = strlen(story_time((double)d->span_us / 1000, time));

	put_times(" ", d->below ? BELOW : d->label + 4);
	put_colour(d, faint);
	putchar('0');
	put_times(" ", d->bar > n + 1 ? d->bar - n - 1 : 1);
	fputs(time, stdout);
	put_colour(d, plain);
	putchar('\n');
}

static size_t widest(const struct story_rows *rows, size_t at, size_t most)
{
	size_t widest = 0;

	for (size_t i = 0; i < rows->n; i++) {
		size_t n = columns((const char *)&rows->list[i] + at);

		if (n > widest && n <= most)
			widest = n;
	}
	return widest;
}

/* How wide the bars may be beside what else is in their lines. */
static void share_width(struct drawing *d, size_t result, bool is_terminal)
{
	size_t others = d->label + result + MARGINS;

	d->below = is_terminal && d->width < others + BAR_LEAST;
	if (d->below)
		others = BELOW + 2 + result;
	d->bar = d->width > others + BAR_LEAST ? d->width - others : d->below ? 0 : BAR_LEAST;
	d->bar = d->bar < BAR_MOST ? d->bar : BAR_MOST;
}

static struct drawing drawing_of(const struct story_rows *rows)
{
	int terminal = sys_screen_width(OUTPUT);
	size_t width = terminal > 0 ? (size_t)terminal : WIDTH;
	struct drawing d = {
		.signs = sys_screen_is_utf8(OUTPUT) ? &signs_utf8 : &signs_ascii,
		.colour = colour_is_wanted(),
		.width = width,
		.label = widest(rows, offsetof(struct story_row, label), LABEL_MOST),
		.span_us = rows->span_us,
	};

	share_width(
	    &d, widest(rows, offsetof(struct story_row, result), RESULT_MOST), terminal > 0);
	return d;
}

static bool has_bars(const struct story_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		if (rows->list[i].begin_us >= 0)
			return true;
	}
	return false;
}

static bool print_target(const struct target *t)
{
	struct story_rows rows;
	struct drawing d;
	char counts[160];

	if (!story_rows_init(&rows, t))
		return false;
	d = drawing_of(&rows);
	put_colour(&d, bold);
	put_text(t->text, 0);
	put_colour(&d, plain);
	story_counts(t, counts);
	printf("%s%s\n", counts[0] != '\0' ? ": " : "", counts);
	for (size_t i = 0; i < rows.n; i++)
		put_row(&d, &rows.list[i]);
	if (d.bar > 0 && has_bars(&rows))
		put_axis(&d);
	story_rows_fini(&rows);
	return true;
}

bool timeline_print(const struct targets *of)
{
	for (size_t i = 0; i < of->n; i++) {
		if (!print_target(&of->list[i]))
			return false;
	}
	return true;
}
