/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_f_linebuffer(): writes by the line, whatever comes of them; all else goes through. */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "scripted.h"
#include "support/contract.h"

enum { SIZE = 10240 };

static char many[40000]; /* letters and no newline */

static BIO *lines_over(const char *script)
{
	BIO *b = BIO_new(BIO_f_linebuffer());

	BIO_push(b, scripted_new(script));
	scripted_trace();
	return b;
}

static void check_asked(const char *want)
{
	CHECK_STR(scripted_trace(), want);
}

static void check_held(BIO *b, int want)
{
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_INFO, 0, NULL), want);
}

static void writes_a_line_at_a_time(void)
{
	static const struct {
		const char *first, *second, *asked;
		int left;
	} cases[] = {
		{ "abc", "", "", 3 },
		{ "abc\n", "", "write 4=4", 0 },
		{ "abc\ndef", "", "write 4=4", 3 },
		{ "a\nbc\n\nd", "", "write 2=2 write 3=3 write 1=1", 1 },
		{ "abc", "def", "", 6 },
		{ "abc", "\n", "write 4=4", 0 },
		{ "abc", "d\nef\ng", "write 5=5 write 3=3", 1 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO *b = lines_over("");

		CHECK_INT(BIO_write(b, cases[i].first, (int)strlen(cases[i].first)),
		    strlen(cases[i].first));
		CHECK_INT(BIO_puts(b, cases[i].second), strlen(cases[i].second));
		check_asked(cases[i].asked);
		check_held(b, cases[i].left);
		BIO_free_all(b);
	}
}

static void writes_what_is_too_long_for_it(void)
{
	static const struct {
		int held, more;
		const char *asked;
		int left;
	} cases[] = {
		{ 0, SIZE, "", SIZE },
		{ 0, SIZE + 1, "write 10241=10241", 0 },
		{ 10, SIZE - 10, "", SIZE },
		{ 10, SIZE - 9, "write 10240=10240", 1 },
		{ 10, 30000, "write 10240=10240 write 19770=19770", 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO *b = lines_over("");

		BIO_write(b, many, cases[i].held);
		CHECK_INT(BIO_write(b, many, cases[i].more), cases[i].more);
		check_asked(cases[i].asked);
		check_held(b, cases[i].left);
		BIO_free_all(b);
	}
}

/*
 * After a short write the rest can be longer than what it has room for
 * (CVE-2025-68160 of OpenSSL's).
 */
static void has_room_after_short_writes(void)
{
	BIO *b = lines_over("9*5*");

	CHECK_INT(BIO_write(b, many, 30000), 30000);
	check_asked("write 30000=9 write 10240=10240 write 10240=5 write 10240=10240");
	check_held(b, 9506);
	BIO_free_all(b);
}

static void writes_lines_in_pieces(void)
{
	BIO *b = lines_over("31*21*");

	CHECK_INT(BIO_write(b, "hello\n", 6), 6);
	check_asked("write 6=3 write 3=1 write 2=2");
	BIO_write(b, "abc", 3);
	CHECK_INT(BIO_write(b, "de\n", 3), 3);
	check_asked("write 6=2 write 4=1 write 3=3");
	CHECK_STR(scripted_written(), "hello\nabcde\n");
	BIO_free_all(b);
}

static void says_how_much_it_wrote_before_it_failed(void)
{
	static const struct {
		const char *script;
		int want, flags;
	} cases[] = { { "-", -1, 10 }, { "!", -1, 0 }, { "0", 0, 0 }, { "*-", 4, 10 },
		{ "*!", 4, 0 }, { "*0", 4, 0 }, { "3-", 3, 10 } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO *b = lines_over(cases[i].script);

		CHECK_INT(BIO_write(b, "abc\ndef\nxyz", 11), cases[i].want);
		CHECK_INT(BIO_test_flags(b, ~0), cases[i].flags);
		check_held(b, 0);
		CHECK_ERRORS("-");
		BIO_free_all(b);
	}
}

/*
 * What it took in before the next BIO failed is written later. (libcrypto says it took it,
 * and forgets it.)
 */
static void keeps_what_it_says_it_took(void)
{
	BIO *b = lines_over("-");

	CHECK_INT(BIO_write(b, "abc", 3), 3);
	CHECK_INT(BIO_write(b, "d\nef", 4), 2);
	CHECK_INT(BIO_write(b, "ef", 2), 2);
	CHECK_INT(BIO_flush(b), 1);
	CHECK_STR(scripted_written(), "abcd\nef");
	BIO_free_all(b);
}

static void a_flush_that_waits_says_so(void)
{
	scripted_flush_waits(lines_over("*---*"));
}

static void flushes_until_done(void)
{
	BIO *b = lines_over("2-!01*-*");

	BIO_write(b, "hello", 5);
	CHECK_INT(BIO_flush(b), -1);
	CHECK_INT(BIO_should_write(b), BIO_FLAGS_WRITE);
	CHECK_INT(BIO_flush(b), -1);
	CHECK_INT(BIO_should_retry(b), 0);
	CHECK_INT(BIO_flush(b), 0);
	CHECK_INT(BIO_wpending(b), 3);
	check_asked("write 5=2 write 3=-1 write 3=-1 write 3=0");
	CHECK_INT(BIO_flush(b), -1);
	check_asked("write 3=1 write 2=2 flush=-1");
	CHECK_INT(BIO_flush(b), 1);
	CHECK_STR(scripted_written(), "hello");
	BIO_write(b, "x", 1);
	BIO_set_retry_reason(BIO_next(b), BIO_RR_ACCEPT);
	CHECK_INT(BIO_flush(b), 1);
	CHECK_INT(BIO_get_retry_reason(b), BIO_RR_ACCEPT);
	BIO_free_all(b);
}

static void reads_straight_through(void)
{
	BIO *b = lines_over("3-!0");
	char out[16];

	CHECK_INT(BIO_method_type(b), BIO_TYPE_LINEBUFFER);
	CHECK_STR(BIO_method_name(b), "linebuffer");
	CHECK_INT(BIO_read(b, out, 10), 3);
	CHECK_INT(BIO_read(b, out, 10), -1);
	CHECK_INT(BIO_test_flags(b, ~0), BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
	CHECK_INT(BIO_read(b, out, 10), -1);
	CHECK_INT(BIO_test_flags(b, ~0), 0);
	CHECK_INT(BIO_read(b, out, 10), 0);
	CHECK_INT(BIO_read(b, NULL, 10), 0);
	CHECK_INT(BIO_write(b, NULL, 10), 0);
	check_asked("read 10=3 read 10=-1 read 10=-1 read 10=0");
	CHECK_ERRORS("-");
	BIO_free_all(b);
}

static void reads_lines_from_the_next(void)
{
	BIO *b = BIO_new(BIO_f_linebuffer());
	char out[16] = "";

	BIO_push(b, BIO_new(BIO_s_mem()));
	BIO_puts(b, "one\ntwo");
	CHECK_INT(BIO_gets(b, out, sizeof(out)), 4);
	CHECK_STR(out, "one\n");
	CHECK_INT(BIO_pending(b), 0);
	CHECK_INT(BIO_wpending(b), 3);
	BIO_free_all(b);
}

static void check_size(long size, long want, int size_then)
{
	BIO *b = lines_over("");

	BIO_write(b, "abc", 3);
	CHECK_INT(BIO_set_buffer_size(b, size), want);
	check_held(b, 3);
	CHECK_INT(BIO_write(b, many, size_then - 3), size_then - 3);
	check_asked("");
	check_held(b, size_then);
	CHECK_ERRORS("-");
	BIO_free_all(b);
}

static void has_the_size_it_is_given(void)
{
	check_size(20000, 1, 20000);
	check_size(SIZE, 1, SIZE);
	check_size(10, 1, SIZE);
	check_size(0, 1, SIZE);
	check_size(-1, 1, SIZE);
}

static void has_no_size_beyond_an_int(void)
{
	if (LONG_MAX == INT_MAX)
		contract_skip("no long is beyond an int here");
	check_size(LONG_MAX, 0, SIZE);
	check_size((long)(INT_MAX + 1LL), 0, SIZE);
}

/* WARNING of OpenSSL's: what no longer fits is lost. */
static void is_cut_when_it_shrinks(void)
{
	BIO *b = lines_over("");

	CHECK_INT(BIO_set_buffer_size(b, 20000), 1);
	CHECK_INT(BIO_write(b, many, 19000), 19000);
	CHECK_INT(BIO_set_buffer_size(b, 12000), 1);
	check_held(b, 12000);
	CHECK_INT(BIO_flush(b), 1);
	check_asked("write 12000=12000 flush=1");
	BIO_free_all(b);
}

static void passes_controls_on(void)
{
	BIO *b = lines_over("");

	BIO_write(b, "abc", 3);
	CHECK_INT(BIO_eof(b), 7);
	CHECK_INT(BIO_pending(b), 7);
	CHECK_INT(BIO_buffer_peek(b, many, 0), 7);
	CHECK_INT(BIO_get_buffer_num_lines(b), 7);
	CHECK_INT(BIO_do_handshake(b), 7);
	CHECK_INT(BIO_wpending(b), 3);
	CHECK_INT(BIO_reset(b), 7);
	CHECK_INT(BIO_wpending(b), 7);
	check_asked("ctrl 2 ctrl 10 ctrl 29 ctrl 116 ctrl 101 ctrl 1 ctrl 13");
	BIO_free_all(b);
}

static void copies_its_size(void)
{
	BIO *b = lines_over(""), *copy = BIO_new(BIO_f_linebuffer()), *mem = BIO_new(BIO_s_mem());

	BIO_set_buffer_size(b, 20000);
	CHECK_INT(BIO_dup_state(b, copy), 1);
	BIO_push(copy, BIO_pop(b));
	scripted_trace();
	CHECK_INT(BIO_write(copy, many, 20000), 20000);
	check_asked("");
	CHECK_INT(BIO_dup_state(b, mem), 0);
	CHECK_INT(BIO_dup_state(b, NULL), 0);
	BIO_free(mem);
	BIO_free(b);
	BIO_free_all(copy);
}

static void does_nothing_alone(void)
{
	BIO *b = BIO_new(BIO_f_linebuffer());
	char out[4];

	CHECK_INT(BIO_read(b, out, 3), 0);
	CHECK_INT(BIO_write(b, "abc", 3), 0);
	CHECK_INT(BIO_puts(b, "abc"), 0);
	CHECK_INT(BIO_gets(b, out, 3), 0);
	for (int command = 0; command < 200; command++)
		CHECK_INT(BIO_ctrl(b, command, 0, NULL), command == BIO_C_SET_BUFF_SIZE);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void refuses_null(void)
{
	BIO *b;

	if (contract_is_oracle())
		contract_skip("libcrypto crashes");
	b = BIO_new(BIO_f_linebuffer());
	BIO_push(b, BIO_new(BIO_s_null()));
	CHECK_INT(BIO_puts(b, NULL), -1);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	BIO_free_all(b);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "writes a line at a time", writes_a_line_at_a_time, 0, 0 },
		{ "writes what is too long for it", writes_what_is_too_long_for_it, 0, 0 },
		{ "has room after short writes", has_room_after_short_writes, 0, 0 },
		{ "writes lines in pieces", writes_lines_in_pieces, 0, 0 },
		{ "says how much it wrote before it failed",
		    says_how_much_it_wrote_before_it_failed, 0, 0 },
		{ "keeps what it says it took", keeps_what_it_says_it_took, 21, 0 },
		{ "a flush that waits says so", a_flush_that_waits_says_so, 0, 0x30600000L },
		{ "flushes until done", flushes_until_done, 0, 0 },
		{ "reads straight through", reads_straight_through, 0, 0 },
		{ "reads lines from the next", reads_lines_from_the_next, 0, 0 },
		{ "has the size it is given", has_the_size_it_is_given, 0, 0 },
		{ "has no size beyond an int", has_no_size_beyond_an_int, 0, 0 },
		{ "is cut when it shrinks", is_cut_when_it_shrinks, 0, 0 },
		{ "passes controls on", passes_controls_on, 0, 0 },
		{ "copies its size", copies_its_size, 0, 0 },
		{ "does nothing alone", does_nothing_alone, 0, 0 },
		{ "refuses NULL", refuses_null, 0, 0 },
	};

	memset(many, 'x', sizeof(many));
	return contract_main("f_linebuffer", cases, sizeof(cases) / sizeof(cases[0]));
}
