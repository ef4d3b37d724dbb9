/* SPDX-License-Identifier: Apache-2.0 */
/* How doctor's findings are shown: to a person, to a program. */
#ifndef BIOSOCK_CMD_REPORT_H
#define BIOSOCK_CMD_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/sys/probe.h"

struct report_row {
	const char *key, *title;
	struct sys_finding finding;
};

/* To standard output. */
void report_text(const struct report_row *rows, size_t n);
/*
 * {"version", "ok", "checks": {KEY: {"title", "mark", "value", "advice"}}}; advice is null if
 * there is none.
 */
void report_json(const struct report_row *rows, size_t n, bool ok);

#endif
