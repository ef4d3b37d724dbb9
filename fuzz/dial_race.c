/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any calls of the race, at any times and in any order, sensible or not: it starts only what was
 * not started or waits for room, never two within 10 ms unless something failed, names one winner,
 * ends once, and never waits for nothing. Input: settings, then calls of four bytes each: what,
 * about whom, and how much later.
 */
#include <errno.h>
#include <string.h>

#include "check.h"
#include "dial/race.h"

struct seen {
	struct dial_race race;
	struct dial_race_settings set;
	int64_t now, last_start;
	bool made_way; /* something ended since the last start */
	bool won, over, starved;
	size_t winner, tries;
	enum dial_why why;
};

static int64_t take_time(struct input *input)
{
	uint16_t time;

	take(input, &time, sizeof(time));
	return time == UINT16_MAX ? DIAL_NEVER : (int64_t)time * 10;
}

/* What is counted is what there is. */
static void check_counts(const struct dial_race *race)
{
	size_t running = 0, paused = 0, failures = 0, untried[DIAL_FAMILIES] = { 0 };

	for (size_t i = 0; i < race->n; i++) {
		running += race->runners[i].state == DIAL_RUNNING;
		paused += race->runners[i].state == DIAL_PAUSED;
		failures += race->runners[i].nth != 0;
		untried[race->runners[i].family] += race->runners[i].state == DIAL_UNTRIED;
	}
	CHECK(running == race->running && paused == race->paused);
	CHECK(failures == race->failures);
	CHECK(memcmp(untried, race->untried, sizeof(untried)) == 0);
}

static void check_start(struct seen *s, const struct dial_runner *before, size_t i)
{
	CHECK(i < s->race.n && s->race.runners[i].state == DIAL_RUNNING);
	CHECK(s->now <= s->set.deadline && !s->won);
	CHECK(before->state == DIAL_UNTRIED || before->state == DIAL_PAUSED);
	if (before->state == DIAL_PAUSED) {
		CHECK(before->again <= s->now);
		return;
	}
	CHECK(!s->starved && (s->set.max_tries == 0 || s->tries < s->set.max_tries));
	CHECK(s->tries == 0 || s->made_way || s->now - s->last_start >= DIAL_ATTEMPT_LEAST);
	s->tries++;
	s->made_way = false;
	s->last_start = s->now;
}

static void check_wait(const struct seen *s, int64_t until)
{
	CHECK(until > s->now || until == s->set.deadline);
	CHECK(until <= s->set.deadline);
	CHECK(until != DIAL_NEVER || s->race.running > 0 || s->race.set.awaited != 0 ||
	      s->now > DIAL_NEVER - DIAL_ATTEMPT_MOST);
}

static void check_winner(struct seen *s, size_t i)
{
	CHECK(i < s->race.n && s->race.runners[i].state == DIAL_WON);
	CHECK(s->won && s->winner == i);
}

static void ask(struct seen *s)
{
	static struct dial_runner before[DIAL_ADDRESSES_MOST];
	struct dial_order order;

	if (s->race.n > 0)
		memcpy(before, s->race.runners, s->race.n * sizeof(before[0]));
	order = dial_race_next(&s->race, s->now);
	CHECK(!s->over || (order.what == DIAL_OVER && order.why == s->why));
	if (order.what == DIAL_START)
		check_start(s, &before[order.i], order.i);
	else if (order.what == DIAL_WAIT)
		check_wait(s, order.until);
	else if (order.what == DIAL_WON_BY)
		check_winner(s, order.i);
	s->over = order.what == DIAL_OVER;
	s->why = order.why;
}

static void add(struct seen *s, size_t i)
{
	size_t n = s->race.n;
	bool added = dial_race_add(&s->race, (enum dial_family)(i % DIAL_FAMILIES), s->now);

	CHECK(!s->over || !added);
	CHECK(s->race.n == n + (added ? 1 : 0));
}

static void connect_one(struct seen *s, size_t i)
{
	bool won = dial_race_connected(&s->race, i, s->now);

	CHECK(!won || (!s->won && !s->over));
	if (won)
		s->winner = i;
	s->won |= won;
}

static void fail(struct seen *s, size_t i, uint8_t what)
{
	static const int errors[] = { ECONNREFUSED, ETIMEDOUT, EMFILE, ENFILE, ENOBUFS, EPERM };
	size_t failures = s->race.failures;
	int err = errors[what % 6];

	dial_race_failed(&s->race, i, err, s->now);
	if (s->race.failures == failures)
		return;
	s->made_way = true;
	s->starved |= err == EMFILE || err == ENFILE || err == ENOBUFS;
}

static void leave_out(struct seen *s, size_t i)
{
	bool runs = !s->over && i < s->race.n && s->race.runners[i].state == DIAL_RUNNING;

	dial_race_skipped(&s->race, i, s->now);
	s->made_way |= runs;
	s->tries -= runs ? 1 : 0;
}

static void reject(struct seen *s)
{
	bool rejected = dial_race_reject(&s->race, EPROTO, s->now);

	CHECK(rejected == (s->won && !s->over));
	s->made_way |= rejected;
	if (rejected)
		s->won = false;
}

static void call(struct seen *s, uint8_t what, size_t i)
{
	size_t v6, v4;

	switch (what % 12) {
	case 0:
		add(s, i);
		break;
	case 1:
		dial_race_no_more(&s->race, (enum dial_family)(i % DIAL_FAMILIES));
		break;
	case 2:
		dial_race_prefer(&s->race, (enum dial_family)(i % DIAL_FAMILIES));
		break;
	case 3:
		dial_race_flying(&s->race, i);
		break;
	case 4:
		fail(s, i, what / 12);
		break;
	case 5:
		dial_race_full(&s->race, i, s->now);
		s->made_way = true;
		break;
	case 6:
		leave_out(s, i);
		break;
	case 7:
		connect_one(s, i);
		break;
	case 8:
		reject(s);
		break;
	case 9:
		if (i == 0xff)
			dial_race_end(&s->race);
		break;
	case 10:
		if (dial_race_heads(&s->race, &v6, &v4))
			CHECK(s->race.runners[v6].family == DIAL_V6 &&
			      s->race.runners[v4].family == DIAL_V4);
		break;
	default:
		break;
	}
}

static void check_told(const struct dial_race *race)
{
	size_t told[7], n = dial_race_told(race, told, 7), cause = dial_race_cause(race);

	CHECK(n == (race->failures < 7 ? race->failures : 7));
	CHECK((cause == SIZE_MAX) == (n == 0));
	CHECK(n == 0 || told[n - 1] == cause);
	for (size_t k = 0; k < n; k++)
		CHECK(told[k] < race->n && race->runners[told[k]].nth != 0);
	for (size_t k = 1; k + 1 < n; k++)
		CHECK(race->runners[told[k - 1]].nth < race->runners[told[k]].nth);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	struct seen s = { .now = 0 };

	s.set.attempt = take_time(&input);
	s.set.resolution = take_time(&input);
	s.set.deadline = take_time(&input);
	s.set.first_count = take_byte(&input) % 4;
	s.set.max_tries = take_byte(&input) % 8;
	s.set.awaited = take_byte(&input) % 8;
	dial_race_init(&s.race, &s.set);
	while (input.size > 0) {
		uint8_t what = take_byte(&input), i = take_byte(&input);
		int64_t later = take_time(&input);

		s.now = later == DIAL_NEVER ? s.now : s.now + later;
		call(&s, what, i);
		ask(&s);
		check_counts(&s.race);
	}
	check_told(&s.race);
	dial_race_fini(&s.race);
	return 0;
}
