/* SPDX-License-Identifier: Apache-2.0 */
/* Rounds of lookups and connects, of each target by itself, in one poll loop. */
#include "cmd/probing.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include <openssl/err.h>

#include "cmd/say.h"
#include "cmd/sys/stop.h"
#include "sys/clock.h"
#include "sys/readiness.h"

enum {
	MILLI = 1000,
	AGAIN_MS = 100,
	AGAIN_MOST_MS = 1000,
	DOUBLINGS = 4,
	LAST_MS = 100,
	TELL_MS = 250
};

bool probing_waits(const struct probing *p)
{
	return p->settings->probe.wait_ms >= 0;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t probing_end_us(const struct probing *p, const struct target *t)
{
	int64_t last_us = t->begin_us + (int64_t)LAST_MS * MILLI;

	return last_us > p->end_us ? last_us : p->end_us;
}

int probing_until(int64_t us)
{
	int64_t left = us - sys_clock_us();

	if (left <= 0)
		return 0;
	return left / MILLI >= INT_MAX ? INT_MAX : (int)((left + MILLI - 1) / MILLI);
}

/* Nothing more is to be done: the wait is over. */
static bool has_come(const struct probing *p)
{
	bool all = true;

	if (!probing_waits(p))
		return false;
	for (size_t i = 0; i < p->targets->n; i++) {
		const struct target *t = &p->targets->list[i];

		if (t->unopened < (size_t)t->ports && !p->settings->probe.all)
			return true;
		all = all && t->unopened == 0;
	}
	return all;
}

/*
 * When the next round of a target begins, whose newest has ended. A wait has its last one at its
 * end, for what has come since the one before.
 */
static int64_t next_round(const struct probing *p, const struct target *t)
{
	const struct probe_settings *settings = &p->settings->probe;
	int64_t again_us;

	if (!probing_waits(p))
		return t->round < settings->count
		           ? t->begin_us + (int64_t)settings->interval_ms * MILLI
		           : INT64_MAX;
	if (t->unopened == 0)
		return INT64_MAX;
	if (sys_clock_us() >= p->end_us)
		return INT64_MAX;
	again_us = t->round > DOUBLINGS ? AGAIN_MOST_MS : AGAIN_MS << (t->round - 1);
	again_us = sys_clock_us() + least(again_us, AGAIN_MOST_MS) * MILLI;
	return least(again_us, p->end_us);
}

void probing_end_job(struct probing_job *job)
{
	struct probing *p = job->of;
	struct target *t = job->target;

	biosock_dialer_free(job->dialer);
	ERR_clear_error();
	*job = (struct probing_job){ .sock = -1 };
	p->running--;
	t->running--;
	t->end_us = sys_clock_us() - t->begin_us;
	if (t->running == 0)
		t->next_us = next_round(p, t);
	if (p->tell != NULL)
		p->tell(p);
}

/* Of its port, in this round. */
static bool is_first(const struct trial *trial)
{
	for (const struct candidate *c = trial->of->of->candidates; c != NULL; c = c->next) {
		const struct trial *other = &c->trials[trial->port];

		if (other->first && other->round == trial->round)
			return false;
	}
	return true;
}

void probing_end_trial(struct probing_job *job, int err)
{
	struct trial *trial = job->trial;
	struct target *t = job->target;

	trial->end_us = sys_clock_us() - t->begin_us;
	trial->err = err;
	trial->outcome = outcome_of(err);
	trial->first = err == 0 && is_first(trial);
	if (probing_waits(job->of))
		trial->series.n = 0;
	series_add(
	    &trial->series, err == 0 ? (double)(trial->end_us - trial->start_us) / MILLI : -1);
	if (err == 0 && !t->open[trial->port]) {
		t->open[trial->port] = true;
		t->unopened--;
	}
	job->of->newest = trial;
	job->of->ended++;
	probing_end_job(job);
}

static bool queue_trial(struct probing *p, struct trial *trial)
{
	if (p->queue_n == p->queue_room) {
		size_t room = p->queue_room > 0 ? 2 * p->queue_room : PROBING_MOST;
		struct trial **queue = realloc(p->queue, room * sizeof(struct trial *));

		if (queue == NULL)
			return false;
		p->queue = queue;
		p->queue_room = room;
	}
	p->queue[p->queue_n++] = trial;
	return true;
}

void probing_queue(struct probing *p, struct candidate *c)
{
	struct target *t = c->of;

	for (int port = 0; port < t->ports; port++) {
		struct trial *trial = &c->trials[port];

		if (trial->round == t->round || (probing_waits(p) && t->open[port]))
			continue;
		free(trial->local);
		*trial = (struct trial){
			.of = c,
			.port = port,
			.round = t->round,
			.outcome = OUTCOME_NONE,
			.start_us = -1,
			.end_us = -1,
			.series = trial->series,
		};
		if (queue_trial(p, trial))
			t->running++;
		else
			trial->err = ENOMEM;
	}
}

static bool is_due(const struct target *t)
{
	return t->running == 0 && t->next_us <= sys_clock_us();
}

/* The next connect that is to begin, or a lookup; false if there is none. */
static bool take_next(struct probing *p, struct probing_job *job)
{
	if (p->queue_first < p->queue_n) {
		job->trial = p->queue[p->queue_first++];
		job->target = job->trial->of->of;
		if (p->queue_first == p->queue_n)
			p->queue_first = p->queue_n = 0;
		return true;
	}
	for (size_t i = 0; i < p->targets->n; i++) {
		if (!is_due(&p->targets->list[i]))
			continue;
		job->target = &p->targets->list[i];
		job->trial = NULL;
		return true;
	}
	return false;
}

static bool begin_next(struct probing *p)
{
	struct probing_job *job = p->jobs;

	while (job->of != NULL)
		job++;
	if (!take_next(p, job))
		return false;
	job->of = p;
	p->running++;
	if (job->trial != NULL)
		probing_begin_trial(job);
	else
		probing_begin_lookup(job);
	return true;
}

bool probing_put_back(struct probing_job *job, int err)
{
	struct probing *p = job->of;

	if ((err != EMFILE && err != ENFILE) || p->running < 2 || !queue_trial(p, job->trial))
		return false;
	p->most = p->running - 1;
	job->target->running++;
	probing_end_job(job);
	return true;
}

/* When the next round begins for which there is a job; for others a job that ends makes room. */
static int64_t next_begin(const struct probing *p)
{
	int64_t next = INT64_MAX;

	for (size_t i = 0; p->running < p->most && i < p->targets->n; i++) {
		if (p->targets->list[i].running == 0)
			next = least(next, p->targets->list[i].next_us);
	}
	return next;
}

/* What to wait for, and how long at most. */
static size_t list_polls(struct probing *p, struct pollfd *polls, int *out_ms)
{
	int64_t next = next_begin(p);
	size_t n = 1;

	polls[0] = (struct pollfd){ .events = POLLIN };
	polls[0].fd = (__typeof__(polls[0].fd))p->stop;
	*out_ms = next == INT64_MAX ? -1 : probing_until(next);
	for (struct probing_job *job = p->jobs; job < p->jobs + PROBING_MOST; job++) {
		if (job->of != NULL)
			n += probing_list_polls(job, polls + n, out_ms);
	}
	return n;
}

/* Waits once, and does what is due. False: there is nothing to wait for, or it is to end. */
static bool step(struct probing *p)
{
	struct pollfd polls[1 + PROBING_MOST * PROBING_POLLS];
	int ms, ready;
	size_t n = list_polls(p, polls, &ms);

	if (p->running == 0 && ms < 0)
		return false;
	if (p->tell != NULL && (ms < 0 || ms > TELL_MS))
		ms = TELL_MS;
	ready = sys_wait_any(polls, n, ms);
	if (ready == -1 && errno != EINTR) {
		say_errno("poll", errno);
		p->failed = true;
		return false;
	}
	if (ready > 0 && polls[0].revents != 0) {
		p->stopped = true;
		return false;
	}
	for (struct probing_job *job = p->jobs; job < p->jobs + PROBING_MOST; job++) {
		if (job->of != NULL)
			probing_step(job, ready > 0);
	}
	if (p->tell != NULL)
		p->tell(p);
	return true;
}

static bool init(struct probing *p)
{
	p->begin_us = sys_clock_us();
	p->end_us = probing_waits(p) ? p->begin_us + (int64_t)p->settings->probe.wait_ms * MILLI
	                             : INT64_MAX;
	p->most = PROBING_MOST;
	for (size_t i = 0; i < p->targets->n; i++)
		p->targets->list[i].next_us = p->begin_us;
	p->stop = sys_stop_watch();
	if (p->stop == -1)
		say_errno("watch for signals", errno);
	return p->stop != -1;
}

bool probing_run(struct probing *p)
{
	if (!init(p))
		return false;
	do {
		while (p->running < p->most && begin_next(p))
			;
	} while (!has_come(p) && step(p));
	for (struct probing_job *job = p->jobs; job < p->jobs + PROBING_MOST; job++) {
		if (job->of != NULL)
			probing_drop(job);
	}
	free(p->queue);
	return !p->failed;
}
