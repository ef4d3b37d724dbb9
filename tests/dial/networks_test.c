/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dials over real networks end when RFC 8305 says: the best of several within 20 ms of it. Where
 * none was, and this machine keeps no time just now, that is said, with the numbers, and it is no
 * failure. With a sanitizer nobody keeps time. What a dial ends with is asserted always.
 */
#include <stdio.h>
#include <string.h>

#include "dial/timetable.h"
#include "support/contract.h"

#ifndef KEEPS_TIME
#define KEEPS_TIME true
#endif

enum { TIMES = 5 };

static const char *no_lab;

/* What others do, side by side, so that it takes no longer than the slowest. */
static void getaddrinfo_and_connect_in_turn(void)
{
	if (no_lab != NULL)
		contract_skip(no_lab);
	CHECK(timetable_begin_in_turn());
	timetable_end_in_turn();
	for (int i = 0; i < TIMETABLE_ROWS; i++)
		CHECK(timetable[i].in_turn_goes_on || timetable[i].in_turn_ms >= 0);
}

static void dial_row(int i)
{
	struct timetable_row *row = &timetable[i];
	double late;

	if (no_lab != NULL)
		contract_skip(no_lab);
	timetable_dial(row, TIMES);
	CHECK(!row->wrong);
	if (row->wrong || timetable_is_met(row))
		return;
	late = timetable_lateness_ms();
	printf("%s: %.1f ms, not %d, as the best of %d; a plain connect is %.1f ms late\n",
	    row->text, row->dial_ms, row->rfc_ms, row->dials, late);
	if (!KEEPS_TIME || late * row->waits > TIMETABLE_NEAR_MS / 4.0)
		contract_skip("this machine keeps no time just now");
	CHECK(timetable_is_met(row));
}

#define ROW_CASE(name, i)                                                                          \
	static void name(void)                                                                     \
	{                                                                                          \
		dial_row(i);                                                                       \
	}

ROW_CASE(a_black_hole_of_ipv6_costs_the_attempt_delay, 0)
ROW_CASE(aaaa_within_the_resolution_delay_wins, 1)
ROW_CASE(aaaa_200_ms_late_costs_the_resolution_delay, 2)
ROW_CASE(aaaa_5_s_late_costs_the_resolution_delay, 3)
ROW_CASE(aaaa_that_never_comes_costs_the_resolution_delay, 4)
ROW_CASE(a_that_never_comes_costs_nothing, 5)
ROW_CASE(a_resolver_that_says_nothing_costs_the_deadline, 6)
ROW_CASE(ten_dead_addresses_cost_ten_attempt_delays, 7)
ROW_CASE(twenty_refusals_at_once_cost_nothing, 8)
ROW_CASE(twenty_refusals_cost_their_round_trips, 9)

static void the_table(void)
{
	if (no_lab != NULL)
		contract_skip(no_lab);
	timetable_print(stdout, false);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(getaddrinfo_and_connect_in_turn),
	CASE(a_black_hole_of_ipv6_costs_the_attempt_delay),
	CASE(aaaa_within_the_resolution_delay_wins),
	CASE(aaaa_200_ms_late_costs_the_resolution_delay),
	CASE(aaaa_5_s_late_costs_the_resolution_delay),
	CASE(aaaa_that_never_comes_costs_the_resolution_delay),
	CASE(a_that_never_comes_costs_nothing),
	CASE(a_resolver_that_says_nothing_costs_the_deadline),
	CASE(ten_dead_addresses_cost_ten_attempt_delays),
	CASE(twenty_refusals_at_once_cost_nothing),
	CASE(twenty_refusals_cost_their_round_trips),
	CASE(the_table),
};

int main(void)
{
	no_lab = timetable_enter();
	return contract_main("dial networks", cases, sizeof(cases) / sizeof(cases[0]));
}
