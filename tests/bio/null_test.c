/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_null(3) and BIO_f_null(3): what takes all, and what changes nothing. */
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "scripted.h"
#include "support/contract.h"

static void sink_takes_all_and_gives_nothing(void)
{
	BIO *b = BIO_new(BIO_s_null());
	char out[4] = "abc";
	size_t n = 9;

	CHECK_INT(BIO_method_type(b), BIO_TYPE_NULL);
	CHECK_STR(BIO_method_name(b), "NULL");
	CHECK_INT(BIO_write(b, "abc", 3), 3);
	CHECK_INT(BIO_write(b, NULL, 3), 3);
	CHECK_INT(BIO_write(b, NULL, 0), 0);
	CHECK_INT(BIO_puts(b, "hello"), 5);
	CHECK_INT(BIO_puts(b, ""), 0);
	CHECK_INT(BIO_read(b, out, 4), 0);
	CHECK_INT(BIO_read(b, NULL, 4), 0);
	CHECK_INT(BIO_read_ex(b, out, 4, &n), 0);
	CHECK_INT(n, 0);
	CHECK_INT(BIO_gets(b, out, 4), 0);
	CHECK_STR(out, "abc");
	CHECK_INT(BIO_number_written(b), 11);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void sink_says_yes(void)
{
	static const int yes[] = { BIO_CTRL_RESET, BIO_CTRL_EOF, BIO_CTRL_SET, BIO_CTRL_SET_CLOSE,
		BIO_CTRL_FLUSH, BIO_CTRL_DUP };
	BIO *b = BIO_new(BIO_s_null());

	for (int command = 0; command < 200; command++) {
		long want = 0;

		for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
			want |= yes[i] == command;
		CHECK_INT(BIO_ctrl(b, command, 0, NULL), want);
	}
	CHECK_INT(BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, NULL), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	BIO_free(b);
}

static BIO *filter_over(const char *script)
{
	BIO *b = BIO_new(BIO_f_null());

	BIO_push(b, scripted_new(script));
	return b;
}

static void filter_passes_all_on(void)
{
	BIO *b = filter_over("");
	char out[8] = "";

	CHECK_INT(BIO_method_type(b), BIO_TYPE_NULL_FILTER);
	CHECK_STR(BIO_method_name(b), "NULL filter");
	CHECK_INT(BIO_write(b, "abc", 3), 3);
	CHECK_INT(BIO_read(b, out, 3), 3);
	CHECK_STR(out, "abc");
	CHECK_INT(BIO_flush(b), 1);
	CHECK_INT(BIO_pending(b), 7);
	CHECK_INT(BIO_eof(b), 7);
	CHECK_INT(BIO_reset(b), 7);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DUP, 0, NULL), 0);
	CHECK_INT(BIO_do_handshake(b), 7);
	CHECK_STR(scripted_trace(), "write 3=3 read 3=3 flush=1 ctrl 10 ctrl 2 ctrl 1 ctrl 101");
	CHECK_ERRORS("-");
	BIO_free_all(b);
}

static void filter_passes_retries_back(void)
{
	BIO *b = filter_over("-!0-!0");
	char out[8];

	CHECK_INT(BIO_read(b, out, 3), -1);
	CHECK_INT(BIO_test_flags(b, ~0), BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
	CHECK_INT(BIO_read(b, out, 3), -1);
	CHECK_INT(BIO_test_flags(b, ~0), 0);
	CHECK_INT(BIO_read(b, out, 3), 0);
	CHECK_INT(BIO_write(b, "abc", 3), -1);
	CHECK_INT(BIO_test_flags(b, ~0), BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY);
	CHECK_INT(BIO_write(b, "abc", 3), -1);
	CHECK_INT(BIO_test_flags(b, ~0), 0);
	CHECK_INT(BIO_write(b, "abc", 3), 0);
	BIO_free_all(b);
}

/* Where libcrypto's says nothing of it. */
static void filter_says_that_a_flush_waits(void)
{
	BIO *b = filter_over("-*!");

	if (!contract_is_oracle()) {
		CHECK_INT(BIO_flush(b), -1);
		CHECK_INT(BIO_test_flags(b, ~0), BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY);
		CHECK_INT(BIO_flush(b), 1);
		CHECK_INT(BIO_flush(b), -1);
		CHECK_INT(BIO_should_retry(b), 0);
	}
	BIO_free_all(b);
}

static void filter_keeps_null_from_the_next(void)
{
	BIO *b = filter_over("");

	CHECK_INT(BIO_read(b, NULL, 3), 0);
	CHECK_INT(BIO_write(b, NULL, 3), 0);
	CHECK_STR(scripted_trace(), "");
	CHECK_ERRORS("-");
	BIO_free_all(b);
}

static void filter_alone_does_nothing(void)
{
	BIO *b = BIO_new(BIO_f_null());
	char out[4];

	CHECK_INT(BIO_read(b, out, 3), 0);
	CHECK_INT(BIO_write(b, "abc", 3), 0);
	CHECK_INT(BIO_puts(b, "abc"), 0);
	CHECK_INT(BIO_gets(b, out, 3), 0);
	for (int command = 0; command < 200; command++)
		CHECK_INT(BIO_ctrl(b, command, 0, NULL), 0);
	CHECK_INT(BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, NULL), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void filter_passes_lines_on(void)
{
	BIO *b = BIO_new(BIO_f_null());
	char out[8] = "";

	BIO_push(b, BIO_new(BIO_s_mem()));
	CHECK_INT(BIO_puts(b, "a\nb"), 3);
	CHECK_INT(BIO_gets(b, out, 8), 2);
	CHECK_STR(out, "a\n");
	BIO_free_all(b);
}

/* What was behind it is freed and gone: the chain ends there. */
static void filter_outlives_its_neighbour(void)
{
	BIO *b = filter_over("");
	BIO *next = BIO_next(b);
	char out[4];

	BIO_pop(next);
	BIO_free(next);
	CHECK(BIO_next(b) == NULL);
	CHECK_INT(BIO_read(b, out, 2), 0);
	CHECK_INT(BIO_write(b, "a", 1), 0);
	CHECK_INT(BIO_flush(b), 0);
	BIO_free_all(b);
}

static void filters_alone_run_nothing(void)
{
	static const BIO_METHOD *(*const filters[])(
	    void) = { BIO_f_null, BIO_f_buffer, BIO_f_linebuffer, BIO_f_nbio_test, BIO_f_prefix };

	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
		BIO *b = BIO_new(filters[i]());

		BIO_set_retry_read(b);
		CHECK_INT(BIO_do_handshake(b), 0);
		CHECK_INT(BIO_should_read(b), BIO_FLAGS_READ);
		CHECK_INT(BIO_should_retry(b), BIO_FLAGS_SHOULD_RETRY);
		BIO_free(b);
	}
	CHECK_ERRORS("-");
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "the sink takes all and gives nothing", sink_takes_all_and_gives_nothing, 0, 0 },
		{ "the sink says yes", sink_says_yes, 0, 0 },
		{ "the filter passes all on", filter_passes_all_on, 0, 0 },
		{ "the filter passes retries back", filter_passes_retries_back, 0, 0 },
		{ "the filter says that a flush waits", filter_says_that_a_flush_waits, 0, 0 },
		{ "the filter keeps NULL from the next", filter_keeps_null_from_the_next, 0, 0 },
		{ "the filter alone does nothing", filter_alone_does_nothing, 0, 0 },
		{ "filters alone run nothing", filters_alone_run_nothing, 0, 0 },
		{ "the filter passes lines on", filter_passes_lines_on, 0, 0 },
		{ "the filter outlives its neighbour", filter_outlives_its_neighbour, 0, 0 },
	};

	return contract_main("null", cases, sizeof(cases) / sizeof(cases[0]));
}
