/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures: a time line a target, or of several rounds what each took. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmd/page.h"
#include "cmd/probe_output.h"
#include "cmd/say.h"
#include "cmd/story_rows.h"
#include "cmd/sys/publish.h"

/* Pixels. */
enum {
	WIDTH = 1080,
	MARGIN = 20,
	TITLE = 34, /* from the top of a target to its first row */
	ROW = 22,
	DETAIL = 16,
	BAR = 340, /* where bars begin */
	BAR_WIDTH = 400,
	RESULT = BAR + BAR_WIDTH + 24,
	TICKS = 4,
	AXIS = 40,
	CHART = 70, /* where a chart begins, and its size */
	CHART_WIDTH = 960,
	CHART_HEIGHT = 200,
};

static const char *const colours[] = {
	[OUTCOME_OPEN] = "#2a8a3e",
	[OUTCOME_REFUSED] = "#c62f2f",
	[OUTCOME_TIME] = "#c98a00",
	[OUTCOME_UNREACHABLE] = "#c62f2f",
	[OUTCOME_NO_NAME] = "#c62f2f",
	[OUTCOME_OTHER] = "#c62f2f",
	[OUTCOME_NONE] = "#888888",
};

/* Of lines in a chart, told apart by those who see colours otherwise, too (Okabe and Ito). */
static const char *const palette[] = { "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00",
	"#56b4e9" };

enum { PALETTE = sizeof(palette) / sizeof(palette[0]) };

static void put_text(struct page *p, double x, double y, const char *attributes, const char *text)
{
	page_print(p, "<text x=\"%.1f\" y=\"%.1f\"%s%s>", x, y, attributes[0] != '\0' ? " " : "",
	    attributes);
	page_xml(p, text);
	page_print(p, "</text>\n");
}

static double x_of(const struct story_rows *rows, int64_t us)
{
	return BAR + (double)us * BAR_WIDTH / (double)rows->span_us;
}

static void put_bar(
    struct page *p, const struct story_rows *rows, const struct story_row *row, int y)
{
	double begin = x_of(rows, row->begin_us), end = x_of(rows, row->end_us);
	const char *colour =
	    row->is_lookup && row->outcome != OUTCOME_TIME ? "#8aa2b8" : colours[row->outcome];

	page_print(p,
	    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"%s/>\n",
	    begin, y - 10, end - begin > 1.5 ? end - begin : 1.5, row->is_lookup ? 6 : 10, colour,
	    row->outcome == OUTCOME_TIME ? " fill-opacity=\"0.55\"" : "");
	if (row->outcome == OUTCOME_OPEN && !row->is_lookup)
		page_print(p, "<circle cx=\"%.1f\" cy=\"%d\" r=\"%d\" fill=\"%s\"/>\n", end, y - 5,
		    row->first ? 6 : 4, colour);
	else if (row->outcome != OUTCOME_TIME && !row->is_lookup)
		page_print(p,
		    "<path d=\"M%.1f %dl8 8m0 -8l-8 8\" stroke=\"%s\" stroke-width=\"2\"/>\n",
		    end - 4, y - 9, colour);
}

static int put_row(
    struct page *p, const struct story_rows *rows, const struct story_row *row, int y)
{
	put_text(p, MARGIN + 12, y, "", row->label);
	if (row->begin_us >= 0)
		put_bar(p, rows, row, y);
	put_text(p, RESULT, y, row->first ? "font-weight=\"bold\"" : "", row->result);
	if (row->detail[0] == '\0')
		return y + ROW;
	put_text(p, MARGIN + 24, y + DETAIL, "fill=\"#666666\" font-size=\"11\"", row->detail);
	return y + DETAIL + ROW;
}

static void put_ticks(struct page *p, double ms, double top, int y)
{
	char time[STORY_TIME];

	for (int i = 0; i <= TICKS; i++) {
		double x = BAR + (double)BAR_WIDTH * i / TICKS;

		page_print(p,
		    "<path d=\"M%.1f %.1fV%d\" stroke=\"#dddddd\" stroke-dasharray=\"2 3\"/>\n", x,
		    top, y - 12);
		put_text(p, x, y, "text-anchor=\"middle\" fill=\"#666666\" font-size=\"11\"",
		    story_time(ms * i / TICKS, time));
	}
}

/* Each returns where the next one begins; -1: memory ran out. */
static int put_story(struct page *p, const struct target *t, int top)
{
	struct page above = { NULL, 0, 0, false };
	struct story_rows rows;
	char counts[160];
	int y = top + TITLE;
	bool bars = false;

	if (!story_rows_init(&rows, t))
		return -1;
	put_text(p, MARGIN, top, "font-weight=\"bold\" font-size=\"15\"", t->text);
	story_counts(t, counts);
	put_text(p, RESULT, top, "", counts);
	for (size_t i = 0; i < rows.n; i++)
		bars = bars || rows.list[i].begin_us >= 0;
	for (size_t i = 0; i < rows.n; i++)
		y = put_row(&above, &rows, &rows.list[i], y);
	if (bars)
		put_ticks(p, (double)rows.span_us / 1000, top + 16, y + 4);
	page_print(p, "%s", above.text != NULL ? above.text : "");
	p->failed = p->failed || above.failed;
	page_fini(&above);
	story_rows_fini(&rows);
	return y + (bars ? AXIS : ROW);
}

static const struct trial *next_trial(const struct target *t, const struct trial *after)
{
	int port = after != NULL ? after->port : 0;
	const struct candidate *c = after != NULL ? after->of->next : t->candidates;

	for (; port < t->ports; port++, c = t->candidates) {
		for (; c != NULL; c = c->next) {
			const struct trial *trial = &c->trials[port];

			if (trial->series.n > 0 && (t->ports == 1 || t->open[port]))
				return trial;
		}
	}
	return NULL;
}

static double most_ms(const struct target *t, size_t *out_rounds)
{
	double most = 0;

	*out_rounds = 1;
	for (const struct trial *x = next_trial(t, NULL); x != NULL; x = next_trial(t, x)) {
		struct series_summary s = series_summary(&x->series);

		most = s.max > most ? s.max : most;
		*out_rounds = x->series.n > *out_rounds ? x->series.n : *out_rounds;
	}
	return most > 0 ? most * 1.1 : 1;
}

static double chart_x(size_t i, size_t n)
{
	return CHART + (n > 1 ? (double)CHART_WIDTH * (double)i / (double)(n - 1)
	                      : (double)CHART_WIDTH / 2);
}

/* A line through what was not lost, and a cross at the top for each that was. */
static void put_series(struct page *p, const struct series *series, size_t rounds, double most,
    int bottom, const char *colour)
{
	bool drawing = false;

	page_print(p, "<path fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" d=\"", colour);
	for (size_t i = 0; i < series->n; i++) {
		double y = bottom - series->ms[i] * CHART_HEIGHT / most;

		if (series->ms[i] >= 0)
			page_print(p, "%s%.1f %.1f", drawing ? "L" : "M", chart_x(i, rounds), y);
		drawing = series->ms[i] >= 0;
	}
	page_print(p, "%s\"/>\n", series->n == 0 || series->ms[0] < 0 ? "M0 0" : "");
	for (size_t i = 0; i < series->n; i++) {
		double x = chart_x(i, rounds), y = bottom - series->ms[i] * CHART_HEIGHT / most;

		if (series->ms[i] >= 0)
			page_print(p, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>\n",
			    x, y, colour);
		else
			page_print(p,
			    "<path d=\"M%.1f %dl8 8m0 -8l-8 8\" stroke=\"%s\" "
			    "stroke-width=\"2\"/>\n",
			    x - 4, bottom - CHART_HEIGHT - 4, colours[OUTCOME_REFUSED]);
	}
}

static void put_grid(struct page *p, double most, int bottom)
{
	char time[STORY_TIME];

	for (int i = 0; i <= TICKS; i++) {
		double y = bottom - (double)CHART_HEIGHT * i / TICKS;

		page_print(
		    p, "<path d=\"M%d %.1fh%d\" stroke=\"#dddddd\"/>\n", CHART, y, CHART_WIDTH);
		put_text(p, CHART - 6, y + 4,
		    "text-anchor=\"end\" fill=\"#666666\" font-size=\"11\"",
		    story_time(most * i / TICKS, time));
	}
}

static int put_legend(struct page *p, const struct trial *trial, int y, const char *colour)
{
	struct series_summary s = series_summary(&trial->series);
	char text[ADDRESS_TEXT], numbers[200];

	page_print(p, "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" fill=\"%s\"/>\n", CHART,
	    y - 6, colour);
	put_text(p, CHART + 22, y, "", trial_text(trial, text));
	if (s.lost == trial->series.n)
		snprintf(numbers, sizeof(numbers), "all %zu lost", s.lost);
	else
		snprintf(numbers, sizeof(numbers),
		    "%zu of %zu lost; min %.2f, avg %.2f, 50 %% %.2f, 99 %% %.2f, max %.2f ms",
		    s.lost, trial->series.n, s.min, s.avg, s.percentiles[SERIES_P50],
		    s.percentiles[SERIES_P99], s.max);
	put_text(p, CHART + 360, y, "fill=\"#444444\"", numbers);
	return y + ROW;
}

static int put_chart(struct page *p, const struct target *t, int top)
{
	int bottom = top + TITLE + CHART_HEIGHT, y = bottom + AXIS;
	size_t rounds, n = 0;
	double most = most_ms(t, &rounds);

	put_text(p, MARGIN, top, "font-weight=\"bold\" font-size=\"15\"", t->text);
	put_grid(p, most, bottom);
	for (const struct trial *x = next_trial(t, NULL); x != NULL; x = next_trial(t, x), n++)
		put_series(p, &x->series, rounds, most, bottom, palette[n % PALETTE]);
	n = 0;
	for (const struct trial *x = next_trial(t, NULL); x != NULL; x = next_trial(t, x), n++)
		y = put_legend(p, x, y, palette[n % PALETTE]);
	if (t->lookup != OUTCOME_OPEN && t->lookup != OUTCOME_NONE) {
		put_text(p, CHART, y, "", t->why);
		y += ROW;
	}
	return y + ROW;
}

static bool put_all(struct page *out, struct page *body, const struct targets *of, bool several)
{
	int y = 2 * MARGIN;

	for (size_t i = 0; i < of->n && y >= 0; i++)
		y = (several ? put_chart : put_story)(body, &of->list[i], y);
	if (y < 0)
		return false;
	page_print(out,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"%d\" height=\"%d\" "
	    "viewBox=\"0 0 %d %d\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" "
	    "font-size=\"12\" fill=\"#222222\">\n"
	    "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n%s</svg>\n",
	    WIDTH, y, WIDTH, y, body->text != NULL ? body->text : "");
	return !out->failed && !body->failed;
}

bool plot_is_output(const char *name)
{
	return strcmp(name, "-") == 0;
}

/* What does not go to standard output is found out when the program ends. */
static int put_out(const char *name, const struct page *page)
{
	if (!plot_is_output(name))
		return sys_publish(name, page->text, page->n);
	fwrite(page->text, 1, page->n, stdout);
	return 0;
}

bool plot_write(const struct targets *of, bool several, const char *name)
{
	struct page out = { NULL, 0, 0, false }, body = { NULL, 0, 0, false };
	int err = 0;

	if (!put_all(&out, &body, of, several))
		err = ENOMEM;
	else if (put_out(name, &out) == -1)
		err = errno;
	if (err != 0)
		say("write %s: %s", name, error_text(err));
	page_fini(&body);
	page_fini(&out);
	return err == 0;
}
