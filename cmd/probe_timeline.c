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
	bool colour, fits;        /* fits: no line is wider than the terminal */
	bool below;               /* bars and results are in lines below the labels */
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

/*
 * How many bytes of the text are in a line of so many columns: up to a blank after a comma, or to
 * another blank, and where there is none the line is full.
 */
static size_t line_of(const char *text, size_t room)
{
	size_t part = 0, word = 0, used = 0, at = 0;

	for (; text[at] != '\0'; at++) {
		bool begins = ((unsigned char)text[at] & 0xc0) != 0x80;

		if (text[at] == ' ')
			word = at;
		if (text[at] == ' ' && at > 0 && text[at - 1] == ',')
			part = at;
		if (begins && used == room)
			return part > 0 ? part : word > 0 ? word : at;
		used += begins;
	}
	return at;
}

/* In as many lines as it takes, so far from the left, but where the terminal is very narrow. */
static void put_lines(const struct drawing *d, size_t margin, const char *text)
{
	char safe[ADDR_ESCAPED_SIZE(TARGET_TEXT)];
	size_t least = margin < d->width / 4 ? margin : d->width / 4, n;

	addr_escape(text, strlen(text), safe, sizeof(safe));
	for (const char *at = safe; *at != '\0'; at += n + strspn(at + n, " ")) {
		n = line_of(at, d->width - least);
		put_times(" ", least);
		printf("%.*s\n", (int)n, at);
	}
}

/* In the line of the bar; or below, where a terminal has no room for both. */
static void put_result(const struct drawing *d, const struct story_row *row)
{
	size_t others = (d->below ? BELOW : d->label + 4) + d->bar + 2;
	bool beside = d->bar > 0 && (!d->fits || others + columns(row->result) <= d->width);

	if (d->bar > 0) {
		put_times(" ", d->below ? BELOW : 2);
		put_bar(d, row);
		fputs(beside ? "  " : "\n", stdout);
	}
	if (!row->is_lookup)
		put_colour(d, colours[row->outcome]);
	if (beside)
		put_text(row->result, 0);
	else
		put_lines(d, BELOW, row->result);
	if (!row->is_lookup)
		put_colour(d, plain);
	if (beside)
		putchar('\n');
}

static void put_row(const struct drawing *d, const struct story_row *row)
{
	if (d->below) {
		put_lines(d, 2, row->label);
	} else {
		fputs("  ", stdout);
		put_text(row->label, d->label);
	}
	put_result(d, row);
	if (row->detail[0] == '\0')
		return;
	put_colour(d, faint);
	put_lines(d, DETAIL, row->detail);
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
static void share_width(struct drawing *d, size_t result)
{
	size_t others = d->label + result + MARGINS;

	d->below = d->fits && d->width < others + BAR_LEAST;
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
		.fits = terminal > 0,
		.width = width,
		.label = widest(rows, offsetof(struct story_row, label), LABEL_MOST),
		.span_us = rows->span_us,
	};

	share_width(&d, widest(rows, offsetof(struct story_row, result), RESULT_MOST));
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

static void put_title(const struct drawing *d, const struct target *t)
{
	char counts[160];
	bool beside;

	story_counts(t, counts);
	beside = !d->fits || columns(t->text) + 2 + columns(counts) <= d->width;
	put_colour(d, bold);
	if (beside)
		put_text(t->text, 0);
	else
		put_lines(d, 0, t->text);
	put_colour(d, plain);
	if (beside)
		printf("%s%s\n", counts[0] != '\0' ? ": " : "", counts);
	else
		put_lines(d, 2, counts);
}

static bool print_target(const struct target *t)
{
	struct story_rows rows;
	struct drawing d;

	if (!story_rows_init(&rows, t))
		return false;
	d = drawing_of(&rows);
	put_title(&d, t);
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
