/* SPDX-License-Identifier: Apache-2.0 */
/* What a dial tells, as lines: with -v each at once, else those of failures, if nothing comes. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "cmd/dialling.h"
#include "cmd/say.h"

enum { MILLI = 1000 };

/* Nobody listens yet, a route or a name is not there yet, an answer is lost. */
static bool may_pass(int err)
{
	static const int passing[] = { ECONNREFUSED, ETIMEDOUT, ENETUNREACH, EHOSTUNREACH, ENETDOWN,
		ECONNRESET, ECONNABORTED, ENOENT, EAGAIN };

	for (size_t i = 0; i < sizeof(passing) / sizeof(passing[0]); i++) {
		if (err == passing[i])
			return true;
	}
	return false;
}

void dialling_add_line(struct dialling *d, char *line)
{
	char **why =
	    d->settings->output.verbose ? NULL : realloc(d->why, (d->n_why + 1) * sizeof(char *));

	d->has_line = true;
	if (why != NULL) {
		d->why = why;
		d->why[d->n_why++] = line;
		return;
	}
	say("%s", line != NULL ? line : error_text(ENOMEM));
	free(line);
}

void dialling_say_lines(struct dialling *d, bool quietly)
{
	for (size_t i = 0; i < d->n_why; i++) {
		if (!quietly)
			say("%s", d->why[i] != NULL ? d->why[i] : error_text(ENOMEM));
		free(d->why[i]);
	}
	free(d->why);
	d->why = NULL;
	d->n_why = 0;
}

void dialling_add_failure(struct dialling *d, const char *where, const char *why, int64_t ms)
{
	char line[ADDRESS_TEXT + 256];
	int n = snprintf(line, sizeof(line), "connect %s: %s", where, why);

	if (d->settings->output.verbose && ms >= 0 && n > 0 && (size_t)n < sizeof(line))
		snprintf(line + n, sizeof(line) - (size_t)n, " (%lld ms)", (long long)ms);
	dialling_add_line(d, strdup(line));
}

/* The address of the event, which begins if it is new; NULL for want of memory. */
static struct dialled *dialled_of(struct dialling *d, const biosock_dial_event *event)
{
	size_t i = (size_t)event->n;
	struct dialled *list;

	if (i >= d->n_tried) {
		list = realloc(d->tried, (i + 1) * sizeof(*list));
		if (list == NULL)
			return NULL;
		memset(list + d->n_tried, 0, (i + 1 - d->n_tried) * sizeof(*list));
		d->tried = list;
		d->n_tried = i + 1;
	}
	return &d->tried[i];
}

static void note_answer(struct dialling *d, const biosock_dial_event *event)
{
	char text[ADDRESS_TEXT];

	if (!d->settings->output.verbose)
		return;
	if (event->peer != NULL) {
		address_text(event->peer, text);
		say("%s is %s", d->settings->dial.address, text);
		d->answers++;
		return;
	}
	say("lookup: %lld ms%s%s", (long long)(event->at_us / MILLI),
	    event->family == AF_INET6  ? ", IPv6"
	    : event->family == AF_INET ? ", IPv4"
	                               : "",
	    d->answers == 0 ? ", no address" : "");
	d->answers = 0;
}

static void note_try(struct dialling *d, const biosock_dial_event *event)
{
	struct dialled *one = dialled_of(d, event);

	if (one == NULL)
		return;
	address_text(event->peer, one->text);
	one->begin_us = event->at_us;
	one->is_open = true;
	if (d->settings->output.verbose)
		say("connecting to %s", one->text);
}

static void note_end(struct dialling *d, const biosock_dial_event *event)
{
	struct dialled *one = dialled_of(d, event);
	int64_t ms;

	if (one == NULL || !one->is_open)
		return;
	one->is_open = false;
	ms = (event->at_us - one->begin_us) / MILLI;
	if (event->what == BIOSOCK_DIAL_FAILED) {
		d->may_pass = d->may_pass || may_pass(event->err);
		one->is_untold = d->uses_fastopen;
		if (!one->is_untold)
			dialling_add_failure(d, one->text, error_text(event->err), ms);
	} else if (event->what == BIOSOCK_DIAL_CONNECTED) {
		d->is_connected = true;
	} else if (!d->is_connected) {
		one->is_open = true; /* the dial is over without it */
	} else if (d->settings->output.verbose) {
		say("connect %s: another was faster (%lld ms)", one->text, (long long)ms);
	}
}

static void note_no_fastopen(struct dialling *d)
{
	d->uses_fastopen = false;
	if (d->settings->output.verbose)
		say("no Fast Open: there may be several addresses");
}

void dialling_note(void *arg, const biosock_dial_event *event)
{
	struct dialling *d = arg;

	if (event->what == BIOSOCK_DIAL_ANSWER)
		note_answer(d, event);
	else if (event->what == BIOSOCK_DIAL_TRY)
		note_try(d, event);
	else if (event->n >= 0)
		note_end(d, event);
	else if (event->what == BIOSOCK_DIAL_LOOKUP_WAITS && d->settings->output.verbose)
		say("lookup: waits for others");
	else if (event->what == BIOSOCK_DIAL_NO_FASTOPEN)
		note_no_fastopen(d);
}

void dialling_add_silence(struct dialling *d)
{
	char why[64];
	bool tried = false;

	d->may_pass = true;
	snprintf(why, sizeof(why), "no answer within %g s", d->settings->dial.timeout_ms / 1000.0);
	for (size_t i = 0; i < d->n_tried; i++) {
		tried = tried || d->tried[i].text[0] != '\0';
		if (d->tried[i].is_open)
			dialling_add_failure(d, d->tried[i].text, why, -1);
	}
	if (!tried)
		dialling_add_failure(d, d->settings->dial.address, why, -1);
}

void dialling_add_cause(struct dialling *d, int err)
{
	bool is_lookup = d->to.service != NULL && d->n_tried == 0 && err != ENOMEM;

	for (size_t i = 0; i < d->n_tried; i++) {
		if (d->tried[i].is_untold)
			dialling_add_line(d, failure_line("connect", d->tried[i].text));
	}
	if (d->has_line)
		return;
	d->may_pass = may_pass(err);
	dialling_add_line(
	    d, failure_line(is_lookup ? "lookup" : "connect", d->settings->dial.address));
}
