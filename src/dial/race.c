/* SPDX-License-Identifier: Apache-2.0 */
/* The race of connects (RFC 8305), and what it says when it was lost. */
#include "dial/race.h"

#include <errno.h>
#include <string.h>

#include <openssl/crypto.h>

#define NONE SIZE_MAX

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* A span beyond the end of time ends there. */
static int64_t after(int64_t moment, int64_t span)
{
	return moment > DIAL_NEVER - span ? DIAL_NEVER : moment + span;
}

void dial_race_init(struct dial_race *race, const struct dial_race_settings *settings)
{
	*race = (struct dial_race){ .set = *settings, .winner = NONE };
	race->set.attempt = most(DIAL_ATTEMPT_LEAST, least(race->set.attempt, DIAL_ATTEMPT_MOST));
	race->due = INT64_MIN;
	race->gate = INT64_MIN;
}

void dial_race_fini(struct dial_race *race)
{
	OPENSSL_free(race->runners);
	race->runners = NULL;
}

static bool make_room(struct dial_race *race)
{
	size_t room = race->room == 0 ? 8 : 2 * race->room;
	struct dial_runner *grown = NULL;

	if (race->n < race->room)
		return true;
	if (room <= DIAL_ADDRESSES_MOST)
		grown = OPENSSL_realloc(race->runners, room * sizeof(*grown));
	if (grown == NULL) {
		errno = ENOMEM;
		return false;
	}
	race->runners = grown;
	race->room = room;
	return true;
}

bool dial_race_add(struct dial_race *race, enum dial_family family, int64_t now)
{
	if (race->over || !make_room(race))
		return false;
	if (family == DIAL_V4 && race->gate == INT64_MIN)
		race->gate = after(now, race->set.resolution);
	race->runners[race->n++] = (struct dial_runner){ .family = family };
	race->untried[family]++;
	return true;
}

void dial_race_no_more(struct dial_race *race, enum dial_family family)
{
	race->set.awaited &= ~(1u << family);
}

void dial_race_prefer(struct dial_race *race, enum dial_family family)
{
	if (!race->turns.any)
		race->preferred = family;
}

/* The first untried of a family that has one. */
static size_t head(const struct dial_race *race, enum dial_family family)
{
	size_t i = race->next[family];

	while (race->runners[i].family != family || race->runners[i].state != DIAL_UNTRIED)
		i++;
	return i;
}

bool dial_race_heads(const struct dial_race *race, size_t *out_v6, size_t *out_v4)
{
	if (race->turns.any || race->untried[DIAL_V6] == 0 || race->untried[DIAL_V4] == 0)
		return false;
	*out_v6 = head(race, DIAL_V6);
	*out_v4 = head(race, DIAL_V4);
	return true;
}

/* RFC 8305, 4: so many of the first family, then by turns. */
static enum dial_family turn(const struct dial_race *race)
{
	if (!race->turns.any || race->turns.run < race->set.first_count)
		return race->preferred;
	return (race->turns.last + 1) % DIAL_FAMILIES;
}

/* The untried one whose turn it is, if more may be started at all. */
static size_t choose(const struct dial_race *race)
{
	enum dial_family first = turn(race);

	if (race->starved || (race->set.max_tries != 0 && race->tries >= race->set.max_tries))
		return NONE;
	for (int i = 0; i < DIAL_FAMILIES; i++) {
		enum dial_family family = (first + (enum dial_family)i) % DIAL_FAMILIES;

		if (race->untried[family] > 0)
			return head(race, family);
	}
	return NONE;
}

/* RFC 8305, 3: IPv4 that came first waits a little for the answer for IPv6. */
static bool waits_for_v6(const struct dial_race *race, size_t i)
{
	return race->runners[i].family == DIAL_V4 && race->preferred == DIAL_V6 &&
	       !race->turns.any && (race->set.awaited & 1u << DIAL_V6) != 0;
}

static int64_t start_of(const struct dial_race *race, size_t i)
{
	return waits_for_v6(race, i) ? most(race->due, race->gate) : race->due;
}

static void take_turn(struct dial_race *race, size_t i)
{
	enum dial_family family = race->runners[i].family;
	struct dial_turns *turns = &race->turns;

	race->turns_before = *turns;
	turns->run = family == race->preferred && turns->run < NONE ? turns->run + 1 : NONE;
	turns->any = true;
	turns->last = family;
	race->untried[family]--;
	race->next[family] = i + 1;
	race->tries++;
	race->newest = i;
}

static struct dial_order start(struct dial_race *race, size_t i, int64_t now)
{
	struct dial_runner *runner = &race->runners[i];

	if (runner->state == DIAL_PAUSED) {
		race->paused--;
	} else {
		take_turn(race, i);
		race->due = after(now, race->set.attempt);
	}
	race->running++;
	runner->state = DIAL_RUNNING;
	runner->start = now;
	return (struct dial_order){ .what = DIAL_START, .i = i };
}

/* The paused one that is to be started again first. */
static size_t first_paused(const struct dial_race *race)
{
	size_t found = NONE;

	for (size_t i = 0; i < race->n && race->paused > 0; i++) {
		if (race->runners[i].state == DIAL_PAUSED &&
		    (found == NONE || race->runners[i].again < race->runners[found].again))
			found = i;
	}
	return found;
}

/* Whether an address that is still to come would be tried. */
static bool hopes(const struct dial_race *race)
{
	return race->set.awaited != 0 && !race->starved &&
	       (race->set.max_tries == 0 || race->tries < race->set.max_tries);
}

static struct dial_order finish(struct dial_race *race, enum dial_why why)
{
	race->over = true;
	race->why = why;
	return (struct dial_order){ .what = DIAL_OVER, .why = why };
}

static struct dial_order run(struct dial_race *race, int64_t now)
{
	size_t paused = first_paused(race), i = choose(race);
	int64_t until = race->set.deadline;

	if (paused != NONE && race->runners[paused].again <= now)
		return start(race, paused, now);
	if (i != NONE && start_of(race, i) <= now)
		return start(race, i, now);
	if (i == NONE && race->running == 0 && race->paused == 0 && !hopes(race))
		return finish(race, DIAL_ALL_FAILED);
	if (paused != NONE)
		until = least(until, race->runners[paused].again);
	if (i != NONE)
		until = least(until, start_of(race, i));
	return (struct dial_order){ .what = DIAL_WAIT, .until = until };
}

struct dial_order dial_race_next(struct dial_race *race, int64_t now)
{
	if (race->over)
		return (struct dial_order){ .what = DIAL_OVER, .why = race->why };
	if (race->winner != NONE)
		return (struct dial_order){ .what = DIAL_WON_BY, .i = race->winner };
	if (now > race->set.deadline)
		return finish(race, DIAL_OUT_OF_TIME);
	return run(race, now);
}

/* What is said of an attempt counts while it runs and the race does. */
static struct dial_runner *running(const struct dial_race *race, size_t i)
{
	bool counts = !race->over && i < race->n && race->runners[i].state == DIAL_RUNNING;

	return counts ? &race->runners[i] : NULL;
}

/* It runs no more, and makes way for the next, which need not wait for its time. */
static void leave(
    struct dial_race *race, struct dial_runner *runner, enum dial_state state, int64_t now)
{
	runner->state = state;
	runner->end = now;
	race->running--;
	race->due = least(race->due, now);
}

void dial_race_flying(struct dial_race *race, size_t i)
{
	struct dial_runner *runner = running(race, i);

	if (runner != NULL)
		runner->flew = true;
}

void dial_race_failed(struct dial_race *race, size_t i, int err, int64_t now)
{
	struct dial_runner *runner = running(race, i);

	if (runner == NULL)
		return;
	leave(race, runner, DIAL_FAILED, now);
	runner->err = err;
	runner->nth = ++race->failures;
	if (err == EMFILE || err == ENFILE || err == ENOBUFS)
		race->starved = true;
}

void dial_race_full(struct dial_race *race, size_t i, int64_t now)
{
	struct dial_runner *runner = running(race, i);

	if (runner == NULL)
		return;
	leave(race, runner, DIAL_PAUSED, now);
	runner->again = after(now, DIAL_ROOM_PAUSE);
	race->paused++;
}

void dial_race_skipped(struct dial_race *race, size_t i, int64_t now)
{
	struct dial_runner *runner = running(race, i);

	if (runner == NULL)
		return;
	leave(race, runner, DIAL_SKIPPED, now);
	race->tries--;
	if (i == race->newest)
		race->turns = race->turns_before;
}

bool dial_race_connected(struct dial_race *race, size_t i, int64_t now)
{
	struct dial_runner *runner = running(race, i);

	if (runner == NULL)
		return false;
	race->running--;
	runner->end = now;
	runner->state = race->winner == NONE ? DIAL_WON : DIAL_LOST;
	if (runner->state == DIAL_WON)
		race->winner = i;
	return runner->state == DIAL_WON;
}

bool dial_race_reject(struct dial_race *race, int err, int64_t now)
{
	struct dial_runner *runner;

	if (race->over || race->winner == NONE)
		return false;
	runner = &race->runners[race->winner];
	runner->state = DIAL_REJECTED;
	runner->err = err;
	runner->end = now;
	runner->nth = ++race->failures;
	race->winner = NONE;
	race->due = least(race->due, now);
	return true;
}

void dial_race_end(struct dial_race *race)
{
	if (!race->over)
		finish(race, DIAL_ENDED);
}

/* How much an error says of why nobody could be reached; the least number says most. */
static int weight(const struct dial_runner *runner)
{
	if (runner->state == DIAL_REJECTED || runner->err == ECONNREFUSED ||
	    runner->err == ECONNRESET)
		return 0; /* the other end was there */
	if (runner->err == ETIMEDOUT)
		return 2;
	return runner->flew ? 1 : 3; /* somebody on the way said so; this machine did */
}

/* Of two that failed, whether the first is to be told of behind the second. */
static bool says_more(const struct dial_runner *runner, const struct dial_runner *other)
{
	int a = weight(runner), b = weight(other);

	return a < b || (a == b && runner->nth > other->nth);
}

size_t dial_race_cause(const struct dial_race *race)
{
	size_t cause = NONE;

	for (size_t i = 0; i < race->n; i++) {
		if (race->runners[i].nth != 0 &&
		    (cause == NONE || says_more(&race->runners[i], &race->runners[cause])))
			cause = i;
	}
	return cause;
}

/* The newest failure but the cause before the one that is the nth; NONE if there is none. */
static size_t failure_before(const struct dial_race *race, size_t nth, size_t cause)
{
	size_t found = NONE;

	for (size_t i = 0; i < race->n; i++) {
		size_t its = race->runners[i].nth;

		if (its != 0 && its < nth && i != cause &&
		    (found == NONE || its > race->runners[found].nth))
			found = i;
	}
	return found;
}

size_t dial_race_told(const struct dial_race *race, size_t *out, size_t most_told)
{
	size_t cause = dial_race_cause(race), n = 0, nth = NONE;

	if (cause == NONE || most_told == 0)
		return 0;
	n = race->failures < most_told ? race->failures : most_told;
	out[n - 1] = cause;
	for (size_t at = n - 1; at > 0; at--) {
		out[at - 1] = failure_before(race, nth, cause);
		nth = race->runners[out[at - 1]].nth;
	}
	return n;
}
