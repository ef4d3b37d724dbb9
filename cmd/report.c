/* SPDX-License-Identifier: Apache-2.0 */
/* Findings as aligned lines and as JSON (RFC 8259). */
#include "cmd/report.h"

#include <stdio.h>
#include <string.h>

#include <biosock.h>

#include "addr/escape.h"
#include "cmd/colour.h"
#include "cmd/json.h"

static const struct {
	const char *text, *json, *colour;
} marks[] = {
	[SYS_FINE] = { "ok", "ok", "\033[32m" },
	[SYS_NOTE] = { "note", "note", "\033[33m" },
	[SYS_BROKEN] = { "BAD", "bad", "\033[1;31m" },
};

void report_text(const struct report_row *rows, size_t n)
{
	bool colour = colour_is_wanted();

	for (size_t i = 0; i < n; i++) {
		const struct sys_finding *f = &rows[i].finding;
		char value[4 * sizeof(f->value)];

		addr_escape(f->value, strlen(f->value), value, sizeof(value));
		printf("%s%-4s%s  %-22s %s\n", colour ? marks[f->mark].colour : "",
		    marks[f->mark].text, colour ? "\033[0m" : "", rows[i].title, value);
		if (f->advice[0] != '\0')
			printf("%29s-> %s\n", "", f->advice);
	}
}

void report_json(const struct report_row *rows, size_t n, bool ok)
{
	printf("{\n  \"version\": \"%s\",\n  \"ok\": %s,\n  \"checks\": {\n", biosock_version(),
	    ok ? "true" : "false");
	for (size_t i = 0; i < n; i++) {
		const struct sys_finding *f = &rows[i].finding;

		printf("    \"%s\": {", rows[i].key);
		json_member(stdout, "title", rows[i].title);
		fputs(", ", stdout);
		json_member(stdout, "mark", marks[f->mark].json);
		fputs(", ", stdout);
		json_member(stdout, "value", f->value);
		fputs(", ", stdout);
		json_member(stdout, "advice", f->advice[0] != '\0' ? f->advice : NULL);
		printf("}%s\n", i + 1 < n ? "," : "");
	}
	fputs("  }\n}\n", stdout);
}
