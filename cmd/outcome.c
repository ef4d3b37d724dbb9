/* SPDX-License-Identifier: Apache-2.0 */
/* Causes as a table. */
#include "cmd/outcome.h"

#include <errno.h>
#include <stddef.h>

#include "cmd/settings.h"

static const struct {
	const char *word;
	int status;
} rows[] = {
	[OUTCOME_OPEN] = { "open", STATUS_OK },
	[OUTCOME_REFUSED] = { "refused", STATUS_REFUSED },
	[OUTCOME_TIME] = { "timeout", STATUS_TIME },
	[OUTCOME_UNREACHABLE] = { "unreachable", STATUS_UNREACHABLE },
	[OUTCOME_NO_NAME] = { "no-name", STATUS_NO_NAME },
	[OUTCOME_OTHER] = { "failed", STATUS_FAILED },
	[OUTCOME_NONE] = { "ended", STATUS_FAILED },
};

/* A path where there is nothing is a name that is not there. */
static const struct {
	int err;
	enum outcome outcome;
} causes[] = {
	{ 0, OUTCOME_OPEN },
	{ ECONNREFUSED, OUTCOME_REFUSED },
	{ ETIMEDOUT, OUTCOME_TIME },
	{ EHOSTUNREACH, OUTCOME_UNREACHABLE },
	{ ENETUNREACH, OUTCOME_UNREACHABLE },
	{ ENETDOWN, OUTCOME_UNREACHABLE },
	{ EADDRNOTAVAIL, OUTCOME_UNREACHABLE },
	{ EAFNOSUPPORT, OUTCOME_UNREACHABLE },
	{ EINVAL, OUTCOME_UNREACHABLE }, /* Linux of a route that is a black hole */
	{ ENOENT, OUTCOME_NO_NAME },
	{ ENOTDIR, OUTCOME_NO_NAME },
};

enum outcome outcome_of(int err)
{
	for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++) {
		if (causes[i].err == err)
			return causes[i].outcome;
	}
	return OUTCOME_OTHER;
}

const char *outcome_word(enum outcome outcome)
{
	return rows[outcome].word;
}

int outcome_status(enum outcome outcome)
{
	return rows[outcome].status;
}
