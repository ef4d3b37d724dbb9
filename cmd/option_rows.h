/* SPDX-License-Identifier: Apache-2.0 */
/* The options as rows, from which reading, checking, --help and completions are made. */
#ifndef BIOSOCK_CMD_OPTION_ROWS_H
#define BIOSOCK_CMD_OPTION_ROWS_H

#include <stddef.h>

#include "cmd/settings.h"

enum option_kind {
	OPTION_FLAG,   /* takes no argument: an int, in which the bits of `value` are set */
	OPTION_NUMBER, /* a long of at least `value`; LONG_MAX if the argument is left out */
	OPTION_TIME,   /* an int: milliseconds */
	OPTION_TEXT,   /* a const char *, "" if the argument is left out */
	OPTION_CHOICE, /* one of the words "a|b" of `arg`: an int, 1 for the first */
	OPTION_MODE,   /* three octal digits: an int */
	OPTION_PROBES, /* TIME,TIME,N, the last may be left out: struct keepalive_settings */
};

struct option_row {
	const char *name; /* NULL: none */
	char letter;      /* 0: none */
	unsigned verbs;
	enum option_kind kind;
	unsigned at; /* where in struct settings */
	int value;
	const char
	    *arg; /* what --help calls the argument, "[=X]" if it may be left out; NULL: none */
	const char *needs; /* one of these options, "a|b"; NULL: none */
	const char *help;
};

/* The last row has no name and no letter. */
extern const struct option_row option_rows[];

enum { OPTION_MOST = 64 };

/* Options "a|b" that exclude each of "c|d", by name or letter. The last row has none. */
struct option_conflict {
	const char *one, *other;
};
extern const struct option_conflict option_conflicts[];

#endif
