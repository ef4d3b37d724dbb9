/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The options of the command: whatever is written, it is understood or refused with one line; and
 * that line, as any text, is made safe to show. Input: a byte for the verb, then the arguments,
 * one a line.
 */
#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "addr/escape.h"
#include "check.h"
#include "cmd/options.h"
#include "cmd/say.h"

enum { MAX_ARGS = 32, MAX_TEXT = 512 };

static const struct {
	enum verb verb;
	const char *name;
} verbs[] = {
	{ VERB_LISTEN, "listen" },
	{ VERB_CONNECT, "connect" },
	{ VERB_DOCTOR, "doctor" },
	{ VERB_PROBE, "probe" },
	{ VERB_COMPLETION, "completion" },
};
enum { VERBS = sizeof(verbs) / sizeof(verbs[0]) };

static int said;

/* Bytes that are neither controls nor beyond what there is room for. */
static void check_safe(const char *text)
{
	static const size_t sizes[] = { 1, 2, 5, 4 * MAX_TEXT + 64 };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char *out = malloc(sizes[i]);
		size_t n = addr_escape(text, strlen(text), out, sizes[i]);

		CHECK(n < sizes[i] && strlen(out) == n);
		for (size_t j = 0; j < n; j++)
			CHECK((unsigned char)out[j] >= ' ' && out[j] != 0x7f);
		free(out);
	}
}

/* In place of the command's. */
void say(const char *format, ...)
{
	char line[4 * MAX_TEXT];
	va_list ap;

	va_start(ap, format);
	vsnprintf(line, sizeof(line), format, ap);
	va_end(ap);
	check_safe(line);
	said++;
}

void say_failure(const char *what, const char *where)
{
	ERR_clear_error();
	say("%s %s", what, where);
}

void say_errno(const char *what, int err)
{
	say("%s: %d", what, err);
}

/* What belongs to some verbs is there with them alone. */
static void check_verb(const struct settings *s, enum verb verb)
{
	CHECK((s->dial.address != NULL) == ((verb & (VERB_LISTEN | VERB_CONNECT)) != 0));
	CHECK((s->probe.n > 0) == (verb == VERB_PROBE));
	CHECK((s->shell != NULL) == (verb == VERB_COMPLETION));
	CHECK(s->serve.ready_file == NULL || verb == VERB_LISTEN);
	CHECK(s->serve.to == NULL || verb == VERB_LISTEN);
	CHECK(s->probe.command == NULL || verb == VERB_PROBE);
	CHECK(s->dial.bind == NULL || (verb & (VERB_CONNECT | VERB_PROBE)) != 0);
}

static void check_settings(const struct settings *s, enum verb verb)
{
	CHECK(s->verb == verb);
	if (s->help)
		return;
	check_verb(s, verb);
	CHECK(s->serve.count >= 0 && s->serve.count < LONG_MAX);
	CHECK(s->probe.count >= 1 && s->probe.interval_ms >= 0);
	CHECK(s->relay.idle_ms >= -1 && s->dial.timeout_ms >= -1 && s->probe.wait_ms >= -1);
	CHECK(s->serve.count == 0 || s->serve.work != WORK_JOIN || s->serve.keep);
	CHECK((s->serve.work == WORK_FORWARD) == (s->serve.to != NULL));
	CHECK(s->serve.work != WORK_EXEC || s->serve.program[0] != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[MAX_TEXT + 1] = "", *args[MAX_ARGS + 2];
	struct settings settings;
	size_t verb = size > 0 ? data[0] % VERBS : 0;
	int n = 0, status;

	if (size > 1 && size <= MAX_TEXT)
		memcpy(text, data + 1, size - 1);
	check_safe(text);
	args[n++] = (char *)verbs[verb].name;
	for (char *arg = strtok(text, "\n"); arg != NULL && n <= MAX_ARGS; arg = strtok(NULL, "\n"))
		args[n++] = arg;
	args[n] = NULL;
	said = 0;
	optind = 0; /* glibc: from the start */
	status = options_read(verbs[verb].verb, n, args, &settings);
	CHECK(status == STATUS_OK || status == STATUS_USAGE);
	CHECK(said == (status == STATUS_USAGE));
	if (status == STATUS_OK)
		check_settings(&settings, verbs[verb].verb);
	return 0;
}
