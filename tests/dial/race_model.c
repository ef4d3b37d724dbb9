/* SPDX-License-Identifier: Apache-2.0 */
/* The race as a diary: nothing is remembered but what happened, in order. */
#include "dial/race_model.h"

#include <errno.h>
#include <string.h>

enum kind {
	CAME,
	NO_MORE,      /* `i` is the family */
	PREFERRED_V4, /* before the first start */
	STARTED,
	STARTED_AGAIN,
	FAILED,
	FAILED_IN_FLIGHT,
	SKIPPED,
	FULL,
	WON,
	LOST,
	REJECTED,
};

struct page {
	int at;
	enum kind kind;
	int i;
};

enum { PAGES = 256 };

struct diary {
	const struct scenario *s;
	int n;
	struct page pages[PAGES];
	struct outcome *out;
	bool over;
	int attempt; /* within its bounds */
};

static void note(struct diary *d, int at, enum kind kind, int i)
{
	d->pages[d->n++] = (struct page){ at, kind, i };
}

/* The newest page of this address but of the kind that does not change what it is. */
static const struct page *newest(const struct diary *d, int i)
{
	for (int p = d->n - 1; p >= 0; p--) {
		enum kind kind = d->pages[p].kind;

		if (kind != NO_MORE && kind != PREFERRED_V4 && d->pages[p].i == i)
			return &d->pages[p];
	}
	return NULL;
}

static bool is(const struct diary *d, int i, enum kind kind)
{
	const struct page *page = newest(d, i);

	return page != NULL && page->kind == kind;
}

static bool runs(const struct diary *d, int i)
{
	return is(d, i, STARTED) || is(d, i, STARTED_AGAIN);
}

static int winner(const struct diary *d)
{
	for (int i = 0; i < d->s->n; i++)
		if (is(d, i, WON))
			return i;
	return -1;
}

/* The addresses that had a turn, in order; what was skipped had none. */
static int turns(const struct diary *d, int out[SCENARIO_ADDRESSES])
{
	int n = 0;

	for (int p = 0; p < d->n; p++)
		if (d->pages[p].kind == STARTED && !is(d, d->pages[p].i, SKIPPED))
			out[n++] = d->pages[p].i;
	return n;
}

static bool is_awaited(const struct diary *d, enum dial_family family)
{
	for (int p = 0; p < d->n; p++)
		if (d->pages[p].kind == NO_MORE && d->pages[p].i == (int)family)
			return false;
	return (d->s->awaited >> family & 1) != 0;
}

static enum dial_family preferred(const struct diary *d)
{
	for (int p = 0; p < d->n; p++)
		if (d->pages[p].kind == PREFERRED_V4)
			return DIAL_V4;
	return DIAL_V6;
}

static enum dial_family whose_turn(const struct diary *d)
{
	static const enum dial_family next[] = {
		[DIAL_V6] = DIAL_V4, [DIAL_V4] = DIAL_OTHER, [DIAL_OTHER] = DIAL_V6
	};
	int had[SCENARIO_ADDRESSES], n = turns(d, had);
	bool only_preferred = true;

	for (int k = 0; k < n; k++)
		only_preferred &= d->s->address[had[k]].family == preferred(d);
	if (n == 0 || (only_preferred && n < d->s->first_count))
		return preferred(d);
	return next[d->s->address[had[n - 1]].family];
}

static bool may_start_more(const struct diary *d)
{
	int had[SCENARIO_ADDRESSES];

	for (int p = 0; p < d->n; p++) {
		int err = d->s->address[d->pages[p].i].err;

		if (d->pages[p].kind != FAILED && d->pages[p].kind != FAILED_IN_FLIGHT)
			continue;
		if (err == EMFILE || err == ENFILE || err == ENOBUFS)
			return false;
	}
	return d->s->max_tries == 0 || turns(d, had) < d->s->max_tries;
}

/* The next to start, -1 if there is none. */
static int candidate(const struct diary *d)
{
	static const enum dial_family order[DIAL_FAMILIES][DIAL_FAMILIES] = {
		[DIAL_V6] = { DIAL_V6, DIAL_V4, DIAL_OTHER },
		[DIAL_V4] = { DIAL_V4, DIAL_OTHER, DIAL_V6 },
		[DIAL_OTHER] = { DIAL_OTHER, DIAL_V6, DIAL_V4 },
	};
	enum dial_family turn = whose_turn(d);

	for (int k = 0; k < DIAL_FAMILIES && may_start_more(d); k++)
		for (int i = 0; i < d->s->n; i++)
			if (d->s->address[i].family == order[turn][k] && is(d, i, CAME))
				return i;
	return -1;
}

/* Whether the time has come for the candidate. */
static bool is_time(const struct diary *d, int i, int now)
{
	int had[SCENARIO_ADDRESSES], last = -1;

	for (int p = 0; p < d->n; p++) {
		enum kind kind = d->pages[p].kind;

		if (kind == STARTED)
			last = d->pages[p].at;
		else if (kind == FAILED || kind == FAILED_IN_FLIGHT || kind == SKIPPED ||
		         kind == FULL || kind == REJECTED)
			last = -1;
	}
	if (last != -1 && now - last < d->attempt)
		return false;
	if (turns(d, had) > 0 || d->s->address[i].family != DIAL_V4 || preferred(d) != DIAL_V6 ||
	    !is_awaited(d, DIAL_V6))
		return true;
	for (int k = 0; k < d->s->n; k++)
		if (d->s->address[k].family == DIAL_V4)
			return now >= d->s->address[k].comes + d->s->resolution;
	return true;
}

/* The one whose pause is over, and has been for the longest; -1 if none. */
static int whose_pause_is_over(const struct diary *d, int now)
{
	int found = -1;

	for (int i = 0; i < d->s->n; i++)
		if (is(d, i, FULL) && newest(d, i)->at + DIAL_ROOM_PAUSE / 1000 <= now &&
		    (found == -1 || newest(d, i)->at < newest(d, found)->at))
			found = i;
	return found;
}

static bool nothing_can_come(const struct diary *d)
{
	for (int i = 0; i < d->s->n; i++)
		if (runs(d, i) || is(d, i, FULL))
			return false;
	for (int f = 0; f < DIAL_FAMILIES; f++)
		if (is_awaited(d, (enum dial_family)f) && may_start_more(d))
			return false;
	return candidate(d) == -1;
}

static void say(struct diary *d, int at, enum dial_what what, size_t i)
{
	d->out->log[d->out->n++] = (struct entry){ at, what, i };
	d->over |= what == DIAL_OVER;
}

static int times(const struct diary *d, enum kind kind, int i)
{
	int n = 0;

	for (int p = 0; p < d->n; p++)
		n += d->pages[p].kind == kind && (d->pages[p].i == i || i == -1);
	return n;
}

static void connects(struct diary *d, int now, int i)
{
	note(d, now, winner(d) == -1 ? WON : LOST, i);
}

/* What happens to it in the moment of its start. */
static void at_once(struct diary *d, int now, int i)
{
	if (times(d, FULL, i) < d->s->address[i].full)
		note(d, now, FULL, i);
	else if (d->s->address[i].fate == FATE_IS_SKIPPED)
		note(d, now, SKIPPED, i);
	else if (d->s->address[i].after == 0 && d->s->address[i].fate == FATE_FAILS)
		note(d, now, FAILED, i);
	else if (d->s->address[i].after == 0 && d->s->address[i].fate == FATE_CONNECTS)
		connects(d, now, i);
}

static void start(struct diary *d, int now, int i, enum kind kind)
{
	say(d, now, DIAL_START, (size_t)i);
	note(d, now, kind, i);
	at_once(d, now, i);
}

/* One decision; false when there is nothing to do now. */
static bool decide(struct diary *d, int now)
{
	int i = whose_pause_is_over(d, now), next = candidate(d);

	if (winner(d) != -1) {
		if (times(d, WON, -1) > 0 && newest(d, winner(d))->at == now)
			say(d, now, DIAL_WON_BY, (size_t)winner(d));
		return false;
	}
	if (now > d->s->deadline)
		say(d, now, DIAL_OVER, DIAL_OUT_OF_TIME);
	else if (i != -1)
		start(d, now, i, STARTED_AGAIN);
	else if (next != -1 && is_time(d, next, now))
		start(d, now, next, STARTED);
	else if (nothing_can_come(d))
		say(d, now, DIAL_OVER, DIAL_ALL_FAILED);
	else
		return false;
	return !d->over;
}

static void answers_come(struct diary *d, int now)
{
	int had[SCENARIO_ADDRESSES];

	for (int i = 0; i < d->s->n; i++)
		if (d->s->address[i].comes == now)
			note(d, now, CAME, i);
	for (int f = 0; f < DIAL_FAMILIES; f++)
		if (d->s->no_more[f] == now)
			note(d, now, NO_MORE, f);
	if (d->s->prefers_v4 == now && turns(d, had) == 0)
		note(d, now, PREFERRED_V4, 0);
}

static void attempts_end(struct diary *d, int now)
{
	for (int i = 0; i < d->s->n; i++) {
		if (!runs(d, i) || newest(d, i)->at + d->s->address[i].after != now)
			continue;
		if (d->s->address[i].fate == FATE_FAILS)
			note(d, now, FAILED_IN_FLIGHT, i);
		else if (d->s->address[i].fate == FATE_CONNECTS)
			connects(d, now, i);
	}
}

static void caller_wishes(struct diary *d, int now)
{
	int won = winner(d), rejected = times(d, REJECTED, -1);

	if (won != -1 && rejected < SCENARIO_REJECTS &&
	    newest(d, won)->at + d->s->rejects[rejected] == now)
		note(d, now, REJECTED, won);
	if (d->s->ends == now)
		say(d, now, DIAL_OVER, DIAL_ENDED);
}

static bool is_failure(const struct page *page)
{
	return page->kind == FAILED || page->kind == FAILED_IN_FLIGHT || page->kind == REJECTED;
}

/* The table of rule 7, the most telling first. */
static int class_of(const struct diary *d, const struct page *page)
{
	int err = d->s->address[page->i].err;
	const bool classes[] = { page->kind == REJECTED || err == ECONNREFUSED || err == ECONNRESET,
		page->kind == FAILED_IN_FLIGHT && err != ETIMEDOUT, err == ETIMEDOUT, true };
	int class = 0;

	while (!classes[class])
		class ++;
	return class;
}

/* All failures in order, the most telling moved to the end; the last few of these. */
static void tell(struct diary *d)
{
	const struct page *list[SCENARIO_ADDRESSES], *moved;
	size_t n = 0, best = 0;

	for (int p = 0; p < d->n; p++)
		if (is_failure(&d->pages[p]))
			list[n++] = &d->pages[p];
	for (size_t k = 1; k < n; k++)
		if (class_of(d, list[k]) <= class_of(d, list[best]))
			best = k;
	if (n == 0)
		return;
	moved = list[best];
	memmove(&list[best], &list[best + 1], (n - 1 - best) * sizeof(list[0]));
	list[n - 1] = moved;
	d->out->n_told = n < SCENARIO_TOLD ? n : SCENARIO_TOLD;
	for (size_t k = 0; k < d->out->n_told; k++)
		d->out->told[k] = (size_t)list[n - d->out->n_told + k]->i;
}

void model_run(const struct scenario *scenario, struct outcome *out)
{
	struct diary d = { .s = scenario, .out = out, .attempt = scenario->attempt };

	d.attempt = d.attempt < 10 ? 10 : d.attempt > 2000 ? 2000 : d.attempt;
	memset(out, 0, sizeof(*out));
	for (int now = 0; now < SCENARIO_END && !d.over; now++) {
		answers_come(&d, now);
		attempts_end(&d, now);
		caller_wishes(&d, now);
		while (!d.over && decide(&d, now))
			;
	}
	tell(&d);
}
