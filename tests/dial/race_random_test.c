/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 100,000 random scenarios, new ones each time: the race must do what the model does, and be asked
 * only when something happens or when it said. usage: dial_race_random_test [SEED [COUNT]]
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dial/race_model.h"

#ifndef SCENARIOS
#define SCENARIOS 100000
#endif

static uint64_t state;

/* splitmix64 (Steele, Lea and Flood, 2014): any seed is good. */
static int below(int n)
{
	uint64_t z = state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return (int)((z ^ z >> 31) % (uint64_t)n);
}

/* Round times, so that things happen at once. */
static int some_time(int most)
{
	return below(2) ? below(most) : 10 * below(1 + most / 10);
}

static int or_never(int chance, int time)
{
	return below(100) < chance ? time : SCENARIO_NEVER;
}

static void make_address(struct scenario *s, int i, int comes)
{
	static const int errors[] = { ECONNREFUSED, ECONNRESET, ENETUNREACH, ETIMEDOUT, EPERM,
		EHOSTUNREACH };
	static const int no_room[] = { EMFILE, ENFILE, ENOBUFS };

	s->address[i].family = below(8) == 0 ? DIAL_OTHER : below(2) ? DIAL_V6 : DIAL_V4;
	s->address[i].comes = comes;
	s->address[i].full = below(10) == 0 ? 1 + below(2) : 0;
	s->address[i].fate = below(10) < 6 ? FATE_FAILS : (enum fate)below(4);
	s->address[i].after = below(3) == 0 ? 0 : some_time(60);
	s->address[i].err = below(25) == 0 ? no_room[below(3)] : errors[below(6)];
	/* Who is left out is so before it is known that its listener is full. */
	if (s->address[i].fate == FATE_IS_SKIPPED)
		s->address[i].full = 0;
}

static void make_scenario(struct scenario *s, uint64_t seed)
{
	int comes = some_time(30);

	state = seed;
	memset(s, 0, sizeof(*s));
	s->attempt = below(20) == 0 ? 3000 : some_time(40);
	s->resolution = some_time(30);
	s->deadline = or_never(50, below(10) == 0 ? 0 : some_time(150));
	s->first_count = below(4);
	s->max_tries = below(3) == 0 ? 1 + below(4) : 0;
	s->awaited = below(4) == 0 ? (unsigned int)below(8) : 1u << DIAL_V6 | 1u << DIAL_V4;
	s->n = below(SCENARIO_ADDRESSES + 1);
	for (int i = 0; i < s->n; i++) {
		make_address(s, i, comes);
		comes += below(3) == 0 ? some_time(30) : 0;
	}
	for (int f = 0; f < DIAL_FAMILIES; f++)
		s->no_more[f] = or_never(90, some_time(60));
	for (int i = 0; i < s->n; i++) {
		if (s->no_more[s->address[i].family] < s->address[i].comes)
			s->no_more[s->address[i].family] = s->address[i].comes;
	}
	s->prefers_v4 = or_never(30, some_time(40));
	for (int k = 0; k < SCENARIO_REJECTS; k++)
		s->rejects[k] = or_never(40, 1 + some_time(60));
	s->ends = or_never(10, some_time(150));
}

/* The race at work in the scenario. */
struct work {
	const struct scenario *s;
	struct outcome *out;
	struct dial_race race;
	int now, wake, started[SCENARIO_ADDRESSES], full[SCENARIO_ADDRESSES], won_at, rejects;
	bool over;
	const char *wrong; /* what cannot be seen in the log */
};

static int64_t us(int ms)
{
	return ms == SCENARIO_NEVER ? DIAL_NEVER : (int64_t)ms * 1000;
}

static void log_it(struct work *w, enum dial_what what, size_t i)
{
	if (w->out->n == SCENARIO_LOG)
		w->wrong = "it has too much to say";
	else
		w->out->log[w->out->n++] = (struct entry){ w->now, what, i };
}

/* Each returns whether something happened at this moment. */
static bool answers_come(struct work *w)
{
	bool any = w->now == w->s->prefers_v4;

	for (int i = 0; i < w->s->n; i++) {
		if (w->s->address[i].comes != w->now)
			continue;
		any = true;
		if (!dial_race_add(&w->race, w->s->address[i].family, us(w->now)))
			w->wrong = "an address has no room";
	}
	for (int f = 0; f < DIAL_FAMILIES; f++) {
		if (w->s->no_more[f] != w->now)
			continue;
		any = true;
		dial_race_no_more(&w->race, (enum dial_family)f);
	}
	if (w->now == w->s->prefers_v4)
		dial_race_prefer(&w->race, DIAL_V4);
	return any;
}

static bool attempts_end(struct work *w)
{
	bool any = false;

	for (int i = 0; i < w->s->n; i++) {
		if (w->started[i] == -1 || w->started[i] + w->s->address[i].after != w->now ||
		    w->s->address[i].fate > FATE_CONNECTS)
			continue;
		any = true;
		w->started[i] = -1;
		if (w->s->address[i].fate == FATE_FAILS)
			dial_race_failed(&w->race, (size_t)i, w->s->address[i].err, us(w->now));
		else
			dial_race_connected(&w->race, (size_t)i, us(w->now));
	}
	return any;
}

static bool caller_wishes(struct work *w)
{
	bool any = w->now == w->s->ends;

	if (w->won_at != -1 && w->rejects < SCENARIO_REJECTS &&
	    w->won_at + w->s->rejects[w->rejects] == w->now) {
		any = true;
		w->won_at = -1;
		w->rejects++;
		if (!dial_race_reject(&w->race, EPROTO, us(w->now)))
			w->wrong = "the winner cannot be rejected";
	}
	if (w->now == w->s->ends)
		dial_race_end(&w->race);
	return any;
}

static void start(struct work *w, size_t i)
{
	log_it(w, DIAL_START, i);
	if (w->full[i] > 0) {
		w->full[i]--;
		dial_race_full(&w->race, i, us(w->now));
	} else if (w->s->address[i].fate == FATE_IS_SKIPPED) {
		dial_race_skipped(&w->race, i, us(w->now));
	} else if (w->s->address[i].fate == FATE_IS_SILENT || w->s->address[i].after > 0) {
		w->started[i] = w->now;
		dial_race_flying(&w->race, i);
	} else if (w->s->address[i].fate == FATE_FAILS) {
		dial_race_failed(&w->race, i, w->s->address[i].err, us(w->now));
	} else {
		dial_race_connected(&w->race, i, us(w->now));
	}
}

static void wait_for(struct work *w, const struct dial_order *order)
{
	int until = order->until == DIAL_NEVER ? SCENARIO_NEVER : (int)(order->until / 1000);

	if (order->until != DIAL_NEVER && order->until != us(until))
		w->wrong = "it waits for a time that nobody gave";
	if (until <= w->now && until != w->s->deadline)
		w->wrong = "it waits for what has been";
	w->wake = until <= w->now ? w->now + 1 : until;
}

/* Asks until there is nothing more to do now. */
static void ask(struct work *w, bool woken_by_itself)
{
	struct dial_order order = dial_race_next(&w->race, us(w->now));

	if (woken_by_itself && order.what == DIAL_WAIT && w->now != w->s->deadline)
		w->wrong = "it woke up for nothing";
	for (; order.what == DIAL_START && w->out->n < SCENARIO_LOG;
	     order = dial_race_next(&w->race, us(w->now)))
		start(w, order.i);
	w->wake = SCENARIO_NEVER;
	if (order.what == DIAL_WAIT) {
		wait_for(w, &order);
	} else if (order.what == DIAL_OVER) {
		log_it(w, DIAL_OVER, order.why);
		w->over = true;
	} else if (w->won_at == -1) {
		log_it(w, DIAL_WON_BY, order.i);
		w->won_at = w->now;
	}
}

static const char *race_run(const struct scenario *s, struct outcome *out)
{
	const struct dial_race_settings settings = { us(s->attempt), us(s->resolution),
		us(s->deadline), (size_t)s->first_count, (size_t)s->max_tries, s->awaited };
	struct work w = { .s = s, .out = out, .won_at = -1 };

	memset(out, 0, sizeof(*out));
	for (int i = 0; i < SCENARIO_ADDRESSES; i++) {
		w.started[i] = -1;
		w.full[i] = s->address[i].full;
	}
	dial_race_init(&w.race, &settings);
	for (; w.now < SCENARIO_END && !w.over && w.wrong == NULL; w.now++) {
		bool happened = answers_come(&w);

		happened |= attempts_end(&w);
		happened |= caller_wishes(&w);
		if (happened || w.now == 0 || w.now >= w.wake)
			ask(&w, !happened && w.now != 0);
	}
	out->n_told = dial_race_told(&w.race, out->told, SCENARIO_TOLD);
	dial_race_fini(&w.race);
	return w.wrong;
}

static void print_log(const char *whose, const struct outcome *out)
{
	static const char *const what[] = { "start", "wait", "won by", "over, why" };

	printf("%s:\n", whose);
	for (int i = 0; i < out->n; i++)
		printf("  %3d  %s %zu\n", out->log[i].at, what[out->log[i].what], out->log[i].i);
	printf("  told:");
	for (size_t i = 0; i < out->n_told; i++)
		printf(" %zu", out->told[i]);
	printf("\n");
}

static void print_scenario(const struct scenario *s)
{
	printf("attempt %d resolution %d deadline %d first %d tries %d awaited %u no more %d %d %d "
	       "v4 first %d rejects %d %d ends %d\n",
	    s->attempt, s->resolution, s->deadline, s->first_count, s->max_tries, s->awaited,
	    s->no_more[0], s->no_more[1], s->no_more[2], s->prefers_v4, s->rejects[0],
	    s->rejects[1], s->ends);
	for (int i = 0; i < s->n; i++)
		printf("  %d: family %d comes %d full %d fate %d after %d err %d\n", i,
		    s->address[i].family, s->address[i].comes, s->address[i].full,
		    s->address[i].fate, s->address[i].after, s->address[i].err);
}

static bool is_same(const struct outcome *a, const struct outcome *b)
{
	bool same = a->n == b->n && a->n_told == b->n_told;

	for (int i = 0; same && i < a->n; i++)
		same = a->log[i].at == b->log[i].at && a->log[i].what == b->log[i].what &&
		       a->log[i].i == b->log[i].i;
	for (size_t i = 0; same && i < a->n_told; i++)
		same = a->told[i] == b->told[i];
	return same;
}

static bool agree(uint64_t seed)
{
	struct scenario scenario;
	struct outcome got, want;
	const char *wrong;

	make_scenario(&scenario, seed);
	wrong = race_run(&scenario, &got);
	model_run(&scenario, &want);
	if (wrong == NULL && is_same(&got, &want))
		return true;
	printf("seed %" PRIu64 ": %s\n", seed,
	    wrong != NULL ? wrong : "the race and the model disagree");
	print_scenario(&scenario);
	print_log("race", &got);
	print_log("model", &want);
	return false;
}

int main(int argc, char **argv)
{
	uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : (uint64_t)time(NULL) * 1000000;
	uint64_t count = argc > 2 ? strtoull(argv[2], NULL, 10) : argc > 1 ? 1 : SCENARIOS;

	printf("seeds %" PRIu64 " to %" PRIu64 "\n", seed, seed + count - 1);
	for (uint64_t i = 0; i < count; i++)
		if (!agree(seed + i))
			return 1;
	printf("ok\n");
	return 0;
}
