/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A scenario for the race: when addresses come, what becomes of a connect to each, and what the
 * caller wishes; and what should happen then, found by a model that shares nothing with
 * src/dial/race.c. It writes down all that happens, and at each millisecond reads all of that
 * again to find out what is to be done by the rules.
 */
#ifndef BIOSOCK_TESTS_RACE_MODEL_H
#define BIOSOCK_TESTS_RACE_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "dial/race.h"

enum {
	SCENARIO_ADDRESSES = 8,
	SCENARIO_REJECTS = 2,
	SCENARIO_END = 220, /* milliseconds, after which nobody looks any more */
	SCENARIO_NEVER = 100000,
	SCENARIO_LOG = 64,
};

enum fate { FATE_FAILS, FATE_CONNECTS, FATE_IS_SILENT, FATE_IS_SKIPPED };

/* All times are milliseconds. */
struct scenario {
	int attempt, resolution, deadline; /* SCENARIO_NEVER: none */
	int first_count, max_tries;
	unsigned int awaited;
	int n;
	struct {
		enum dial_family family;
		int comes; /* not before those in front of it */
		int full;  /* so many times its listener is */
		enum fate fate;
		int after; /* the start; 0: at once, and it never flew */
		int err;
	} address[SCENARIO_ADDRESSES];
	int no_more[DIAL_FAMILIES]; /* not before the family's last address */
	int prefers_v4;
	int rejects[SCENARIO_REJECTS]; /* so long after the first, and the second, has won */
	int ends;
};

/* What the race said, and when. */
struct entry {
	int at;
	enum dial_what what; /* never DIAL_WAIT */
	size_t i;            /* or the enum dial_why */
};

struct outcome {
	int n;
	struct entry log[SCENARIO_LOG];
	size_t n_told, told[SCENARIO_ADDRESSES]; /* dial_race_told(), of 3 */
};

enum { SCENARIO_TOLD = 3 };

void model_run(const struct scenario *scenario, struct outcome *out);

#endif
