/* SPDX-License-Identifier: Apache-2.0 */
/* Deadlines of many sessions: each comes when it is there, in order, however they were moved. */
#include "cmd/alarms.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "support/contract.h"

enum { MANY = 200, STEPS = 20000 };

static struct session sessions[MANY];

static void begin(struct alarms *a)
{
	memset(sessions, 0, sizeof(sessions));
	*a = (struct alarms){ .heap = NULL };
	CHECK(alarms_reserve(a, MANY));
}

static void they_come_in_order(void)
{
	struct session *x;
	long long last = 0;
	struct alarms a;
	int n = 0;

	begin(&a);
	for (int i = 0; i < MANY; i++) {
		sessions[i].deadline = 1 + (i * 77) % MANY;
		alarms_set(&a, &sessions[i]);
	}
	CHECK_INT(alarms_first(&a), 1);
	CHECK(alarms_due(&a, 0) == NULL);
	for (; (x = alarms_due(&a, MANY)) != NULL; n++) {
		CHECK(x->deadline >= last);
		last = x->deadline;
	}
	CHECK_INT(n, MANY);
	CHECK_INT(alarms_first(&a), 0);
	alarms_fini(&a);
}

/* It is found out only once the first alarm would ring. */
static void a_deadline_that_moves_away_does_not_come(void)
{
	struct alarms a;

	begin(&a);
	sessions[0].deadline = 10;
	alarms_set(&a, &sessions[0]);
	sessions[0].deadline = 20;
	alarms_set(&a, &sessions[0]);
	CHECK(alarms_due(&a, 19) == NULL);
	CHECK(alarms_due(&a, 20) == &sessions[0]);
	CHECK(alarms_due(&a, 1000) == NULL);
	alarms_fini(&a);
}

static void one_that_comes_nearer_does(void)
{
	struct alarms a;

	begin(&a);
	for (int i = 0; i < 5; i++) {
		sessions[i].deadline = 100 + i;
		alarms_set(&a, &sessions[i]);
	}
	sessions[3].deadline = 10;
	alarms_set(&a, &sessions[3]);
	CHECK_INT(alarms_first(&a), 10);
	CHECK(alarms_due(&a, 50) == &sessions[3]);
	alarms_fini(&a);
}

static void one_that_is_taken_back_does_not_come(void)
{
	struct alarms a;

	begin(&a);
	sessions[0].deadline = sessions[1].deadline = 10;
	alarms_set(&a, &sessions[0]);
	alarms_set(&a, &sessions[1]);
	sessions[0].deadline = 0;
	alarms_drop(&a, &sessions[1]);
	alarms_drop(&a, &sessions[2]);
	CHECK(alarms_due(&a, 1000) == NULL);
	alarms_fini(&a);
}

/* Who is due by then, by looking at each. */
static int count_due(long long now)
{
	int n = 0;

	for (int i = 0; i < MANY; i++)
		n += sessions[i].deadline != 0 && sessions[i].deadline <= now;
	return n;
}

static void whatever_is_done_to_many(void)
{
	struct session *due;
	struct alarms a;

	begin(&a);
	srand(1);
	for (long long now = 1; now < STEPS; now++) {
		struct session *x = &sessions[rand() % MANY];

		if (rand() % 4 == 0) {
			alarms_drop(&a, x);
			x->deadline = 0;
		} else {
			x->deadline = now + rand() % 300;
			alarms_set(&a, x);
		}
		for (int left = count_due(now); left > 0; left--) {
			due = alarms_due(&a, now);
			CHECK(due != NULL && due->deadline <= now);
			if (due != NULL)
				due->deadline = 0;
		}
		CHECK(alarms_due(&a, now) == NULL);
	}
	alarms_fini(&a);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "they come in order", they_come_in_order, 0, 0 },
		{ "a deadline that moves away does not come",
		    a_deadline_that_moves_away_does_not_come, 0, 0 },
		{ "one that comes nearer does", one_that_comes_nearer_does, 0, 0 },
		{ "one that is taken back does not come", one_that_is_taken_back_does_not_come, 0,
		    0 },
		{ "whatever is done to many", whatever_is_done_to_many, 0, 0 },
	};

	return contract_main("alarms", cases, sizeof(cases) / sizeof(cases[0]));
}
