/* SPDX-License-Identifier: Apache-2.0 */
/* Marks: forgetting the errors of an attempt, and no others. */
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

static void raise_n(int first, int n)
{
	for (int i = 0; i < n; i++)
		ERR_raise(ERR_LIB_BIO, first + i);
}

static void no_mark_on_an_empty_queue(void)
{
	ERR_clear_error();
	CHECK_INT(ERR_set_mark(), 0);
	CHECK_INT(ERR_pop_to_mark(), 0);
	CHECK_INT(ERR_clear_last_mark(), 0);
}

static void pop_takes_what_is_above_the_mark(void)
{
	ERR_clear_error();
	raise_n(100, 2);
	CHECK_INT(ERR_set_mark(), 1);
	raise_n(110, 3);
	CHECK_INT(ERR_pop_to_mark(), 1);
	CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), 101);
	CHECK_INT(ERR_GET_REASON(ERR_peek_error()), 100);
}

static void pop_without_a_mark_takes_all(void)
{
	ERR_clear_error();
	raise_n(100, 3);
	CHECK_INT(ERR_pop_to_mark(), 0);
	CHECK_INT(ERR_peek_error(), 0);
}

static void marks_count(void)
{
	ERR_clear_error();
	raise_n(100, 1);
	CHECK_INT(ERR_set_mark(), 1);
	CHECK_INT(ERR_set_mark(), 1);
	raise_n(110, 1);
	CHECK_INT(ERR_pop_to_mark(), 1);
	raise_n(110, 1);
	CHECK_INT(ERR_pop_to_mark(), 1);
	CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), 100);
	CHECK_INT(ERR_pop_to_mark(), 0);
}

static void clearing_a_mark_keeps_the_records(void)
{
	ERR_clear_error();
	raise_n(100, 1);
	ERR_set_mark();
	raise_n(110, 1);
	CHECK_INT(ERR_clear_last_mark(), 1);
	CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), 110);
	CHECK_INT(ERR_clear_last_mark(), 0);
}

static void a_mark_goes_with_its_record(void)
{
	ERR_clear_error();
	raise_n(100, 1);
	ERR_set_mark();
	raise_n(110, 1);
	ERR_get_error();
	CHECK_INT(ERR_pop_to_mark(), 0);
	CHECK_INT(ERR_peek_error(), 0);
	raise_n(100, 1);
	ERR_set_mark();
	raise_n(110, 20);
	CHECK_INT(ERR_clear_last_mark(), 0);
}

static void clear_takes_the_marks(void)
{
	raise_n(100, 1);
	ERR_set_mark();
	ERR_clear_error();
	raise_n(100, 1);
	CHECK_INT(ERR_clear_last_mark(), 0);
}

#if OPENSSL_VERSION_PREREQ(3, 3)
static void count_is_of_records_above_the_mark(void)
{
	ERR_clear_error();
	CHECK_INT(ERR_count_to_mark(), 0);
	raise_n(100, 2);
	CHECK_INT(ERR_count_to_mark(), 2);
	ERR_set_mark();
	CHECK_INT(ERR_count_to_mark(), 0);
	raise_n(110, 3);
	CHECK_INT(ERR_count_to_mark(), 3);
	raise_n(120, 30);
	CHECK_INT(ERR_count_to_mark(), 15);
}

static void pop_takes_the_newest(void)
{
	ERR_clear_error();
	CHECK_INT(ERR_pop(), 0);
	raise_n(100, 2);
	CHECK_INT(ERR_pop(), 1);
	CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), 100);
}
#else
#define count_is_of_records_above_the_mark NULL
#define pop_takes_the_newest               NULL
#endif

static const struct contract_case cases[] = {
	{ "no mark on an empty queue", no_mark_on_an_empty_queue, 0, 0 },
	{ "pop takes what is above the mark", pop_takes_what_is_above_the_mark, 0, 0 },
	{ "pop without a mark takes all", pop_without_a_mark_takes_all, 0, 0 },
	{ "marks count", marks_count, 0, 0 },
	{ "clearing a mark keeps the records", clearing_a_mark_keeps_the_records, 0, 0 },
	{ "a mark goes with its record", a_mark_goes_with_its_record, 0, 0 },
	{ "clear takes the marks", clear_takes_the_marks, 0, 0 },
	{ "count is of records above the mark", count_is_of_records_above_the_mark, 0,
	    0x30300000UL },
	{ "ERR_pop takes the newest", pop_takes_the_newest, 0, 0x30300000UL },
};

int main(void)
{
	return contract_main("err.marks", cases, sizeof(cases) / sizeof(cases[0]));
}
