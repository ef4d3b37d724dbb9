/* SPDX-License-Identifier: Apache-2.0 */
/* A descriptor for a time, by whichever file of src/sys this is linked with. */
#include <errno.h>

#include "support/contract.h"
#include "sys/clock.h"
#include "sys/readiness.h"
#include "sys/timer.h"

/* One to test, if this system has it. */
static int open_timer(void)
{
	int timer;

	errno = 0;
	timer = sys_timer_open();
	if (timer == -1) {
		CHECK_INT(errno, EOPNOTSUPP);
		CHECK(!sys_timer_set(timer, 1));
		contract_skip("this system has no descriptor for a time");
	}
	return timer;
}

static bool is_over(int timer, int wait_ms)
{
	return sys_wait_ready(timer, true, wait_ms) == 1;
}

static void it_is_readable_when_the_time_is_over(void)
{
	int timer = open_timer();
	int64_t before = sys_clock_us();

	CHECK(!is_over(timer, 0));
	CHECK(sys_timer_set(timer, 20000));
	CHECK(is_over(timer, 5000));
	CHECK(sys_clock_us() - before >= 20000);
	sys_timer_close(timer);
}

static void no_time_is_over_at_once(void)
{
	int timer = open_timer();

	CHECK(sys_timer_set(timer, 0));
	CHECK(is_over(timer, 5000));
	CHECK(sys_timer_set(timer, 1));
	CHECK(is_over(timer, 5000));
	sys_timer_close(timer);
}

static void a_new_time_takes_the_place_of_the_old_one(void)
{
	int timer = open_timer();

	CHECK(sys_timer_set(timer, 0));
	CHECK(is_over(timer, 5000));
	CHECK(sys_timer_set(timer, 3600000000));
	CHECK(!is_over(timer, 0));
	CHECK(sys_timer_set(timer, 1000));
	CHECK(is_over(timer, 5000));
	CHECK(sys_timer_set(timer, -1));
	CHECK(!is_over(timer, 5));
	CHECK(sys_timer_set(timer, -1));
	sys_timer_close(timer);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(it_is_readable_when_the_time_is_over),
	CASE(no_time_is_over_at_once),
	CASE(a_new_time_takes_the_place_of_the_old_one),
};

int main(void)
{
	return contract_main("timer", cases, sizeof(cases) / sizeof(cases[0]));
}
