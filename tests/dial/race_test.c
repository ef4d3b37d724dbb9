/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules of the race, one by one, and what RFC 8305 demands ("MUST") and says ("SHOULD") of
 * the order and the times of connects. Each is a story: at this millisecond this happens, and the
 * race says that.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "dial/race.h"
#include "support/contract.h"

enum event {
	ASK,
	AAAA, /* so many addresses of IPv6, and none after them */
	A,
	UNIX,
	SOME_V6, /* so many of IPv6, and there may be more */
	SOME_V4,
	NO_AAAA, /* no more come */
	NO_A,
	PREFER_V4,
	FLIES, /* of that number */
	REFUSED,
	NO_ROUTE,
	BUSY, /* EADDRNOTAVAIL */
	NO_FAMILY,
	NOT_ALLOWED,
	TIMED_OUT,
	EMFILE_HIT,
	ENFILE_HIT,
	ENOBUFS_HIT,
	FULL,
	SKIP,
	CONNECTS,
	CONNECTS_LATE, /* and is told so */
	REJECT,
	REJECT_LATE,
	END,
};

struct line {
	int64_t at;
	enum event event;
	int n;
	const char *want; /* of dial_race_next(), NULL: not asked */
};

static const int errors[] = {
	[REFUSED] = ECONNREFUSED,
	[NO_ROUTE] = ENETUNREACH,
	[BUSY] = EADDRNOTAVAIL,
	[NO_FAMILY] = EAFNOSUPPORT,
	[NOT_ALLOWED] = EPERM,
	[TIMED_OUT] = ETIMEDOUT,
	[EMFILE_HIT] = EMFILE,
	[ENFILE_HIT] = ENFILE,
	[ENOBUFS_HIT] = ENOBUFS,
};

static void come(struct dial_race *race, enum dial_family family, int n, bool last, int64_t now)
{
	for (int i = 0; i < n; i++)
		CHECK(dial_race_add(race, family, now));
	if (last)
		dial_race_no_more(race, family);
}

static void happens_to_all(struct dial_race *race, const struct line *line, int64_t now)
{
	switch (line->event) {
	case AAAA:
	case SOME_V6:
		come(race, DIAL_V6, line->n, line->event == AAAA, now);
		break;
	case A:
	case SOME_V4:
		come(race, DIAL_V4, line->n, line->event == A, now);
		break;
	case UNIX:
		come(race, DIAL_OTHER, line->n, true, now);
		break;
	case NO_AAAA:
	case NO_A:
		dial_race_no_more(race, line->event == NO_A ? DIAL_V4 : DIAL_V6);
		break;
	case PREFER_V4:
		dial_race_prefer(race, DIAL_V4);
		break;
	case REJECT:
	case REJECT_LATE:
		CHECK_INT(dial_race_reject(race, EPROTO, now), line->event == REJECT);
		break;
	case END:
		dial_race_end(race);
		break;
	default:
		break;
	}
}

static void happens_to_one(struct dial_race *race, const struct line *line, int64_t now)
{
	size_t i = (size_t)line->n;

	switch (line->event) {
	case FLIES:
		dial_race_flying(race, i);
		break;
	case FULL:
		dial_race_full(race, i, now);
		break;
	case SKIP:
		dial_race_skipped(race, i, now);
		break;
	case CONNECTS:
	case CONNECTS_LATE:
		CHECK_INT(dial_race_connected(race, i, now), line->event == CONNECTS);
		break;
	default:
		if (line->event < sizeof(errors) / sizeof(errors[0]) && errors[line->event] != 0)
			dial_race_failed(race, i, errors[line->event], now);
		break;
	}
}

static const char *said(const struct dial_order *order)
{
	static const char *const ends[] = { [DIAL_ALL_FAILED] = "failed",
		[DIAL_OUT_OF_TIME] = "out of time",
		[DIAL_ENDED] = "ended" };
	static char text[40];

	if (order->what == DIAL_OVER)
		return ends[order->why];
	if (order->what == DIAL_WAIT && order->until == DIAL_NEVER)
		return "wait";
	if (order->what == DIAL_WAIT)
		snprintf(text, sizeof(text), "wait %lld", (long long)order->until / 1000);
	else
		snprintf(text, sizeof(text), order->what == DIAL_START ? "start %zu" : "won %zu",
		    order->i);
	return text;
}

static const struct dial_race_settings usual = {
	.attempt = 250000,
	.resolution = 50000,
	.deadline = DIAL_NEVER,
	.first_count = 1,
	.awaited = 1u << DIAL_V6 | 1u << DIAL_V4,
};

static void play_on(struct dial_race *race, const struct line *lines, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int64_t now = lines[i].at * 1000;
		struct dial_order order;
		char what[40];

		happens_to_all(race, &lines[i], now);
		happens_to_one(race, &lines[i], now);
		if (lines[i].want == NULL)
			continue;
		order = dial_race_next(race, now);
		snprintf(what, sizeof(what), "line %zu, at %lld", i, (long long)lines[i].at);
		contract_check_str(__FILE__, __LINE__, said(&order), lines[i].want, what);
	}
}

static void play_with(const struct dial_race_settings *settings, const struct line *lines, size_t n)
{
	struct dial_race race;

	dial_race_init(&race, settings);
	play_on(&race, lines, n);
	dial_race_fini(&race);
}

#define LINES(lines) (lines), sizeof(lines) / sizeof((lines)[0])

/* The usual settings but for some. */
#define PLAY_WITH(lines, ...)                                                                      \
	do {                                                                                       \
		struct dial_race_settings set = usual;                                             \
		struct dial_race_settings *s = &set;                                               \
		__VA_ARGS__;                                                                       \
		play_with(s, LINES(lines));                                                        \
	} while (0)
#define PLAY(lines) play_with(&usual, LINES(lines))

/* Rule 1; RFC 8305, 4. */
static void addresses_keep_the_resolvers_order_within_a_family(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 3, NULL },
		{ 0, A, 0, "start 0" },
		{ 0, REFUSED, 0, "start 1" },
		{ 0, REFUSED, 1, "start 2" },
		{ 0, REFUSED, 2, "failed" },
	};

	PLAY(lines);
}

static void families_alternate(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 3, NULL },
		{ 0, A, 2, "start 0" },
		{ 250, ASK, 0, "start 3" },
		{ 500, ASK, 0, "start 1" },
		{ 750, ASK, 0, "start 4" },
		{ 1000, ASK, 0, "start 2" },
		{ 1000, ASK, 0, "wait" },
	};

	PLAY(lines);
}

/* Not from the head of a list: the family that came late is next, and then it goes on. */
static void families_alternate_from_the_last_one_started(void)
{
	static const struct line lines[] = {
		{ 0, A, 3, "wait 50" },
		{ 50, ASK, 0, "start 0" },
		{ 300, ASK, 0, "start 1" },
		{ 400, AAAA, 2, "wait 550" },
		{ 550, ASK, 0, "start 3" },
		{ 800, ASK, 0, "start 2" },
		{ 1050, ASK, 0, "start 4" },
	};

	PLAY(lines);
}

static void so_many_of_the_first_family_go_first(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 3, NULL },
		{ 0, A, 2, "start 0" },
		{ 250, ASK, 0, "start 1" },
		{ 500, ASK, 0, "start 3" },
		{ 750, ASK, 0, "start 2" },
		{ 1000, ASK, 0, "start 4" },
	};

	PLAY_WITH(lines, s->first_count = 2);
}

/* What begins when the first family has not come yet is by turns. */
static void a_late_first_family_has_no_run(void)
{
	static const struct line lines[] = {
		{ 0, A, 3, "wait 50" },
		{ 50, ASK, 0, "start 0" },
		{ 60, AAAA, 3, "wait 300" },
		{ 300, ASK, 0, "start 3" },
		{ 550, ASK, 0, "start 1" },
		{ 800, ASK, 0, "start 4" },
	};

	PLAY_WITH(lines, s->first_count = 2);
}

static void none_of_the_first_family_is_one(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 2, NULL },
		{ 0, A, 1, "start 0" },
		{ 250, ASK, 0, "start 2" },
		{ 500, ASK, 0, "start 1" },
	};

	PLAY_WITH(lines, s->first_count = 0);
}

static void paths_have_their_turn_too(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 1, NULL },
		{ 0, A, 1, NULL },
		{ 0, UNIX, 2, "start 0" },
		{ 250, ASK, 0, "start 1" },
		{ 500, ASK, 0, "start 2" },
		{ 750, ASK, 0, "start 3" },
	};

	PLAY(lines);
}

static void no_more_than_so_many_are_tried(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 3, "start 0" },
		{ 250, ASK, 0, "start 1" },
		{ 500, A, 3, "wait" },
		{ 500, REFUSED, 1, "wait" },
		{ 600, REFUSED, 0, "failed" },
	};

	PLAY_WITH(lines, s->max_tries = 2);
}

/* What could not be tried any more is not waited for. */
static void the_last_try_waits_for_no_lookup(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 1, "start 0" },
		{ 7, REFUSED, 0, "failed" },
	};

	PLAY_WITH(lines, s->max_tries = 1);
}

/* Rule 2. */
static void ipv6_is_first(void)
{
	static const struct line lines[] = {
		{ 0, A, 1, NULL },
		{ 0, AAAA, 1, "start 1" },
		{ 250, ASK, 0, "start 0" },
	};

	PLAY(lines);
}

static void the_heads_can_be_compared_until_the_first_start(void)
{
	struct dial_race race;
	size_t v6 = 9, v4 = 9;

	dial_race_init(&race, &usual);
	CHECK(!dial_race_heads(&race, &v6, &v4));
	come(&race, DIAL_V4, 2, true, 0);
	CHECK(!dial_race_heads(&race, &v6, &v4));
	come(&race, DIAL_V6, 2, true, 0);
	CHECK(dial_race_heads(&race, &v6, &v4));
	CHECK_INT(v6, 2);
	CHECK_INT(v4, 0);
	dial_race_prefer(&race, DIAL_V4);
	CHECK_INT(dial_race_next(&race, 0).i, 0);
	CHECK(!dial_race_heads(&race, &v6, &v4));
	dial_race_fini(&race);
}

static void the_preferred_family_goes_first(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 2, NULL },
		{ 0, A, 2, NULL },
		{ 0, PREFER_V4, 0, "start 2" },
		{ 250, ASK, 0, "start 0" },
		{ 500, ASK, 0, "start 3" },
		{ 750, ASK, 0, "start 1" },
	};

	PLAY(lines);
}

static void without_a_route_nobody_waits_for_aaaa(void)
{
	static const struct line lines[] = {
		{ 0, PREFER_V4, 0, "wait" },
		{ 3, A, 2, "start 0" },
		{ 40, AAAA, 1, "wait 253" },
		{ 253, ASK, 0, "start 2" },
		{ 503, ASK, 0, "start 1" },
	};

	PLAY(lines);
}

static void a_preference_after_the_first_start_is_too_late(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 3, "start 0" },
		{ 9, A, 2, NULL },
		{ 9, PREFER_V4, 0, "wait 250" },
		{ 250, ASK, 0, "start 1" },
		{ 500, ASK, 0, "start 3" },
	};

	PLAY_WITH(lines, s->first_count = 2);
}

/* Rule 3; RFC 8305, 3. */
static void aaaa_alone_starts_at_once(void)
{
	static const struct line lines[] = {
		{ 0, ASK, 0, "wait" },
		{ 7, SOME_V6, 1, "start 0" },
		{ 7, ASK, 0, "wait" },
	};

	PLAY(lines);
}

static void a_alone_waits_for_aaaa(void)
{
	static const struct line lines[] = {
		{ 0, ASK, 0, "wait" },
		{ 7, A, 1, "wait 57" },
		{ 56, ASK, 0, "wait 57" },
		{ 57, ASK, 0, "start 0" },
	};

	PLAY(lines);
}

/* The wait is for the answer, and begins with the first address. */
static void more_of_a_begin_no_new_wait(void)
{
	static const struct line lines[] = {
		{ 7, SOME_V4, 1, "wait 57" },
		{ 40, SOME_V4, 1, "wait 57" },
		{ 57, ASK, 0, "start 0" },
	};

	PLAY(lines);
}

static void aaaa_within_the_wait_starts_at_once(void)
{
	static const struct line lines[] = {
		{ 0, A, 1, "wait 50" },
		{ 40, AAAA, 1, "start 1" },
		{ 290, ASK, 0, "start 0" },
	};

	PLAY(lines);
}

static void no_aaaa_ends_the_wait(void)
{
	static const struct line lines[] = {
		{ 0, A, 1, "wait 50" },
		{ 20, NO_AAAA, 0, "start 0" },
	};

	PLAY(lines);
}

static void aaaa_that_is_not_asked_for_is_not_waited_for(void)
{
	static const struct line lines[] = {
		{ 0, A, 1, "start 0" },
	};

	PLAY_WITH(lines, s->awaited = 1u << DIAL_V4);
}

static void aaaa_after_the_wait_is_woven_in(void)
{
	static const struct line lines[] = {
		{ 0, A, 2, "wait 50" },
		{ 50, ASK, 0, "start 0" },
		{ 200, AAAA, 1, "wait 300" },
		{ 300, ASK, 0, "start 2" },
		{ 300, CONNECTS, 2, "won 2" },
	};

	PLAY(lines);
}

static void a_path_waits_for_nobody(void)
{
	static const struct line lines[] = {
		{ 0, UNIX, 1, "start 0" },
	};

	PLAY(lines);
}

/* Once something was started, turns and timers are all. */
static void a_after_a_start_waits_for_no_answer(void)
{
	static const struct line lines[] = {
		{ 0, SOME_V6, 1, "start 0" },
		{ 240, A, 1, "wait 250" },
		{ 250, ASK, 0, "start 1" },
	};

	PLAY(lines);
}

/* Rule 4; RFC 8305, 5. */
static void the_next_attempt_starts_after_the_delay(void)
{
	static const struct line lines[] = {
		{ 5, AAAA, 3, "start 0" },
		{ 5, ASK, 0, "wait 255" },
		{ 254, ASK, 0, "wait 255" },
		{ 260, ASK, 0, "start 1" },
		{ 260, ASK, 0, "wait 510" },
		{ 510, ASK, 0, "start 2" },
	};

	PLAY(lines);
}

static void the_next_attempt_starts_at_once_when_one_fails(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 4, "start 0" },
		{ 250, ASK, 0, "start 1" },
		{ 260, REFUSED, 0, "start 2" },
		{ 260, ASK, 0, "wait 510" },
		{ 300, REFUSED, 2, "start 3" },
		{ 300, ASK, 0, "wait" },
	};

	PLAY(lines);
}

/* RFC 8305, 5: "a subsequent connection MUST NOT be started within 10 milliseconds". */
static void no_timer_is_shorter_than_10_ms(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 2, "start 0" },
		{ 1, ASK, 0, "wait 10" },
		{ 9, ASK, 0, "wait 10" },
		{ 10, ASK, 0, "start 1" },
	};

	PLAY_WITH(lines, s->attempt = 0);
}

/* The floor is for what may be in flight: of a failed attempt nothing is. */
static void a_failure_does_not_wait_for_the_10_ms(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 3, "start 0" },
		{ 1, REFUSED, 0, "start 1" },
		{ 2, REFUSED, 1, "start 2" },
		{ 3, ASK, 0, "wait" },
	};

	PLAY_WITH(lines, s->attempt = 10000);
}

/* RFC 8305, 5: "SHOULD have an upper bound". */
static void no_timer_is_longer_than_2_s(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 2, "start 0" },
		{ 1, ASK, 0, "wait 2000" },
		{ 2000, ASK, 0, "start 1" },
	};

	PLAY_WITH(lines, s->attempt = 60000000);
}

static void after_the_last_start_there_is_no_timer(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 1, "start 0" },
		{ 0, ASK, 0, "wait" },
		{ 9000000, ASK, 0, "wait" },
	};

	PLAY(lines);
}

static void after_the_last_start_there_is_the_deadline(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 1, "start 0" },
		{ 0, ASK, 0, "wait 300" },
		{ 300, ASK, 0, "wait 300" },
		{ 301, ASK, 0, "out of time" },
	};

	PLAY_WITH(lines, s->deadline = 300000);
}

/* What comes when the delay is long over need not wait for another. */
static void a_late_address_starts_at_once(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 1, "start 0" },
		{ 700, A, 1, "start 1" },
	};

	PLAY(lines);
}

/* RFC 8305, 5: "SHOULD NOT be made simultaneously". */
static void attempts_start_one_at_a_time(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 9, NULL },
		{ 0, A, 9, "start 0" },
		{ 0, ASK, 0, "wait 250" },
		{ 5000, ASK, 0, "start 9" },
		{ 5000, ASK, 0, "wait 5250" },
	};

	PLAY(lines);
}

/* RFC 8305, 5: "Starting a new connection attempt does not affect previous attempts". Rule 5. */
static void losers_live_until_there_is_a_winner(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 2, "start 0" },
		{ 250, ASK, 0, "start 1" },
		{ 9000, CONNECTS, 0, "won 0" },
	};

	PLAY(lines);
}

static void success_beats_a_deadline_of_the_same_moment(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 1, "start 0" },
		{ 300, CONNECTS, 0, "won 0" },
		{ 9000, ASK, 0, "won 0" },
	};
	static const struct line late[] = {
		{ 0, AAAA, 1, "start 0" },
		{ 5000, CONNECTS, 0, "won 0" },
	};

	PLAY_WITH(lines, s->deadline = 300000);
	PLAY_WITH(late, s->deadline = 300000);
}

/* A deadline that is now leaves room for what needs no waiting. */
static void at_the_deadline_there_is_one_more_start(void)
{
	static const struct line lines[] = {
		{ 0, UNIX, 2, "start 0" },
		{ 0, REFUSED, 0, "start 1" },
		{ 0, ASK, 0, "wait 0" },
		{ 0, CONNECTS, 1, "won 1" },
	};

	PLAY_WITH(lines, s->deadline = 0);
}

static void what_comes_after_the_end_is_nothing(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 2, "start 0" },
		{ 301, ASK, 0, "out of time" },
		{ 301, CONNECTS_LATE, 0, "out of time" },
		{ 302, REFUSED, 0, "out of time" },
		{ 302, FULL, 0, "out of time" },
		{ 302, REJECT_LATE, 0, "out of time" },
		{ 303, END, 0, "out of time" },
	};
	struct dial_race_settings set = usual;
	struct dial_race race;

	set.deadline = 300000;
	set.attempt = 2000000;
	dial_race_init(&race, &set);
	play_on(&race, LINES(lines));
	CHECK(!dial_race_add(&race, DIAL_V6, 0));
	CHECK_INT(race.n, 2);
	dial_race_fini(&race);
}

static void a_second_winner_is_closed(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 2, "start 0" },
		{ 250, ASK, 0, "start 1" },
		{ 260, CONNECTS, 1, NULL },
		{ 260, CONNECTS_LATE, 0, "won 1" },
		{ 261, CONNECTS_LATE, 0, "won 1" },
	};

	PLAY(lines);
}

static void it_has_not_failed_while_a_lookup_runs(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 2, "start 0" },
		{ 1, REFUSED, 0, "start 1" },
		{ 2, REFUSED, 1, "wait" },
		{ 5000, SOME_V4, 1, "start 2" },
		{ 5001, REFUSED, 2, "wait" },
		{ 5002, NO_A, 0, "failed" },
	};

	PLAY(lines);
}

static void without_an_address_it_has_failed(void)
{
	static const struct line lines[] = {
		{ 0, NO_AAAA, 0, "wait" },
		{ 9, NO_A, 0, "failed" },
		{ 10, REFUSED, 0, "failed" },
	};

	PLAY(lines);
}

/* RFC 8305, 5: "Any address that was not yet attempted as a connection SHOULD be ignored". */
static void nothing_starts_after_a_winner_until_it_is_rejected(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 3, "start 0" },
		{ 9, CONNECTS, 0, "won 0" },
		{ 900, A, 1, "won 0" },
		{ 910, REJECT, 0, "start 3" },
		{ 910, REJECT_LATE, 0, "wait 1160" },
		{ 920, CONNECTS, 3, "won 3" },
	};

	PLAY(lines);
}

static void a_rejection_does_not_wait_for_the_timer(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 2, "start 0" },
		{ 9, CONNECTS, 0, "won 0" },
		{ 10, REJECT, 0, "start 1" },
	};

	PLAY(lines);
}

static void the_last_one_rejected_was_the_last(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 1, NULL },
		{ 0, A, 0, "start 0" },
		{ 9, CONNECTS, 0, "won 0" },
		{ 10, REJECT, 0, "failed" },
	};

	PLAY(lines);
}

/* A handshake may take longer than all. */
static void what_is_rejected_after_the_deadline_is_out_of_time(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 2, "start 0" },
		{ 9, CONNECTS, 0, "won 0" },
		{ 400, REJECT, 0, "out of time" },
	};

	PLAY_WITH(lines, s->deadline = 300000);
}

static void those_that_ran_on_can_win_after_a_rejection(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 2, "start 0" },
		{ 250, ASK, 0, "start 1" },
		{ 260, CONNECTS, 0, "won 0" },
		{ 300, REJECT, 0, NULL },
		{ 300, CONNECTS, 1, "won 1" },
	};

	PLAY(lines);
}

static void the_end_is_final_at_any_time(void)
{
	static const struct line before[] = {
		{ 0, END, 0, "ended" },
		{ 0, ASK, 0, "ended" },
	};
	static const struct line in_flight[] = {
		{ 0, AAAA, 2, "start 0" },
		{ 1, END, 0, "ended" },
		{ 2, CONNECTS_LATE, 0, "ended" },
	};
	static const struct line taken[] = {
		{ 0, AAAA, 2, "start 0" },
		{ 1, CONNECTS, 0, "won 0" },
		{ 2, END, 0, "ended" },
		{ 3, REJECT_LATE, 0, "ended" },
	};

	PLAY(before);
	PLAY(in_flight);
	PLAY(taken);
}

/* Rule 6. */
static void when_descriptors_run_out_no_more_start(void)
{
	static const enum event out[] = { EMFILE_HIT, ENFILE_HIT, ENOBUFS_HIT };

	for (size_t i = 0; i < sizeof(out) / sizeof(out[0]); i++) {
		const struct line lines[] = {
			{ 0, AAAA, 3, "start 0" },
			{ 250, ASK, 0, "start 1" },
			{ 250, out[i], 1, "wait" },
			{ 9000, A, 1, "wait" },
			{ 9000, CONNECTS, 0, "won 0" },
		};
		const struct line none[] = {
			{ 0, AAAA, 3, "start 0" },
			{ 0, out[i], 0, "failed" },
		};

		PLAY(lines);
		PLAY(none);
	}
}

static void any_other_failure_of_a_start_is_the_addresses_own(void)
{
	static const enum event own[] = { NO_FAMILY, BUSY, NO_ROUTE, NOT_ALLOWED, TIMED_OUT };

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		const struct line lines[] = {
			{ 0, AAAA, 2, NULL },
			{ 0, A, 1, "start 0" },
			{ 0, own[i], 0, "start 2" },
			{ 0, own[i], 2, "start 1" },
			{ 0, own[i], 1, "failed" },
		};

		PLAY(lines);
	}
}

static void a_full_listener_is_asked_again_after_a_pause(void)
{
	static const struct line lines[] = {
		{ 0, NO_AAAA, 0, NULL },
		{ 0, NO_A, 0, NULL },
		{ 0, UNIX, 1, "start 0" },
		{ 1, FULL, 0, "wait 51" },
		{ 51, ASK, 0, "start 0" },
		{ 51, FULL, 0, "wait 101" },
		{ 120, ASK, 0, "start 0" },
		{ 120, CONNECTS, 0, "won 0" },
	};

	PLAY(lines);
}

static void a_full_listener_makes_way_for_the_next(void)
{
	static const struct line lines[] = {
		{ 0, UNIX, 3, "start 0" },
		{ 0, FULL, 0, "start 1" },
		{ 0, ASK, 0, "wait 50" },
		{ 50, ASK, 0, "start 0" },
		{ 50, FULL, 0, "start 2" },
		{ 60, FULL, 2, "wait 100" },
		{ 110, ASK, 0, "start 0" },
		{ 110, ASK, 0, "start 2" },
	};

	PLAY(lines);
}

static void a_start_after_a_pause_is_no_new_try(void)
{
	static const struct line lines[] = {
		{ 0, UNIX, 2, "start 0" },
		{ 0, FULL, 0, "wait 50" },
		{ 50, ASK, 0, "start 0" },
		{ 50, REFUSED, 0, "failed" },
	};

	PLAY_WITH(lines, s->max_tries = 1);
}

/* It goes before a new one, and the new one's time stays as it was. */
static void a_start_after_a_pause_moves_no_timer(void)
{
	static const struct line lines[] = {
		{ 0, UNIX, 4, "start 0" },
		{ 0, FULL, 0, "start 1" },
		{ 50, ASK, 0, "start 0" },
		{ 50, ASK, 0, "wait 250" },
		{ 250, ASK, 0, "start 2" },
		{ 499, FULL, 0, "start 3" },
	};
	static const struct line both[] = {
		{ 0, UNIX, 3, "start 0" },
		{ 0, FULL, 0, "start 1" },
		{ 250, ASK, 0, "start 0" },
		{ 250, ASK, 0, "start 2" },
	};

	PLAY(lines);
	PLAY(both);
}

static void what_is_left_out_was_not_tried(void)
{
	static const struct line lines[] = {
		{ 0, AAAA, 3, NULL },
		{ 0, A, 1, "start 0" },
		{ 0, SKIP, 0, "start 1" },
		{ 0, REFUSED, 1, "start 3" },
		{ 0, SKIP, 3, "start 2" },
		{ 0, REFUSED, 2, "failed" },
	};
	static const struct line counted[] = {
		{ 0, AAAA, 3, "start 0" },
		{ 0, SKIP, 0, "start 1" },
		{ 0, REFUSED, 1, "failed" },
	};

	PLAY(lines);
	PLAY_WITH(counted, s->max_tries = 1);
}

/* Rule 7: the failures to tell of, as "1 2 0"; the last one's error is the whole's. */
static const char *told(const struct dial_race *race, size_t most)
{
	static char text[80];
	size_t list[16], n = dial_race_told(race, list, most);

	text[0] = '\0';
	for (size_t i = 0; i < n; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%zu",
		    i == 0 ? "" : " ", list[i]);
	return text;
}

static void what_says_most_is_told_last(void)
{
	static const struct {
		const char *what;
		struct line lines[4]; /* in this order, after three starts */
		const char *want;
	} rows[] = {
		{ "a remote before silence", { { 0, REFUSED, 0, 0 }, { 0, TIMED_OUT, 1, 0 } },
		    "1 0" },
		{ "silence before local troubles", { { 0, TIMED_OUT, 1, 0 }, { 0, BUSY, 0, 0 } },
		    "0 1" },
		{ "a router before silence",
		    { { 0, FLIES, 0, 0 }, { 0, NO_ROUTE, 0, 0 }, { 0, TIMED_OUT, 1, 0 } }, "1 0" },
		{ "the remote before a router",
		    { { 0, REFUSED, 1, 0 }, { 0, FLIES, 0, 0 }, { 0, NO_ROUTE, 0, 0 } }, "0 1" },
		{ "no route at once is a local trouble",
		    { { 0, TIMED_OUT, 1, 0 }, { 0, NO_ROUTE, 0, 0 } }, "0 1" },
		{ "of equals the newest", { { 0, REFUSED, 1, 0 }, { 0, REFUSED, 0, 0 } }, "1 0" },
		{ "what was rejected was there",
		    { { 0, CONNECTS, 0, 0 }, { 0, REJECT, 0, 0 }, { 0, TIMED_OUT, 1, 0 } }, "1 0" },
		{ "what is left out says nothing", { { 0, REFUSED, 0, 0 }, { 0, SKIP, 1, 0 } },
		    "0" },
		{ "nothing", { { 0, ASK, 0, 0 } }, "" },
	};
	static const struct line starts[] = {
		{ -750, AAAA, 3, "start 0" },
		{ -500, ASK, 0, "start 1" },
		{ -250, ASK, 0, "start 2" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dial_race race;

		dial_race_init(&race, &usual);
		play_on(&race, LINES(starts));
		play_on(&race, LINES(rows[i].lines));
		contract_check_str(__FILE__, __LINE__, told(&race, 7), rows[i].want, rows[i].what);
		dial_race_fini(&race);
	}
}

/* The newest that there is room for, in order, and the cause always. */
static void the_cause_is_told_whatever_its_age(void)
{
	static const struct {
		int refused;
		const char *want;
	} rows[] = { { 0, "4 5 6 7 8 9 0" }, { 3, "4 5 6 7 8 9 3" }, { 7, "3 4 5 6 8 9 7" },
		{ 9, "3 4 5 6 7 8 9" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dial_race race;

		dial_race_init(&race, &usual);
		come(&race, DIAL_V6, 10, true, 0);
		for (int at = 0; at < 10; at++) {
			CHECK_INT(dial_race_next(&race, 0).i, at);
			dial_race_failed(
			    &race, (size_t)at, at == rows[i].refused ? ECONNREFUSED : EPERM, 0);
		}
		CHECK_INT(dial_race_cause(&race), rows[i].refused);
		CHECK_STR(told(&race, 7), rows[i].want);
		CHECK_INT(dial_race_told(&race, NULL, 0), 0);
		dial_race_fini(&race);
	}
}

/* What memory there is for addresses has a bound, and who adds is told. */
static void there_is_a_most_of_addresses(void)
{
	struct dial_race race;

	dial_race_init(&race, &usual);
	come(&race, DIAL_V4, DIAL_ADDRESSES_MOST, false, 0);
	errno = 0;
	CHECK(!dial_race_add(&race, DIAL_V6, 0));
	CHECK_INT(errno, ENOMEM);
	CHECK_INT(race.n, DIAL_ADDRESSES_MOST);
	CHECK_INT(dial_race_next(&race, 60000).i, 0);
	dial_race_fini(&race);
	dial_race_fini(&race);
}

/* The farthest moment is no number to be passed. */
static void spans_end_with_time(void)
{
	struct dial_race_settings set = usual;
	struct dial_race race;
	const int64_t now = DIAL_NEVER - 5;

	set.resolution = 1000;
	dial_race_init(&race, &set);
	CHECK(dial_race_add(&race, DIAL_V4, now));
	CHECK(dial_race_next(&race, now).until == DIAL_NEVER);
	CHECK(dial_race_add(&race, DIAL_OTHER, now));
	dial_race_no_more(&race, DIAL_V6);
	CHECK_INT(dial_race_next(&race, now).what, DIAL_START);
	CHECK(dial_race_next(&race, now).until == DIAL_NEVER);
	dial_race_fini(&race);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(addresses_keep_the_resolvers_order_within_a_family),
	CASE(families_alternate),
	CASE(families_alternate_from_the_last_one_started),
	CASE(so_many_of_the_first_family_go_first),
	CASE(a_late_first_family_has_no_run),
	CASE(none_of_the_first_family_is_one),
	CASE(paths_have_their_turn_too),
	CASE(no_more_than_so_many_are_tried),
	CASE(the_last_try_waits_for_no_lookup),
	CASE(ipv6_is_first),
	CASE(the_heads_can_be_compared_until_the_first_start),
	CASE(the_preferred_family_goes_first),
	CASE(without_a_route_nobody_waits_for_aaaa),
	CASE(a_preference_after_the_first_start_is_too_late),
	CASE(aaaa_alone_starts_at_once),
	CASE(a_alone_waits_for_aaaa),
	CASE(more_of_a_begin_no_new_wait),
	CASE(aaaa_within_the_wait_starts_at_once),
	CASE(no_aaaa_ends_the_wait),
	CASE(aaaa_that_is_not_asked_for_is_not_waited_for),
	CASE(aaaa_after_the_wait_is_woven_in),
	CASE(a_path_waits_for_nobody),
	CASE(a_after_a_start_waits_for_no_answer),
	CASE(the_next_attempt_starts_after_the_delay),
	CASE(the_next_attempt_starts_at_once_when_one_fails),
	CASE(no_timer_is_shorter_than_10_ms),
	CASE(a_failure_does_not_wait_for_the_10_ms),
	CASE(no_timer_is_longer_than_2_s),
	CASE(after_the_last_start_there_is_no_timer),
	CASE(after_the_last_start_there_is_the_deadline),
	CASE(a_late_address_starts_at_once),
	CASE(attempts_start_one_at_a_time),
	CASE(losers_live_until_there_is_a_winner),
	CASE(success_beats_a_deadline_of_the_same_moment),
	CASE(at_the_deadline_there_is_one_more_start),
	CASE(what_comes_after_the_end_is_nothing),
	CASE(a_second_winner_is_closed),
	CASE(it_has_not_failed_while_a_lookup_runs),
	CASE(without_an_address_it_has_failed),
	CASE(nothing_starts_after_a_winner_until_it_is_rejected),
	CASE(a_rejection_does_not_wait_for_the_timer),
	CASE(the_last_one_rejected_was_the_last),
	CASE(what_is_rejected_after_the_deadline_is_out_of_time),
	CASE(those_that_ran_on_can_win_after_a_rejection),
	CASE(the_end_is_final_at_any_time),
	CASE(when_descriptors_run_out_no_more_start),
	CASE(any_other_failure_of_a_start_is_the_addresses_own),
	CASE(a_full_listener_is_asked_again_after_a_pause),
	CASE(a_full_listener_makes_way_for_the_next),
	CASE(a_start_after_a_pause_is_no_new_try),
	CASE(a_start_after_a_pause_moves_no_timer),
	CASE(what_is_left_out_was_not_tried),
	CASE(what_says_most_is_told_last),
	CASE(the_cause_is_told_whatever_its_age),
	CASE(there_is_a_most_of_addresses),
	CASE(spans_end_with_time),
};

int main(void)
{
	return contract_main("race", cases, sizeof(cases) / sizeof(cases[0]));
}
