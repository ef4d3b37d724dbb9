/* SPDX-License-Identifier: Apache-2.0 */
/* biosock probe: whether, how and how fast each address of a name can be reached. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/probe_output.h"
#include "cmd/probing.h"
#include "cmd/say.h"
#include "cmd/sys/become.h"
#include "cmd/sys/stop.h"
#include "cmd/sys/terminal.h"
#include "cmd/verbs.h"
#include "sys/clock.h"

enum { FD_ERROR = 2, NOT_FOUND = 127, NOT_STARTED = 126, TELL_US = 100 * 1000, MILLION = 1000000 };

/* What a wait is for: the first that is not open yet. */
static void tell_wait(const struct probing *p, int64_t now)
{
	const struct trial *newest = p->newest;
	const struct target *t = p->targets->list;
	size_t i = 0;

	while (i + 1 < p->targets->n && t[i].unopened == 0)
		i++;
	say_progress("waiting for %s: %.0f s left%s%s", t[i].text,
	    now < p->end_us ? (double)(p->end_us - now) / MILLION : 0, newest != NULL ? "; " : "",
	    newest != NULL ? error_text(newest->err) : "");
}

static void tell_count(const struct probing *p)
{
	const struct trial *newest = p->newest;
	char text[ADDRESS_TEXT];

	if (newest == NULL)
		return;
	if (newest->outcome == OUTCOME_OPEN)
		say_progress("%ld of %ld: %s %.2f ms", newest->round, p->settings->probe.count,
		    trial_text(newest, text), (double)(newest->end_us - newest->start_us) / 1000);
	else
		say_progress("%ld of %ld: %s %s", newest->round, p->settings->probe.count,
		    trial_text(newest, text), error_text(newest->err));
}

/* Not more often than one can read, on a terminal. */
static void tell(const struct probing *p)
{
	static int64_t told;
	int64_t now = sys_clock_us();

	if (now - told < TELL_US)
		return;
	told = now;
	if (probing_waits(p))
		tell_wait(p, now);
	else if (p->settings->probe.count > 1)
		tell_count(p);
	else if (now - p->begin_us > MILLION)
		say_progress(
		    "%ld connects have ended, %ld are under way", (long)p->ended, (long)p->running);
}

static void say_not_open(const struct targets *targets)
{
	for (size_t i = 0; i < targets->n; i++) {
		const struct target *t = &targets->list[i];
		const char *why = t->lookup != OUTCOME_OPEN ? t->why : "";

		for (const struct candidate *c = t->candidates; c != NULL && why[0] == '\0';
		     c = c->next) {
			if (c->trials[0].err != 0)
				why = error_text(c->trials[0].err);
		}
		if (t->unopened > 0)
			say("probe %s: not open in time%s%s", t->text, why[0] != '\0' ? ": " : "",
			    why);
	}
}

/* False: something could not be written. */
static bool show(const struct probing *p)
{
	const struct settings *settings = p->settings;
	bool several = settings->probe.count > 1, ok = true;

	if (settings->probe.plot != NULL && plot_is_output(settings->probe.plot))
		return plot_write(p->targets, several, settings->probe.plot);
	if (settings->output.json)
		objects_print(p->targets);
	else if (settings->probe.command == NULL)
		ok = several ? numbers_print(p->targets) : timeline_print(p->targets);
	if (!ok)
		say_errno("probe", ENOMEM);
	if (settings->probe.plot != NULL)
		ok = plot_write(p->targets, several, settings->probe.plot) && ok;
	return ok;
}

/* What a shell says of a program that it cannot start. */
static int become(char *const *command)
{
	int status = sys_become(command);

	if (status != -1)
		return status;
	status = errno == ENOENT || errno == ENOTDIR ? NOT_FOUND : NOT_STARTED;
	say("exec %s: %s", command[0], error_text(errno));
	return status;
}

static int conclude(struct probing *p)
{
	const struct settings *settings = p->settings;
	enum outcome outcome = targets_outcome(p->targets, settings->probe.all);
	int status = outcome_status(outcome);

	if (probing_waits(p) && outcome != OUTCOME_OPEN) {
		say_not_open(p->targets);
		status = STATUS_TIME;
	} else if (probing_waits(p) && settings->output.verbose) {
		say("open after %.0f ms", (double)(sys_clock_us() - p->begin_us) / 1000);
	}
	sys_stop_unwatch(); /* output that nobody reads is waited for without looking at requests */
	if (!show(p))
		return STATUS_FAILED;
	fflush(stdout);
	sys_stop_obey();
	if (status != STATUS_OK || settings->probe.command == NULL)
		return status;
	return become(settings->probe.command);
}

static int probe(const struct settings *settings, struct targets *targets, struct endpoints *from)
{
	struct probing p = { .settings = settings, .targets = targets };

	if (settings->dial.bind != NULL &&
	    endpoints_find(from, settings->dial.bind, settings) != STATUS_OK)
		return STATUS_FAILED;
	for (size_t i = 0; i < from->n; i++) {
		if (from->list[i].family == AF_INET6 && p.local6 == NULL)
			p.local6 = from->list[i].addr;
		else if (from->list[i].family == AF_INET && p.local4 == NULL)
			p.local4 = from->list[i].addr;
	}
	if (!settings->output.json && sys_is_terminal(FD_ERROR))
		p.tell = tell;
	if (!probing_run(&p))
		return STATUS_FAILED;
	say_progress_blank();
	return conclude(&p);
}

int probe_run(const struct settings *settings)
{
	struct endpoints from = { NULL, 0 };
	struct targets targets;
	int status;

	sys_stop_at_once();
	status = targets_read(&targets, settings);
	if (status != STATUS_OK)
		return status;
	status = probe(settings, &targets, &from);
	endpoints_fini(&from);
	targets_fini(&targets);
	sys_stop_obey();
	return status;
}
