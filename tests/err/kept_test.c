/* SPDX-License-Identifier: Apache-2.0 */
/* Stacks kept aside: what goes there, what stays, and what comes back. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/memory.h"

#if OPENSSL_VERSION_PREREQ(3, 2)
static ERR_STATE *kept;

static void raise_n(int first, int n)
{
	for (int i = 0; i < n; i++) {
		ERR_new();
		ERR_set_debug("file.c", first + i, "func");
		ERR_set_error(ERR_LIB_BIO, first + i, "of %d", first + i);
	}
}

/* Takes the oldest record off: it must be one of raise_n(). */
static void check_next(int number)
{
	const char *file = NULL, *func = NULL, *data = NULL;
	int line = 0, flags = 0;
	unsigned long code = ERR_get_error_all(&file, &line, &func, &data, &flags);

	CHECK_INT(code, ERR_PACK(ERR_LIB_BIO, 0, number));
	if (code == 0)
		return;
	CHECK_STR(file, "file.c");
	CHECK_INT(line, number);
	CHECK_STR(func, "func");
	CHECK(strncmp(data, "of ", 3) == 0);
	CHECK_INT(flags, ERR_TXT_MALLOCED | ERR_TXT_STRING);
}

static void check_rest(int first, int n)
{
	for (int i = 0; i < n; i++)
		check_next(first + i);
	CHECK_INT(ERR_get_error(), 0);
}

static void fresh(void)
{
	ERR_clear_error();
	OSSL_ERR_STATE_free(kept);
	kept = OSSL_ERR_STATE_new();
	CHECK(kept != NULL);
}

static void saving_takes_all(void)
{
	fresh();
	raise_n(101, 3);
	errno = 77;
	OSSL_ERR_STATE_save(kept);
	CHECK_INT(ERR_peek_error(), 0);
	raise_n(120, 1);
	OSSL_ERR_STATE_restore(kept);
	if (!contract_is_oracle()) /* which lets through what its allocations do to it */
		CHECK_INT(errno, 77);
	check_next(120);
	check_rest(101, 3);
}

static void what_is_kept_can_be_restored_again(void)
{
	fresh();
	raise_n(101, 2);
	OSSL_ERR_STATE_save(kept);
	OSSL_ERR_STATE_restore(kept);
	OSSL_ERR_STATE_restore(kept);
	check_next(101);
	check_next(102);
	check_rest(101, 2);
	OSSL_ERR_STATE_restore(kept);
	check_rest(101, 2);
}

static void saving_replaces_what_was_kept(void)
{
	fresh();
	raise_n(101, 2);
	OSSL_ERR_STATE_save(kept);
	raise_n(110, 1);
	OSSL_ERR_STATE_save(kept);
	OSSL_ERR_STATE_restore(kept);
	check_rest(110, 1);
	OSSL_ERR_STATE_save(kept);
	OSSL_ERR_STATE_restore(kept);
	CHECK_INT(ERR_peek_error(), 0);
}

/* A record without data gets none of what was kept in its place, whichever place that is. */
static void check_no_old_data(void (*save)(ERR_STATE *))
{
	const char *data = NULL;
	int flags = 0;

	fresh();
	raise_n(101, 15);
	save(kept);
	ERR_raise(ERR_LIB_BIO, 120);
	save(kept);
	OSSL_ERR_STATE_restore(kept);
	CHECK_INT(ERR_GET_REASON(ERR_peek_error_data(&data, &flags)), 120);
	CHECK_STR(data, "");
	CHECK_INT(flags, 0);
	ERR_clear_error();
}

static void what_was_kept_leaves_no_data(void)
{
	check_no_old_data(OSSL_ERR_STATE_save);
	check_no_old_data(OSSL_ERR_STATE_save_to_mark);
}

static void to_the_mark_nothing_may_be_above(void)
{
	fresh();
	raise_n(101, 2);
	OSSL_ERR_STATE_save(kept);
	raise_n(110, 1);
	ERR_set_mark();
	OSSL_ERR_STATE_save_to_mark(kept);
	OSSL_ERR_STATE_restore(kept);
	CHECK_INT(ERR_count_to_mark(), 0);
	CHECK_INT(ERR_pop_to_mark(), 1);
	check_rest(110, 1);
}

/* What a program may look at, as long as it may look into a stack at all. */
static void marks_are_kept_though_they_do_not_come_back(void)
{
	fresh();
	raise_n(101, 2);
	ERR_set_mark();
	OSSL_ERR_STATE_save(kept);
	CHECK_INT(kept->err_marks[kept->top], 1);
}

static void to_the_mark_what_is_below_stays(void)
{
	fresh();
	raise_n(101, 2);
	ERR_set_mark();
	ERR_set_mark();
	raise_n(110, 3);
	errno = 77;
	OSSL_ERR_STATE_save_to_mark(kept);
	if (!contract_is_oracle())
		CHECK_INT(errno, 77);
	CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), 102);
	CHECK_INT(ERR_pop_to_mark(), 1);
	CHECK_INT(ERR_pop_to_mark(), 1);
	CHECK_INT(ERR_pop_to_mark(), 0);
	OSSL_ERR_STATE_restore(kept);
	check_rest(110, 3);
}

static void without_a_mark_all_is_saved(void)
{
	fresh();
	raise_n(101, 2);
	OSSL_ERR_STATE_save_to_mark(kept);
	CHECK_INT(ERR_peek_error(), 0);
	OSSL_ERR_STATE_restore(kept);
	check_rest(101, 2);
	OSSL_ERR_STATE_save_to_mark(kept);
	OSSL_ERR_STATE_restore(kept);
	CHECK_INT(ERR_peek_error(), 0);
}

static void marks_do_not_come_back(void)
{
	fresh();
	raise_n(101, 1);
	ERR_set_mark();
	raise_n(102, 1);
	OSSL_ERR_STATE_save(kept);
	OSSL_ERR_STATE_restore(kept);
	CHECK_INT(ERR_count_to_mark(), 2);
	CHECK_INT(ERR_clear_last_mark(), 0);
	check_rest(101, 2);
}

static void a_full_stack_loses_its_oldest(void)
{
	fresh();
	raise_n(101, 20);
	OSSL_ERR_STATE_save(kept);
	raise_n(130, 2);
	OSSL_ERR_STATE_restore(kept);
	check_rest(106, 15);
	raise_n(130, 15);
	OSSL_ERR_STATE_restore(kept);
	check_rest(106, 15);
}

/* A program's own data is kept as it is, and copied when it comes back. */
static void own_data_is_copied_when_restored(void)
{
	static char own[] = "own";
	const char *data = NULL;
	int flags = 0;

	fresh();
	raise_n(101, 1);
	ERR_set_error_data(own, ERR_TXT_STRING);
	OSSL_ERR_STATE_save(kept);
	OSSL_ERR_STATE_restore(kept);
	ERR_peek_error_data(&data, &flags);
	CHECK_STR(data, "own");
	CHECK(data != own);
	CHECK_INT(flags, ERR_TXT_MALLOCED | ERR_TXT_STRING);
}

static void long_texts_come_back_whole(void)
{
	static char big[2001];
	const char *data = NULL, *file = NULL;

	memset(big, 'b', 2000);
	fresh();
	ERR_new();
	ERR_set_debug(big, 1, big);
	ERR_set_error(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, NULL);
	ERR_add_error_data(1, big);
	OSSL_ERR_STATE_save(kept);
	OSSL_ERR_STATE_restore(kept);
	ERR_peek_error_all(&file, NULL, NULL, &data, NULL);
	CHECK_STR(data, big);
	CHECK_STR(file, big);
}

static void null_is_nothing(void)
{
	fresh();
	raise_n(101, 2);
	OSSL_ERR_STATE_save(NULL);
	OSSL_ERR_STATE_free(NULL);
	check_rest(101, 2);
}

static int keep_and_restore(void)
{
	ERR_STATE *es = OSSL_ERR_STATE_new();

	if (es == NULL)
		return 0;
	OSSL_ERR_STATE_restore(es);
	OSSL_ERR_STATE_free(es);
	return 1;
}

static void without_memory_there_is_none(void)
{
	long held;

	fresh();
	OSSL_ERR_STATE_free(kept);
	kept = NULL;
	held = memory_held;
	memory_fails_at = 0;
	errno = 0;
	CHECK_INT(keep_and_restore(), 0);
	CHECK_INT(errno, ENOMEM);
	CHECK_INT(memory_held, held);
	memory_fails_at = -1;
	CHECK_INT(keep_and_restore(), 1);
	CHECK_INT(memory_held, held);
}

static const struct contract_case cases[] = {
	{ "saving takes all", saving_takes_all, 0, 0 },
	{ "what is kept can be restored again", what_is_kept_can_be_restored_again, 0, 0 },
	{ "saving replaces what was kept", saving_replaces_what_was_kept, 0, 0 },
	{ "what was kept leaves no data", what_was_kept_leaves_no_data, 0, 0 },
	{ "to the mark: nothing may be above", to_the_mark_nothing_may_be_above, 0, 0 },
	{ "marks are kept though they do not come back",
	    marks_are_kept_though_they_do_not_come_back, 0, 0 },
	{ "to the mark: what is below stays", to_the_mark_what_is_below_stays, 0, 0 },
	{ "without a mark all is saved", without_a_mark_all_is_saved, 0, 0 },
	{ "marks do not come back", marks_do_not_come_back, 0, 0 },
	{ "a full stack loses its oldest", a_full_stack_loses_its_oldest, 0, 0 },
	{ "own data is copied when restored", own_data_is_copied_when_restored, 0, 0 },
	{ "long texts come back whole", long_texts_come_back_whole, 0, 0 },
	{ "NULL is nothing", null_is_nothing, 0, 0 },
	{ "without memory there is none", without_memory_there_is_none, 0, 0 },
};
#else
static const struct contract_case cases[] = {
	{ "stacks kept aside", NULL, 0, 0x30200000UL },
};
#endif

int main(void)
{
	if (!memory_watch())
		return 1;
	return contract_main("err.kept", cases, sizeof(cases) / sizeof(cases[0]));
}
