/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long biosock_dial() takes over ten networks, beside getaddrinfo() and connect() in turn: the
 * table, and with --write docs/dial-times.md and its chart. Where this machine lends no network
 * namespace, it says so. usage: dial_times [--write FOLDER]
 */
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

#include "dial/timetable.h"

/* Of the chart, in pixels. A row is two bars. */
enum { WIDTH = 860, LEFT = 210, RIGHT = 96, TOP = 72, ROW = 40, BAR = 13, BOTTOM = 34 };
enum { HEIGHT = TOP + TIMETABLE_ROWS * ROW + BOTTOM };

/* The axis is one for milliseconds until its bend, and then one for seconds. */
#define BEND_MS   700.0
#define BEND_PART 0.62

static const char ours_color[] = "#2f9e6e", theirs_color[] = "#d9773a";

static double x_of(double ms)
{
	double wide = WIDTH - LEFT - RIGHT, far = ms - BEND_MS;

	if (ms <= BEND_MS)
		return LEFT + wide * BEND_PART * ms / BEND_MS;
	return LEFT +
	       wide * (BEND_PART + (1 - BEND_PART) * far / (TIMETABLE_PATIENCE_MS - BEND_MS));
}

static void draw_head(FILE *to)
{
	fprintf(to,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
	    "height=\"%d\" role=\"img\" font-family=\"system-ui, 'DejaVu Sans', sans-serif\" "
	    "font-size=\"13\">\n<title>How long a dial takes over ten networks</title>\n"
	    "<style>text { fill: #1f2328 } .line { stroke: #8c959f; stroke-opacity: .4 } "
	    ".rfc { stroke: #1f2328; stroke-width: 2 } .dim { fill: #59636e }\n"
	    "@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } "
	    ".rfc { stroke: #e6edf3 } .dim { fill: #9198a1 } }</style>\n",
	    WIDTH, HEIGHT, WIDTH, HEIGHT);
	fputs("<text x=\"12\" y=\"24\" font-size=\"15\" font-weight=\"600\">How long a dial takes "
	      "(milliseconds; the axis bends at 700)</text>\n",
	    to);
}

static void draw_key(FILE *to, int x, const char *color, const char *text)
{
	fprintf(to,
	    "<rect x=\"%d\" y=\"37\" width=\"12\" height=\"12\" rx=\"2\" fill=\"%s\"/>"
	    "<text x=\"%d\" y=\"48\">%s</text>\n",
	    x, color, x + 18, text);
}

static void draw_legend(FILE *to)
{
	draw_key(to, LEFT, ours_color, "biosock_dial");
	draw_key(to, LEFT + 125, theirs_color, "getaddrinfo, then connect in turn");
	fprintf(to,
	    "<line class=\"rfc\" x1=\"%d\" y1=\"36\" x2=\"%d\" y2=\"50\"/>"
	    "<text x=\"%d\" y=\"48\">RFC 8305</text>\n",
	    LEFT + 380, LEFT + 380, LEFT + 390);
}

static void draw_axis(FILE *to)
{
	static const int marks[] = { 0, 100, 200, 300, 400, 500, 600, 700, 2500, 5000, 7500,
		10000 };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		double x = x_of(marks[i]);

		fprintf(to,
		    "<line class=\"line\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>"
		    "<text class=\"dim\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n",
		    x, TOP - 6, x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 18, marks[i]);
	}
}

static void draw_bar(FILE *to, double ms, const char *color, int top, const char *text)
{
	double width = x_of(ms) - LEFT;

	if (width < 2)
		width = 2;
	fprintf(to,
	    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>"
	    "<text x=\"%.1f\" y=\"%d\" font-size=\"11\">%s</text>\n",
	    LEFT, top, width, BAR, color, LEFT + width + 6, top + BAR - 2, text);
}

static void draw_row(FILE *to, const struct timetable_row *row, int y)
{
	char ours[24], theirs[48];
	double x = x_of(row->rfc_ms);

	snprintf(ours, sizeof(ours), "%.0f", row->dial_ms);
	snprintf(theirs, sizeof(theirs), row->in_turn_goes_on ? "more" : "%.0f%s", row->in_turn_ms,
	    row->in_turn_connects || row->family == AF_UNSPEC ? "" : ", fails");
	fprintf(to, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", LEFT - 12,
	    y + BAR + 5, row->text);
	draw_bar(to, row->dial_ms, ours_color, y, ours);
	draw_bar(to, row->in_turn_goes_on ? TIMETABLE_PATIENCE_MS : row->in_turn_ms, theirs_color,
	    y + BAR + 2, theirs);
	fprintf(to, "<line class=\"rfc\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n", x, y - 2,
	    x, y + BAR + 1);
}

static void draw(FILE *to)
{
	draw_head(to);
	draw_legend(to);
	draw_axis(to);
	for (int i = 0; i < TIMETABLE_ROWS; i++)
		draw_row(to, &timetable[i], TOP + i * ROW);
	fputs("</svg>\n", to);
}

static void write_page(FILE *to)
{
	fputs("# How long a dial takes\n\n"
	      "`script/bench` writes this page. Each network is real: a namespace of the "
	      "benchmark's own with two TUN\ndevices, behind which a process of its own delays, "
	      "drops and answers packets, and answers the resolver's\nquestions late or never "
	      "(`tests/dial/wire.c`). The times are milliseconds: what RFC 8305 says, what\n"
	      "`biosock_dial(3)` took, and what `getaddrinfo(3)` and a `connect(2)` to each "
	      "address in turn took in the same\nrun, with a resolver's time-out of 3 s, twice. "
	      "`tests/dial/networks_test.c` asserts the first two to be\nwithin 20 ms.\n\n",
	    to);
	timetable_print(to, true);
	fputs("\n![the same as a chart](dial-times.svg)\n", to);
}

static void write_file(const char *folder, const char *name, void (*body)(FILE *to))
{
	char path[512];
	FILE *to;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	to = fopen(path, "w");
	if (to == NULL) {
		perror(path);
		exit(1);
	}
	body(to);
	if (fclose(to) != 0)
		exit(1);
}

int main(int argc, char **argv)
{
	enum { TIMES = 5 };
	const char *why;

	if (argc != 1 && (argc != 3 || strcmp(argv[1], "--write") != 0)) {
		fputs("usage: dial_times [--write FOLDER]\n", stderr);
		return 2;
	}
	why = timetable_enter();
	if (why != NULL) {
		printf("dials are not timed: %s\n", why);
		return 0;
	}
	if (!timetable_begin_in_turn())
		return 1;
	timetable_end_in_turn();
	for (int i = 0; i < TIMETABLE_ROWS; i++)
		timetable_dial(&timetable[i], TIMES);
	timetable_print(stdout, false);
	if (argc == 3) {
		write_file(argv[2], "dial-times.md", write_page);
		write_file(argv[2], "dial-times.svg", draw);
	}
	return 0;
}
