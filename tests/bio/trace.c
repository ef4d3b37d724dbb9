/* SPDX-License-Identifier: Apache-2.0 */
/* Scenes written down and compared. */
#include "bio/trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/contract.h"

enum { EVENTS = 4000, LINE = 6000, STEPS = 64 };

static char events[EVENTS];
static size_t events_len;
static char lines[STEPS][LINE];
static size_t n_lines;
static const char *scene_now, *file_now;

static void add_event(const char *text)
{
	int n = snprintf(
	    events + events_len, EVENTS - events_len, "%s%s", events_len > 0 ? " " : "", text);

	if (n > 0 && events_len + (size_t)n < EVENTS)
		events_len += (size_t)n;
}

/* State 4 is told the new descriptor, whose number is no matter. */
int trace_info(BIO *b, int state, int ret)
{
	char text[40];

	(void)b;
	if (state == 4 && ret > 1)
		snprintf(text, sizeof(text), "state4:fd");
	else
		snprintf(text, sizeof(text), "state%d:%d", state, ret);
	add_event(text);
	return ret;
}

static const char *operation(int oper)
{
	static const char *const names[] = { "?", "free", "read", "write", "puts", "gets", "ctrl" };
	int plain = oper & ~BIO_CB_RETURN;

	return plain < 7 ? names[plain] : "?";
}

/*
 * A control's result may be a descriptor. libcrypto's own questions about kernel TLS depend on how
 * it was built.
 */
long trace_callback(
    BIO *b, int oper, const char *argp, size_t len, int argi, long argl, int ret, size_t *processed)
{
	bool after = (oper & BIO_CB_RETURN) != 0;
	bool control = (oper & ~BIO_CB_RETURN) == BIO_CB_CTRL;
	char text[120];

	(void)argp;
	(void)argl;
	if (control && (argi == 73 || argi == 76 || argi == BIO_C_GET_FD))
		return ret;
	if (control)
		snprintf(text, sizeof(text), "%s.ctrl%d%s%d", BIO_method_name(b), argi,
		    after ? "=" : "?", ret);
	else
		snprintf(text, sizeof(text), "%s.%s(%zu)%s%d/%d", BIO_method_name(b),
		    operation(oper), len, after ? "=" : "?", ret,
		    after && processed != NULL ? (int)*processed : 0);
	add_event(text);
	return ret;
}

void trace_begin(const char *file, const char *scene)
{
	file_now = file;
	scene_now = scene;
	n_lines = 0;
	events[0] = '\0';
	events_len = 0;
}

/* Ports differ from run to run. */
static void hide_ports(char *text)
{
	char *at = text;

	while ((at = strstr(at, ", ")) != NULL) {
		size_t digits = strspn(at + 2, "0123456789");

		if (digits >= 4 && at[2 + digits] == ')')
			memmove(at + 2 + 4, at + 2 + digits, strlen(at + 2 + digits) + 1),
			    memcpy(at + 2, "PORT", 4);
		at += 2;
	}
}

void trace_step(const char *step, BIO *b, long ret)
{
	char *line = lines[n_lines < STEPS ? n_lines : STEPS - 1];
	int retry = BIO_get_retry_flags(b);
	int reason = retry != 0 ? BIO_get_retry_reason(b) : 0;
	char happened[EVENTS];

	snprintf(happened, sizeof(happened), "%s", events_len > 0 ? events : "-");
	events[0] = '\0';
	events_len = 0;
	snprintf(line, LINE, "%s\t%s\t%ld\t%x/%d\t%s\t%s", scene_now, step, ret, (unsigned)retry,
	    reason, happened, contract_errors());
	hide_ports(line);
	n_lines++;
}

static void record(void)
{
	const char *to = getenv("BIOSOCK_TRACE_RECORD");
	FILE *f = to != NULL ? fopen(to, "a") : NULL;

	for (size_t i = 0; f != NULL && i < n_lines; i++)
		fprintf(f, "%s\t%s\n", contract_is_oracle() ? "-" : "D", lines[i]);
	if (f != NULL)
		fclose(f);
}

static bool is_ours(const char *row)
{
	bool theirs = strncmp(row, "openssl\t", 8) == 0;
	bool both = row[0] == '-';

	return both || theirs == contract_is_oracle();
}

/*
 * The next row of this scene that is for this library; the part behind the first column, or NULL.
 */
static const char *next_row(FILE *f, char *row, size_t size)
{
	size_t n = strlen(scene_now);

	while (fgets(row, (int)size, f) != NULL) {
		const char *rest = strchr(row, '\t');

		row[strcspn(row, "\n")] = '\0';
		if (rest != NULL && strncmp(rest + 1, scene_now, n) == 0 && rest[1 + n] == '\t' &&
		    is_ours(row))
			return rest + 1;
	}
	return NULL;
}

void trace_end(void)
{
	char path[500], row[LINE];
	FILE *f;

	record();
	snprintf(path, sizeof(path), "%s/%s", BIOSOCK_TEST_DATA, file_now);
	f = fopen(path, "r");
	CHECK(f != NULL);
	for (size_t i = 0; f != NULL && i < n_lines; i++)
		CHECK_STR(lines[i], next_row(f, row, sizeof(row)));
	if (f != NULL) {
		CHECK_STR(next_row(f, row, sizeof(row)), NULL);
		fclose(f);
	}
}
