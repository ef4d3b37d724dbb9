/* SPDX-License-Identifier: Apache-2.0 */
/* From the text of an argument to a member of the settings: one function a kind. */
#include "cmd/option_values.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/duration.h"
#include "cmd/say.h"

const char *option_spelled(const struct option_row *row, char out[OPTION_SPELLED])
{
	if (row->name != NULL)
		snprintf(out, OPTION_SPELLED, "--%s", row->name);
	else
		snprintf(out, OPTION_SPELLED, "-%c", row->letter);
	return out;
}

static int set_flag(void *at, const struct option_row *row, const char *arg)
{
	int *bits = at;

	(void)arg;
	*bits |= row->value;
	return STATUS_OK;
}

static int set_number(void *at, const struct option_row *row, const char *arg)
{
	long *number = at;
	char *end, name[OPTION_SPELLED];

	if (arg == NULL) {
		*number = LONG_MAX;
		return STATUS_OK;
	}
	errno = 0;
	*number = strtol(arg, &end, 10);
	if (arg[0] >= '0' && arg[0] <= '9' && *end == '\0' && errno == 0 && *number >= row->value)
		return STATUS_OK;
	say("%s: '%s' is not a number above %d", option_spelled(row, name), arg, row->value - 1);
	return STATUS_USAGE;
}

static int set_time(void *at, const struct option_row *row, const char *arg)
{
	char name[OPTION_SPELLED];

	if (duration_ms(arg, at))
		return STATUS_OK;
	say("%s: '%s' is no time of up to 24 days: write " DURATION_FORMS,
	    option_spelled(row, name), arg);
	return STATUS_USAGE;
}

static int set_text(void *at, const struct option_row *row, const char *arg)
{
	const char **text = at;
	char name[OPTION_SPELLED];

	*text = arg != NULL ? arg : "";
	if (arg == NULL || arg[0] != '\0')
		return STATUS_OK;
	say("%s: its argument is empty", option_spelled(row, name));
	return STATUS_USAGE;
}

static int set_choice(void *at, const struct option_row *row, const char *arg)
{
	const char *word = row->arg;
	int *choice = at, n = 1;
	char name[OPTION_SPELLED];

	for (size_t length; *word != '\0'; word += length + (word[length] == '|'), n++) {
		length = strcspn(word, "|");
		if (strlen(arg) != length || memcmp(arg, word, length) != 0)
			continue;
		*choice = n;
		return STATUS_OK;
	}
	say("%s: '%s' is none of %s", option_spelled(row, name), arg, row->arg);
	return STATUS_USAGE;
}

/* 0 would keep everybody out, and is none. */
static int set_mode(void *at, const struct option_row *row, const char *arg)
{
	size_t length = strspn(arg, "01234567");
	int *mode = at;
	char name[OPTION_SPELLED];

	*mode = (int)strtol(arg, NULL, 8);
	if (length >= 3 && length <= 4 && arg[length] == '\0' && *mode > 0 && *mode <= 0777)
		return STATUS_OK;
	if (length >= 3 && length <= 4 && arg[length] == '\0' && *mode == 0)
		say("%s: '%s' would keep everybody out", option_spelled(row, name), arg);
	else
		say("%s: '%s' is no mode: write three octal digits, as 660",
		    option_spelled(row, name), arg);
	return STATUS_USAGE;
}

/* The next part of "a,b,c" to out, which has room for 32; NULL if there is none or it is longer. */
static const char *take_part(const char **at, char out[32])
{
	size_t length = strcspn(*at, ",");

	if (length == 0 || length >= 32)
		return NULL;
	memcpy(out, *at, length);
	out[length] = '\0';
	*at += length + ((*at)[length] == ',' && (*at)[length + 1] != '\0');
	return out;
}

/* Whole seconds, as systems take them, and at least one. */
static bool take_seconds(const char **at, int *out_seconds)
{
	char part[32];
	int ms;

	if (**at == '\0')
		return true;
	if (take_part(at, part) == NULL || !duration_ms(part, &ms))
		return false;
	*out_seconds = ms / 1000 + (ms % 1000 != 0);
	return *out_seconds > 0;
}

static bool take_count(const char **at, int *out_count)
{
	char part[32], *end;
	long n;

	if (**at == '\0')
		return true;
	if (take_part(at, part) == NULL || part[0] < '0' || part[0] > '9')
		return false;
	n = strtol(part, &end, 10);
	*out_count = n <= 127 ? (int)n : 0; /* Linux takes no more */
	return *end == '\0' && *out_count > 0;
}

static int set_probes(void *at, const struct option_row *row, const char *arg)
{
	struct keepalive_settings *probes = at;
	const char *next = arg != NULL ? arg : "";
	char name[OPTION_SPELLED];

	*probes = (struct keepalive_settings){ .on = 1 };
	if (arg == NULL || (*next != '\0' && take_seconds(&next, &probes->idle_s) &&
	                       take_seconds(&next, &probes->interval_s) &&
	                       take_count(&next, &probes->count) && *next == '\0'))
		return STATUS_OK;
	say("%s: '%s' is not IDLE,INTVL,COUNT: write 1m,10s,6, or the first one or two",
	    option_spelled(row, name), arg);
	return STATUS_USAGE;
}

static int (*const setters[])(void *at, const struct option_row *row, const char *arg) = {
	[OPTION_FLAG] = set_flag,
	[OPTION_NUMBER] = set_number,
	[OPTION_TIME] = set_time,
	[OPTION_TEXT] = set_text,
	[OPTION_CHOICE] = set_choice,
	[OPTION_MODE] = set_mode,
	[OPTION_PROBES] = set_probes,
};

int option_set(struct settings *to, const struct option_row *row, const char *arg)
{
	return setters[row->kind]((char *)to + row->at, row, arg);
}
