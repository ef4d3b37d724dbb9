/* SPDX-License-Identifier: Apache-2.0 */
/* The error queue: what goes in comes out, oldest first, in every form of asking. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

#define CONNECT_ERROR ERR_PACK(ERR_LIB_BIO, 0, BIO_R_CONNECT_ERROR)

struct record {
	const char *file, *func, *data;
	int line, flags;
};

static const struct record untouched = { "file", "func", "data", 77, 78 };

static void check_record(const struct record *got, const struct record *want)
{
	CHECK_STR(got->file, want->file);
	CHECK_STR(got->func, want->func);
	CHECK_STR(got->data, want->data);
	CHECK_INT(got->line, want->line);
	CHECK_INT(got->flags & ERR_TXT_STRING, want->flags & ERR_TXT_STRING);
}

static void raise_at(const char *file, int line, const char *func, int reason, const char *data)
{
	ERR_new();
	ERR_set_debug(file, line, func);
	if (data == NULL)
		ERR_set_error(ERR_LIB_BIO, reason, NULL);
	else
		ERR_set_error(ERR_LIB_BIO, reason, "%s", data);
}

static void two_records(void)
{
	ERR_clear_error();
	raise_at("old.c", 1, "older", BIO_R_CONNECT_ERROR, "first");
	raise_at("new.c", 2, "newer", BIO_R_ACCEPT_ERROR, "last");
}

static void empty_queue_says_zero_and_touches_nothing(void)
{
	struct record got = untouched;

	ERR_clear_error();
	CHECK_INT(ERR_get_error(), 0);
	CHECK_INT(ERR_peek_error(), 0);
	CHECK_INT(ERR_peek_last_error(), 0);
	CHECK_INT(ERR_get_error_all(&got.file, &got.line, &got.func, &got.data, &got.flags), 0);
	CHECK_INT(ERR_peek_error_all(&got.file, &got.line, &got.func, &got.data, &got.flags), 0);
	CHECK_INT(
	    ERR_peek_last_error_all(&got.file, &got.line, &got.func, &got.data, &got.flags), 0);
	check_record(&got, &untouched);
}

static void all_forms_see_the_whole_record(void)
{
	static const struct record oldest = { "old.c", "older", "first", 1, ERR_TXT_STRING };
	static const struct record newest = { "new.c", "newer", "last", 2, ERR_TXT_STRING };
	struct record got = untouched;

	two_records();
	CHECK_INT(ERR_peek_error_all(&got.file, &got.line, &got.func, &got.data, &got.flags),
	    CONNECT_ERROR);
	check_record(&got, &oldest);
	ERR_peek_last_error_all(&got.file, &got.line, &got.func, &got.data, &got.flags);
	check_record(&got, &newest);
	ERR_get_error_all(&got.file, &got.line, &got.func, &got.data, &got.flags);
	check_record(&got, &oldest);
	ERR_get_error_all(&got.file, &got.line, &got.func, &got.data, &got.flags);
	check_record(&got, &newest);
	CHECK_INT(ERR_peek_error(), 0);
}

static void peek_forms_see_the_oldest(void)
{
	static const struct record want = { "old.c", "older", "first", 1, ERR_TXT_STRING };
	struct record got = untouched;

	two_records();
	CHECK_INT(ERR_peek_error(), CONNECT_ERROR);
	CHECK_INT(ERR_peek_error_line(&got.file, &got.line), CONNECT_ERROR);
	CHECK_INT(ERR_peek_error_func(&got.func), CONNECT_ERROR);
	CHECK_INT(ERR_peek_error_data(&got.data, &got.flags), CONNECT_ERROR);
	check_record(&got, &want);
	got = untouched;
	CHECK_INT(
	    ERR_peek_error_line_data(&got.file, &got.line, &got.data, &got.flags), CONNECT_ERROR);
	got.func = want.func;
	check_record(&got, &want);
}

static void last_forms_see_the_newest(void)
{
	static const struct record want = { "new.c", "newer", "last", 2, ERR_TXT_STRING };
	unsigned long code = ERR_PACK(ERR_LIB_BIO, 0, BIO_R_ACCEPT_ERROR);
	struct record got = untouched;

	two_records();
	CHECK_INT(ERR_peek_last_error(), code);
	CHECK_INT(ERR_peek_last_error_line(&got.file, &got.line), code);
	CHECK_INT(ERR_peek_last_error_func(&got.func), code);
	CHECK_INT(ERR_peek_last_error_data(&got.data, &got.flags), code);
	check_record(&got, &want);
	got = untouched;
	CHECK_INT(ERR_peek_last_error_line_data(&got.file, &got.line, &got.data, &got.flags), code);
	got.func = want.func;
	check_record(&got, &want);
}

static void get_forms_take_off_the_oldest(void)
{
	struct record got = untouched;

	two_records();
	CHECK_INT(ERR_get_error_line(&got.file, &got.line), CONNECT_ERROR);
	CHECK_STR(got.file, "old.c");
	CHECK_INT(got.line, 1);
	ERR_get_error_line_data(&got.file, &got.line, &got.data, &got.flags);
	CHECK_STR(got.file, "new.c");
	CHECK_STR(got.data, "last");
	CHECK_INT(ERR_get_error(), 0);
}

static void outputs_may_be_null(void)
{
	two_records();
	CHECK_INT(ERR_peek_error_all(NULL, NULL, NULL, NULL, NULL), CONNECT_ERROR);
	CHECK_INT(ERR_get_error_all(NULL, NULL, NULL, NULL, NULL), CONNECT_ERROR);
	CHECK(ERR_peek_last_error_all(NULL, NULL, NULL, NULL, NULL) != 0);
}

static void what_a_record_lacks_is_empty(void)
{
	static const struct record want = { "", "", "", 5, 0 };
	struct record got = untouched;

	ERR_clear_error();
	raise_at(NULL, 5, "", BIO_R_CONNECT_ERROR, NULL);
	ERR_get_error_all(&got.file, &got.line, &got.func, &got.data, &got.flags);
	check_record(&got, &want);
}

static void a_record_without_debug_has_line_minus_one(void)
{
	const char *file = "file";
	int line = 77;

	ERR_clear_error();
	ERR_new();
	ERR_set_error(ERR_LIB_SYS, EBADF, NULL);
	CHECK(ERR_SYSTEM_ERROR(ERR_peek_error_line(&file, &line)));
	CHECK_STR(file, "");
	CHECK_INT(line, -1);
}

static void the_ring_of_16_holds_15_and_drops_the_oldest(void)
{
	ERR_clear_error();
	for (int reason = 101; reason <= 120; reason++)
		ERR_raise(ERR_LIB_BIO, reason);
	for (int reason = 106; reason <= 120; reason++)
		CHECK_INT(ERR_GET_REASON(ERR_get_error()), reason);
	CHECK_INT(ERR_get_error(), 0);
}

static void setting_an_error_without_a_record_is_not_seen(void)
{
	ERR_clear_error();
	ERR_set_debug("file.c", 1, "func");
	ERR_set_error(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "data %d", 1);
	CHECK_INT(ERR_peek_error(), 0);
	ERR_raise(ERR_LIB_BIO, BIO_R_ACCEPT_ERROR);
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), BIO_R_ACCEPT_ERROR);
	CHECK_INT(ERR_get_error(), 0);
}

static void a_new_record_without_an_error_counts_as_none(void)
{
	ERR_clear_error();
	ERR_new();
	CHECK_INT(ERR_peek_error(), 0);
	CHECK_INT(ERR_get_error(), 0);
}

static void debug_changes_the_newest(void)
{
	const char *file = NULL;
	int line = 0;

	two_records();
	ERR_set_debug("changed.c", 9, "f");
	ERR_peek_last_error_line(&file, &line);
	CHECK_STR(file, "changed.c");
	CHECK_INT(line, 9);
	ERR_peek_error_line(&file, &line);
	CHECK_STR(file, "old.c");
}

static void debug_copies_its_strings(void)
{
	char file[] = "gone.c", func[300];
	const char *got_file = NULL, *got_func = NULL;
	char want[300];

	memset(func, 'f', sizeof(func) - 1);
	func[sizeof(func) - 1] = '\0';
	memcpy(want, func, sizeof(want));
	ERR_clear_error();
	raise_at(file, 1, func, BIO_R_CONNECT_ERROR, NULL);
	memset(file, 'x', sizeof(file) - 1);
	memset(func, 'x', sizeof(func) - 1);
	ERR_peek_error_all(&got_file, NULL, &got_func, NULL, NULL);
	CHECK_STR(got_file, "gone.c");
	CHECK_STR(got_func, want);
}

static void texts_outlive_their_getting(void)
{
	const char *data = NULL;
	char big[400];

	memset(big, 'b', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	ERR_clear_error();
	raise_at("f.c", 1, "f", BIO_R_CONNECT_ERROR, big);
	ERR_peek_error_data(&data, NULL);
	CHECK_STR(data, big);
	ERR_get_error_all(NULL, NULL, NULL, &data, NULL);
	CHECK_STR(data, big);
	CHECK_INT(ERR_peek_error(), 0);
}

static void codes_are_packed_by_library(void)
{
	static const struct {
		int lib, reason;
		unsigned long code;
	} rows[] = {
		{ ERR_LIB_BIO, BIO_R_CONNECT_ERROR, 0x10000067 },
		{ ERR_LIB_SYS, EBADF, 0x80000009 },
		{ ERR_LIB_SYS, -1, 0xffffffff },
		{ 256 + ERR_LIB_BIO, BIO_R_CONNECT_ERROR, 0x10000067 },
		{ ERR_LIB_BIO, 0x800067, 0x10000067 },
		{ -1, 5, 0x7f800005 },
		{ ERR_LIB_BIO, -5, 0x107ffffb },
		{ ERR_LIB_BIO, ERR_R_MALLOC_FAILURE, 0x100c0100 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ERR_clear_error();
		ERR_raise(rows[i].lib, rows[i].reason);
		CHECK_INT(ERR_peek_error(), rows[i].code);
	}
}

static void codes_come_apart_again(void)
{
	CHECK_INT(ERR_GET_LIB(0x100c0100), ERR_LIB_BIO);
	CHECK_INT(ERR_GET_REASON(0x100c0100), ERR_R_MALLOC_FAILURE);
	CHECK_INT(ERR_GET_RFLAGS(0x100c0100), ERR_RFLAG_FATAL | ERR_RFLAG_COMMON);
	CHECK(ERR_FATAL_ERROR(0x100c0100));
	CHECK(ERR_COMMON_ERROR(0x10080106));
	CHECK(!ERR_FATAL_ERROR(0x10080106));
	CHECK(!ERR_COMMON_ERROR(0x10000067));
	CHECK_INT(ERR_GET_LIB(0x80000009), ERR_LIB_SYS);
	CHECK_INT(ERR_GET_REASON(0x80000009), EBADF);
	CHECK_INT(ERR_GET_RFLAGS(0xffffffff), 0);
}

static void the_old_macros_raise(void)
{
	const char *file = NULL, *func = NULL;
	int line = 0;

	ERR_clear_error();
	BIOerr(0, BIO_R_CONNECT_ERROR);
	SYSerr(0, EBADF);
	ERR_put_error(ERR_LIB_BIO, 0, BIO_R_ACCEPT_ERROR, "put.c", 3);
	ERR_PUT_error(ERR_LIB_BIO, 0, BIO_R_IN_USE, "PUT.c", 4);
	CHECK_INT(ERR_get_error(), CONNECT_ERROR);
	CHECK_INT(ERR_get_error(), 0x80000009);
	ERR_get_error_all(&file, &line, &func, NULL, NULL);
	CHECK_STR(file, "put.c");
	CHECK_INT(line, 3);
	CHECK_STR(func, __func__);
	ERR_get_error_line(&file, &line);
	CHECK_STR(file, "PUT.c");
}

static void raising_and_clearing_keep_errno(void)
{
	ERR_clear_error();
	errno = 42;
	ERR_raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%0600d", 1);
	ERR_add_error_data(1, "more");
	ERR_add_error_txt("-", "more");
	ERR_peek_error();
	ERR_clear_error();
	CHECK_INT(errno, 42);
}

static void state_shows_the_ring(void)
{
	ERR_STATE *state;

	two_records();
	state = ERR_get_state();
	CHECK_INT(state->top - state->bottom, 2);
	CHECK_STR(state->err_file[state->top], "new.c");
	CHECK_INT(state->err_line[state->top], 2);
	CHECK_STR(state->err_data[state->top], "last");
	ERR_remove_state(0);
	ERR_remove_thread_state(NULL);
	CHECK_INT(ERR_peek_error(), CONNECT_ERROR);
	ERR_clear_error();
	CHECK_INT(state->top, state->bottom);
}

static const struct contract_case cases[] = {
	{ "empty queue says zero and touches nothing", empty_queue_says_zero_and_touches_nothing, 0,
	    0 },
	{ "all forms see the whole record", all_forms_see_the_whole_record, 0, 0 },
	{ "peek forms see the oldest", peek_forms_see_the_oldest, 0, 0 },
	{ "last forms see the newest", last_forms_see_the_newest, 0, 0 },
	{ "get forms take off the oldest", get_forms_take_off_the_oldest, 0, 0 },
	{ "outputs may be NULL", outputs_may_be_null, 0, 0 },
	{ "what a record lacks is empty", what_a_record_lacks_is_empty, 0, 0 },
	{ "a record without debug has line -1", a_record_without_debug_has_line_minus_one, 0, 0 },
	{ "the ring of 16 holds 15", the_ring_of_16_holds_15_and_drops_the_oldest, 0, 0 },
	{ "an error without a record is not seen", setting_an_error_without_a_record_is_not_seen, 0,
	    0 },
	{ "a record without an error counts as none", a_new_record_without_an_error_counts_as_none,
	    0, 0 },
	{ "debug changes the newest", debug_changes_the_newest, 0, 0 },
	{ "debug copies its strings", debug_copies_its_strings, 0, 0 },
	{ "texts outlive their getting", texts_outlive_their_getting, 0, 0 },
	{ "codes are packed by library", codes_are_packed_by_library, 0, 0 },
	{ "codes come apart again", codes_come_apart_again, 0, 0 },
	{ "the old macros raise", the_old_macros_raise, 0, 0 },
	{ "raising and clearing keep errno", raising_and_clearing_keep_errno, 0, 0 },
	{ "state shows the ring", state_shows_the_ring, 0, 0 },
};

int main(void)
{
	return contract_main("err.queue", cases, sizeof(cases) / sizeof(cases[0]));
}
