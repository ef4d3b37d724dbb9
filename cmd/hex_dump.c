/* SPDX-License-Identifier: Apache-2.0 */
/* Dumps by stdio, a flush a piece. */
#include "cmd/hex_dump.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "addr/escape.h"
#include "cmd/say.h"
#include "sys/clock.h"

enum { PER_LINE = 16, LINE_ROOM = 128 };

struct dump {
	FILE *to;
	const char *name;
	long long begin;
	bool failed; /* and it has been said why */
};

struct dump *dump_open(const char *name)
{
	struct dump *d = calloc(1, sizeof(*d));

	if (d == NULL) {
		say_errno("dump", ENOMEM);
		return NULL;
	}
	d->to = strcmp(name, "-") == 0 ? stdout : fopen(name, "wb");
	d->name = d->to == stdout ? "standard output" : name;
	d->begin = sys_clock_ms();
	if (d->to != NULL)
		return d;
	say("write %s: %s", name, error_text(errno));
	free(d);
	return NULL;
}

static void fail(struct dump *d)
{
	d->failed = true;
	say("write %s: %s", d->name, error_text(errno));
}

static void put_line(FILE *to, const unsigned char *bytes, size_t n)
{
	char line[LINE_ROOM];
	size_t at = 0;

	for (size_t i = 0; i < PER_LINE; i++) {
		const char *gap = i == PER_LINE / 2 ? "  " : " ";

		at +=
		    (size_t)(i < n ? snprintf(line + at, sizeof(line) - at, "%s%02x", gap, bytes[i])
		                   : snprintf(line + at, sizeof(line) - at, "%s  ", gap));
	}
	at += (size_t)snprintf(line + at, sizeof(line) - at, "  |");
	for (size_t i = 0; i < n; i++)
		line[at++] = (char)(bytes[i] >= ' ' && bytes[i] <= '~' ? bytes[i] : '.');
	line[at++] = '|';
	line[at++] = '\n';
	fwrite(line, 1, at, to);
}

void dump_bytes(struct dump *d, const char *peer, char direction, unsigned long long at,
    const char *bytes, size_t n)
{
	double seconds = (double)(sys_clock_ms() - d->begin) / 1000;
	char name[4 * 256];

	if (d->failed)
		return;
	addr_escape(peer, strlen(peer), name, sizeof(name));
	/* A write that a signal has ended is one that failed: the loop is to see the signal. */
	for (size_t i = 0; i < n && !ferror(d->to); i += PER_LINE) {
		fprintf(d->to, "%10.3f %s %c %08llx ", seconds, name, direction, at + i);
		put_line(
		    d->to, (const unsigned char *)bytes + i, n - i < PER_LINE ? n - i : PER_LINE);
	}
	if (ferror(d->to) || fflush(d->to) != 0) {
		fail(d);
		clearerr(d->to);
	}
}

bool dump_close(struct dump *d)
{
	bool well;

	if (d == NULL)
		return true;
	if (d->to != stdout && fclose(d->to) != 0 && !d->failed)
		fail(d);
	well = !d->failed;
	free(d);
	return well;
}
