/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading, writing and controls with what they cannot work on: each result and record, and
 * never a crash.
 */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "kind.h"
#include "support/contract.h"

#define NULL_BIO      "BIO routines:passed a null parameter"
#define UNSUPPORTED   "BIO routines:unsupported method"
#define UNINITIALISED "BIO routines:uninitialized"
#define INVALID       "BIO routines:invalid argument"

static char data[16];

static long read_9(BIO *b)
{
	return BIO_read(b, data, 9);
}
static long read_none(BIO *b)
{
	return BIO_read(b, data, 0);
}
static long read_negative(BIO *b)
{
	return BIO_read(b, data, -1);
}
static long write_9(BIO *b)
{
	return BIO_write(b, data, 9);
}
static long write_none(BIO *b)
{
	return BIO_write(b, data, 0);
}
static long write_negative(BIO *b)
{
	return BIO_write(b, data, -1);
}
static long write_none_ex(BIO *b)
{
	return BIO_write_ex(b, data, 0, NULL);
}
static long puts_text(BIO *b)
{
	return BIO_puts(b, "abc");
}
static long gets_9(BIO *b)
{
	return BIO_gets(b, data, 9);
}
static long gets_none(BIO *b)
{
	return BIO_gets(b, data, 0);
}
static long gets_negative(BIO *b)
{
	return BIO_gets(b, data, -1);
}
static long get_line_9(BIO *b)
{
	return BIO_get_line(b, data, 9);
}
static long get_line_none(BIO *b)
{
	return BIO_get_line(b, data, 0);
}
static long get_line_null(BIO *b)
{
	return BIO_get_line(b, NULL, 9);
}
static long ctrl(BIO *b)
{
	return BIO_ctrl(b, 5000, 7, NULL);
}
static long int_ctrl(BIO *b)
{
	return BIO_int_ctrl(b, 5000, 7, 9);
}
static long ptr_ctrl(BIO *b)
{
	return BIO_ptr_ctrl(b, 5000, 7) != NULL;
}
static long callback_ctrl(BIO *b)
{
	return BIO_callback_ctrl(b, 14, NULL);
}
static long wrong_callback_ctrl(BIO *b)
{
	return BIO_callback_ctrl(b, 15, NULL);
}
static long pending(BIO *b)
{
	return (long)BIO_ctrl_pending(b);
}
static long wpending(BIO *b)
{
	return (long)BIO_ctrl_wpending(b);
}
static long flush(BIO *b)
{
	return BIO_flush(b);
}
static long numbers(BIO *b)
{
	return (long)(BIO_number_read(b) + BIO_number_written(b));
}

static long read_ex_9(BIO *b)
{
	size_t n = 77;

	return BIO_read_ex(b, data, 9, &n) * 1000 + (long)n;
}

static long write_ex_9(BIO *b)
{
	size_t n = 77;

	return BIO_write_ex(b, data, 9, &n) * 1000 + (long)n;
}

struct outcome {
	long ret;
	const char *errors;
};

static const struct row {
	const char *name;
	long (*run)(BIO *);
	struct outcome null, empty, uninitialised;
} rows[] = {
	{ "read", read_9, { -1, NULL_BIO }, { -2, UNSUPPORTED }, { -1, UNINITIALISED } },
	{ "read 0", read_none, { -1, NULL_BIO }, { -2, UNSUPPORTED }, { -1, UNINITIALISED } },
	{ "read -1", read_negative, { 0, "-" }, { 0, "-" }, { 0, "-" } },
	{ "read_ex", read_ex_9, { 77, NULL_BIO }, { 77, UNSUPPORTED }, { 77, UNINITIALISED } },
	{ "write", write_9, { 0, "-" }, { -2, UNSUPPORTED }, { -1, UNINITIALISED } },
	{ "write 0", write_none, { 0, "-" }, { 0, "-" }, { 0, "-" } },
	{ "write -1", write_negative, { 0, "-" }, { 0, "-" }, { 0, "-" } },
	{ "write_ex", write_ex_9, { 0, "-" }, { 0, UNSUPPORTED }, { 0, UNINITIALISED } },
	{ "write_ex 0", write_none_ex, { 0, "-" }, { 1, UNSUPPORTED }, { 1, UNINITIALISED } },
	{ "puts", puts_text, { -1, NULL_BIO }, { -2, UNSUPPORTED }, { -1, UNINITIALISED } },
	{ "gets", gets_9, { -1, NULL_BIO }, { -2, UNSUPPORTED }, { -1, UNINITIALISED } },
	{ "gets 0", gets_none, { -1, NULL_BIO }, { -2, UNSUPPORTED }, { -1, UNINITIALISED } },
	{ "gets -1", gets_negative, { -1, NULL_BIO }, { -2, UNSUPPORTED }, { -1, INVALID } },
	{ "get_line", get_line_9, { -1, NULL_BIO }, { 0, UNSUPPORTED ";" UNSUPPORTED },
	    { -1, UNINITIALISED } },
	{ "get_line 0", get_line_none, { -1, INVALID }, { -1, INVALID }, { -1, INVALID } },
	{ "get_line NULL", get_line_null, { -1, NULL_BIO }, { -1, NULL_BIO }, { -1, NULL_BIO } },
	{ "ctrl", ctrl, { -1, "-" }, { -2, UNSUPPORTED }, { 6, "-" } },
	{ "int_ctrl", int_ctrl, { -1, "-" }, { -2, UNSUPPORTED }, { 6, "-" } },
	{ "ptr_ctrl", ptr_ctrl, { 0, "-" }, { 0, UNSUPPORTED }, { 0, "-" } },
	{ "callback_ctrl", callback_ctrl, { -2, "-" }, { -2, UNSUPPORTED }, { 6, "-" } },
	{ "callback_ctrl 15", wrong_callback_ctrl, { -2, "-" }, { -2, UNSUPPORTED },
	    { -2, UNSUPPORTED } },
	{ "pending", pending, { 0, "-" }, { 0, UNSUPPORTED }, { 6, "-" } },
	{ "wpending", wpending, { 0, "-" }, { 0, UNSUPPORTED }, { 6, "-" } },
	{ "flush", flush, { -1, "-" }, { -2, UNSUPPORTED }, { 6, "-" } },
	{ "numbers", numbers, { 0, "-" }, { 0, "-" }, { 0, "-" } },
};

static void check_outcome(const struct row *row, BIO *b, const struct outcome *want)
{
	bool same = CHECK_INT(row->run(b), want->ret);

	if (!CHECK_ERRORS(want->errors) || !same)
		kind_note("(%s)", row->name);
}

static void bad_bios_give_their_results(void)
{
	BIO *empty = kind_new(KIND_EMPTY, 'e'), *raw = kind_new(KIND_UNINITIALISED, 'u');

	kind_answers.ctrl = 6;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		check_outcome(&rows[i], NULL, &rows[i].null);
		check_outcome(&rows[i], empty, &rows[i].empty);
		check_outcome(&rows[i], raw, &rows[i].uninitialised);
	}
	kind_answers.ctrl = 1;
	BIO_free(empty);
	BIO_free(raw);
}

static void records_name_the_public_function(void)
{
	const char *func = NULL;

	BIO_read(NULL, data, 1);
	ERR_peek_error_func(&func);
	CHECK_STR(func, contract_is_oracle() ? "bio_read_intern" : "BIO_read");
	ERR_clear_error();
	BIO_gets(NULL, data, 1);
	ERR_peek_error_func(&func);
	CHECK_STR(func, "BIO_gets");
}

static void a_null_count_is_not_written(void)
{
	BIO *b = kind_new(KIND_FULL, 'b');

	kind_answers.n = 3;
	CHECK_INT(BIO_write_ex(b, data, 9, NULL), 1);
	CHECK_INT(BIO_number_written(b), 3);
	BIO_free(b);
}

static void a_null_count_of_a_read_neither(void)
{
	BIO *b = kind_new(KIND_FULL, 'b');

	if (!contract_is_oracle())
		CHECK_INT(BIO_read_ex(b, data, 9, NULL), 1);
	BIO_free(b);
}

static void counters_go_past_4_gigabytes(void)
{
	BIO *b = kind_new(KIND_FULL, 'b');
	size_t n;

	kind_answers.n = INT_MAX;
	for (int i = 0; i < 8; i++) {
		CHECK_INT(BIO_write(b, data, INT_MAX), INT_MAX);
		CHECK_INT(BIO_read_ex(b, data, INT_MAX, &n), 1);
	}
	CHECK_INT(BIO_number_written(b), 8LL * INT_MAX);
	CHECK_INT(BIO_number_read(b), 8LL * INT_MAX);
	kind_answers.n = 3;
	BIO_free(b);
}

static void lines_are_got_by_single_bytes(void)
{
	BIO *b = BIO_new_mem_buf("one\n\ntwo", -1);
	char line[8] = "??????";

	CHECK_INT(BIO_get_line(b, line, sizeof(line)), 4);
	CHECK_STR(line, "one\n");
	CHECK_INT(BIO_get_line(b, line, sizeof(line)), 1);
	CHECK_STR(line, "\n");
	CHECK_INT(BIO_get_line(b, line, 3), 2);
	CHECK_STR(line, "tw");
	CHECK_INT(BIO_get_line(b, line, 1), 0);
	CHECK_STR(line, "");
	CHECK_INT(BIO_get_line(b, line, sizeof(line)), 1);
	CHECK_STR(line, "o");
	CHECK_INT(BIO_get_line(b, line, sizeof(line)), 0);
	CHECK_STR(line, "");
	BIO_free(b);
}

/* Half a line that is there, and then nothing yet: a pair, and the same behind a buffer. */
static void half_a_line_is_returned_and_its_rest_later(void)
{
	for (int buffered = 0; buffered < 2; buffered++) {
		BIO *in = NULL, *out = NULL, *b;
		char line[8] = "??????";

		CHECK_INT(BIO_new_bio_pair(&in, 0, &out, 0), 1);
		b = buffered ? BIO_push(BIO_new(BIO_f_buffer()), in) : in;
		CHECK_INT(BIO_write(out, "ab", 2), 2);
		CHECK_INT(BIO_get_line(b, line, sizeof(line)), 2);
		CHECK_STR(line, "ab");
		CHECK_INT(BIO_test_flags(b, BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY),
		    BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
		CHECK_INT(BIO_get_line(b, line, sizeof(line)), -1);
		CHECK_STR(line, "");
		CHECK_INT(BIO_should_read(b), BIO_FLAGS_READ);
		CHECK_INT(BIO_write(out, "c\n", 2), 2);
		CHECK_INT(BIO_get_line(b, line, sizeof(line)), 2);
		CHECK_STR(line, "c\n");
		CHECK_INT(BIO_should_retry(b), 0);
		CHECK_ERRORS("-");
		BIO_free_all(b);
		BIO_free(out);
	}
}

/* biosock takes a NULL BIO anywhere; libcrypto crashes in these. */
static void no_function_crashes_on_null(void)
{
	if (contract_is_oracle())
		return;
	BIO_set_data(NULL, data);
	BIO_set_init(NULL, 1);
	BIO_set_shutdown(NULL, 1);
	BIO_set_flags(NULL, 1);
	BIO_clear_flags(NULL, 1);
	BIO_set_next(NULL, NULL);
	BIO_set_callback_ex(NULL, NULL);
	BIO_set_callback_arg(NULL, NULL);
	BIO_set_retry_reason(NULL, 1);
	BIO_copy_next_retry(NULL);
	CHECK(BIO_get_data(NULL) == NULL && BIO_get_ex_data(NULL, 0) == NULL);
	CHECK(BIO_get_callback_ex(NULL) == NULL && BIO_get_callback_arg(NULL) == NULL);
	CHECK(BIO_get_retry_BIO(NULL, NULL) == NULL && BIO_method_name(NULL) == NULL);
	CHECK_INT(BIO_get_init(NULL) + BIO_get_shutdown(NULL) + BIO_test_flags(NULL, -1), 0);
	CHECK_INT(BIO_set_ex_data(NULL, 0, data) + BIO_up_ref(NULL) + BIO_method_type(NULL), 0);
	CHECK_ERRORS("-");
	CHECK(BIO_new(NULL) == NULL);
	CHECK_ERRORS(NULL_BIO);
}

static const struct contract_case cases[] = {
	{ "bad BIOs give their results", bad_bios_give_their_results, 0, 0 },
	{ "records name the public function", records_name_the_public_function, 0, 0 },
	{ "a NULL count is not written", a_null_count_is_not_written, 0, 0 },
	{ "a NULL count of a read neither", a_null_count_of_a_read_neither, 0, 0 },
	{ "counters go past 4 gigabytes", counters_go_past_4_gigabytes, 0, 0 },
	{ "lines are got by single bytes", lines_are_got_by_single_bytes, 0, 0 },
	{ "half a line is returned, and its rest later", half_a_line_is_returned_and_its_rest_later,
	    22, 0 },
	{ "no function crashes on NULL", no_function_crashes_on_null, 0, 0 },
};

int main(void)
{
	int ret = contract_main("bio.io", cases, sizeof(cases) / sizeof(cases[0]));

	kind_free_methods();
	return ret;
}
