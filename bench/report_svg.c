/* SPDX-License-Identifier: Apache-2.0 */
/* The results as a bar chart, readable on a light page and on a dark one. */
#include <math.h>

#include "table.h"

/* In pixels. A row is two bars, one a library. */
enum { WIDTH = 860, LEFT = 310, RIGHT = 16, TOP = 62, ROW = 40, BAR = 13, BOTTOM = 34 };

/* The axis is logarithmic: powers of ten, bars begin at 1, which is what the raw calls take. */
#define AXIS_FIRST (-1)
#define AXIS_LAST  3
#define AXIS_END   3.7 /* the longest bar, and its number, need room */

static const struct {
	enum contestant who;
	const char *name, *color;
} series[] = {
	{ BIOSOCK, "biosock", "#2f9e6e" },
	{ LIBCRYPTO, "libcrypto", "#d9773a" },
};

enum { SERIES = sizeof(series) / sizeof(series[0]) };

static bool is_shown(const struct row *row)
{
	return row->times_raw[BIOSOCK] > 0 && row->times_raw[LIBCRYPTO] > 0;
}

static int count_shown(const struct report *report)
{
	int n = 0;

	for (size_t i = 0; i < report->n; i++)
		n += is_shown(&report->rows[i]);
	return n;
}

static double x_of(double times)
{
	double power = log10(times);

	if (power < AXIS_FIRST)
		power = AXIS_FIRST;
	if (power > AXIS_END)
		power = AXIS_END;
	return LEFT + (WIDTH - LEFT - RIGHT) * (power - AXIS_FIRST) / (AXIS_END - AXIS_FIRST);
}

static void draw_head(FILE *to, int height)
{
	fprintf(to,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
	    "height=\"%d\" "
	    "role=\"img\" font-family=\"system-ui, 'DejaVu Sans', sans-serif\" font-size=\"13\">\n"
	    "<title>biosock and libcrypto against the bare system calls</title>\n"
	    "<style>text { fill: #1f2328 } .line { stroke: #8c959f; stroke-opacity: .4 } "
	    ".raw { stroke-opacity: 1 } "
	    ".dim { fill: #59636e }\n"
	    "@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .dim { fill: #9198a1 } }"
	    "</style>\n",
	    WIDTH, height, WIDTH, height);
}

static void draw_legend(FILE *to)
{
	fputs("<text x=\"12\" y=\"24\" font-size=\"15\" font-weight=\"600\">Time against the bare "
	      "system "
	      "calls (1 \303\227; shorter is better)</text>\n",
	    to);
	for (int i = 0; i < SERIES; i++) {
		int x = LEFT + i * 90;

		fprintf(to,
		    "<rect x=\"%d\" y=\"37\" width=\"12\" height=\"12\" rx=\"2\" fill=\"%s\"/>"
		    "<text x=\"%d\" y=\"48\">%s</text>\n",
		    x, series[i].color, x + 18, series[i].name);
	}
}

static void draw_axis(FILE *to, int height)
{
	for (int power = AXIS_FIRST; power <= AXIS_LAST; power++) {
		double times = pow(10, power), x = x_of(times);

		fprintf(to,
		    "<line class=\"%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>"
		    "<text class=\"dim\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%g "
		    "\303\227</text>\n",
		    power == 0 ? "line raw" : "line", x, TOP, x, height - BOTTOM, x,
		    height - BOTTOM + 20, times);
	}
}

static void draw_bar(FILE *to, double times, const char *color, int top)
{
	double from = x_of(times < 1 ? times : 1), until = x_of(times < 1 ? 1 : times);
	double width = until - from > 2 ? until - from : 2;

	fprintf(to,
	    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>"
	    "<text x=\"%.1f\" y=\"%d\" font-size=\"11\">%.*f</text>\n",
	    from, top, width, BAR, color, from + width + 6, top + BAR - 2, times < 10 ? 2 : 0,
	    times);
}

static void draw_row(FILE *to, const struct row *row, int y)
{
	fprintf(to, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", LEFT - 12,
	    y + BAR + 5, row->name);
	for (int i = 0; i < SERIES; i++)
		draw_bar(to, row->times_raw[series[i].who], series[i].color, y + i * (BAR + 2));
}

void report_chart(FILE *to, const struct report *report)
{
	int height = TOP + count_shown(report) * ROW + BOTTOM;
	int y = TOP + 6;

	draw_head(to, height);
	draw_legend(to);
	draw_axis(to, height);
	for (size_t i = 0; i < report->n; i++) {
		if (!is_shown(&report->rows[i]))
			continue;
		draw_row(to, &report->rows[i], y);
		y += ROW;
	}
	fputs("</svg>\n", to);
}
