/* SPDX-License-Identifier: Apache-2.0 */
/* What happened to a target, a row each: what a time line is drawn of. */
#ifndef BIOSOCK_CMD_STORY_ROWS_H
#define BIOSOCK_CMD_STORY_ROWS_H

#include "cmd/targets.h"

struct story_row {
	char label[ADDRESS_TEXT];
	bool is_lookup, first;
	enum outcome outcome;
	int64_t begin_us, end_us; /* < 0: there is nothing to draw */
	char result[200];
	char detail[320]; /* "" if there is nothing to add */
};

struct story_rows {
	struct story_row *list;
	size_t n, room;
	int64_t span_us; /* at least 1 */
};

/* Of a range of ports, those that are open. False if memory runs out. */
bool story_rows_init(struct story_rows *out, const struct target *of);
void story_rows_fini(struct story_rows *rows);

/* "1.23 ms" */
enum { STORY_TIME = 32 };
const char *story_time(double ms, char out[STORY_TIME]);

/* How many ports of a range ended so, as "1021 refused, 3 timeout"; "" for no range. */
void story_counts(const struct target *of, char out[160]);

/* What became of the two, in words; and in one, for programs, NULL if nobody asked. */
const char *story_fastopen_text(enum fastopen_use use);
const char *story_fastopen_word(enum fastopen_use use);
const char *story_multipath_text(enum sys_multipath_use use);
const char *story_multipath_word(enum sys_multipath_use use);

#endif
