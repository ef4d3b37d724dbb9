/* SPDX-License-Identifier: Apache-2.0 */
/* The doctor's findings as people and programs get them: whatever the system said of itself. */
#include "cmd/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/sys/terminal.h"
#include "support/contract.h"

enum { OUTPUT = 1 };

static bool coloured;

/* Standard output is whatever the test says. */
bool sys_shows_colours(int fd)
{
	return fd == OUTPUT && coloured;
}

/* What the report of this one value is, static. */
static const char *report_of(const char *value, bool json)
{
	static char text[2000];
	struct report_row row = { .key = "key", .title = "title" };
	FILE *file = tmpfile();
	int before = dup(OUTPUT);
	size_t n;

	snprintf(row.finding.value, sizeof(row.finding.value), "%s", value);
	fflush(stdout);
	dup2(fileno(file), OUTPUT);
	if (json)
		report_json(&row, 1, true);
	else
		report_text(&row, 1);
	fflush(stdout);
	dup2(before, OUTPUT);
	close(before);
	rewind(file);
	n = fread(text, 1, sizeof(text) - 1, file);
	text[n] = '\0';
	fclose(file);
	return text;
}

static const struct {
	const char *value, *text, *json;
} cases[] = {
	{ "plain", "plain", "plain" },
	{ "", "", "" },
	{ "a \"b\" \\ c", "a \"b\" \\ c", "a \\\"b\\\" \\\\ c" },
	{ "\x1b[31m\n\t", "\\x1b[31m\\x0a\\x09", "\\u001b[31m\\u000a\\u0009" },
	{ "\x7f", "\\x7f", "\\u007f" },
	{ "\xff\xfe.", "\\xff\\xfe.", "\\u00ff\\u00fe." },
	{ "\xc3\xa9\xe2\x82\xac", "\xc3\xa9\xe2\x82\xac", "\xc3\xa9\xe2\x82\xac" },
	{ "cut \xe2\x82", "cut \\xe2\\x82", "cut \\u00e2\\u0082" },
	{ "\xc2\x9b"
	  "2J",
	    "\\xc2\\x9b"
	    "2J",
	    "\\u00c2\\u009b"
	    "2J" },
	{ "\xe2\x80\xae"
	  "x",
	    "\\xe2\\x80\\xae"
	    "x",
	    "\\u00e2\\u0080\\u00ae"
	    "x" },
};

static void text_is_safe(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char want[200];

		snprintf(want, sizeof(want), "ok    title                  %s\n", cases[i].text);
		CHECK_STR(report_of(cases[i].value, false), want);
	}
}

static void json_is_utf8(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char want[200];
		const char *line = strchr(report_of(cases[i].value, true), '{');

		snprintf(
		    want, sizeof(want), "\"value\": \"%s\", \"advice\": null}\n", cases[i].json);
		if (CHECK(line != NULL && strstr(line, "\"value\"") != NULL))
			CHECK_STR(strtok(strstr(line, "\"value\""), "\n"), strtok(want, "\n"));
	}
}

static void colours_are_asked_for(void)
{
	coloured = true;
	CHECK_STR(report_of("v", false), "\033[32mok  \033[0m  title                  v\n");
	coloured = false;
}

int main(void)
{
	static const struct contract_case tests[] = {
		{ "the text is safe to show", text_is_safe, 0, 0 },
		{ "JSON is UTF-8", json_is_utf8, 0, 0 },
		{ "colours are asked for", colours_are_asked_for, 0, 0 },
	};

	unsetenv("NO_COLOR");
	return contract_main("cmd.report", tests, sizeof(tests) / sizeof(tests[0]));
}
