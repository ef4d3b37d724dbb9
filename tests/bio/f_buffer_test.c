/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_f_buffer(3): what it asks of the next BIO and when, retries, and lines. */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "reading.h"
#include "scripted.h"
#include "support/contract.h"

static char many[20000]; /* letters and no newline */

static BIO *buffer_over(const char *script)
{
	BIO *b = BIO_new(BIO_f_buffer());

	BIO_push(b, scripted_new(script));
	scripted_trace();
	return b;
}

static BIO *buffer_over_memory(const char *text)
{
	BIO *b = BIO_new(BIO_f_buffer());

	BIO_push(b, BIO_new(BIO_s_mem()));
	BIO_puts(BIO_next(b), text);
	return b;
}

static void check_asked(const char *want)
{
	CHECK_STR(scripted_trace(), want);
}

static void check_count(BIO *b, int size, int want)
{
	static char got[20000];

	CHECK_INT(BIO_read(b, got, size), want);
}

static void reads_ahead(void)
{
	BIO *b = buffer_over("99*");

	CHECK_INT(BIO_method_type(b), BIO_TYPE_BUFFER);
	CHECK_STR(BIO_method_name(b), "buffer");
	check_count(b, 3, 3);
	check_asked("read 4096=9");
	CHECK_INT(BIO_pending(b), 6);
	check_count(b, 7, 7);
	check_asked("read 4096=9");
	check_count(b, 4000, 4000);
	check_asked("read 4096=4096");
	CHECK_INT(BIO_pending(b), 104);
	BIO_free_all(b);
}

static void reads_past_itself_what_is_larger(void)
{
	BIO *b = buffer_over("5*91*");

	check_count(b, 2, 2);
	check_asked("read 4096=5");
	check_count(b, 5003, 5003);
	check_asked("read 5000=5000");
	check_count(b, 4096, 4096);
	check_asked("read 4096=9 read 4096=1 read 4096=4096");
	BIO_free_all(b);
}

/* Nothing is a read too: it fills the buffer. */
static void reads_nothing(void)
{
	BIO *b = buffer_over("4");
	char out[2];

	CHECK_INT(BIO_read(b, out, 0), 0);
	check_asked("read 4096=4");
	CHECK_INT(BIO_read(b, out, 0), 0);
	CHECK_INT(BIO_read(b, NULL, 2), 0);
	check_asked("");
	CHECK_INT(BIO_pending(b), 4);
	BIO_free_all(b);
}

static void reads_what_there_is_before_it_fails(void)
{
	static const struct {
		const char *script;
		int first, flags, second;
	} cases[] = {
		{ "3-", 3, 9, -1 },
		{ "30", 3, 0, 0 },
		{ "3!", 3, 0, -1 },
		{ "-", -1, 9, 0 },
		{ "!", -1, 0, 0 },
		{ "0", 0, 0, 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO *b = buffer_over(cases[i].script);

		check_count(b, 10, cases[i].first);
		CHECK_INT(BIO_test_flags(b, ~0), cases[i].flags);
		scripted_tell(cases[i].first > 0 ? cases[i].script + 1 : "0");
		check_count(b, 10, cases[i].second);
		CHECK_ERRORS("-");
		BIO_free_all(b);
	}
}

/* What is larger than the buffer goes past it, and may fail on the way. */
static void says_how_far_it_came_past_itself(void)
{
	static const struct {
		const char *script;
		int read, written, flags;
	} rows[] = {
		{ "5-", 5, 5, BIO_FLAGS_SHOULD_RETRY },
		{ "5!", 5, 5, 0 },
		{ "50", 5, 5, 0 },
		{ "-", -1, -1, BIO_FLAGS_SHOULD_RETRY },
		{ "!", -1, -1, 0 },
		{ "0", 0, 0, 0 },
		{ "5*", 5000, 5000, 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		BIO *b = buffer_over(rows[i].script);

		check_count(b, 5000, rows[i].read);
		CHECK_INT(BIO_test_flags(b, BIO_FLAGS_SHOULD_RETRY), rows[i].flags);
		scripted_tell(rows[i].script);
		CHECK_INT(BIO_write(b, many, 5000), rows[i].written);
		CHECK_INT(BIO_test_flags(b, BIO_FLAGS_SHOULD_RETRY), rows[i].flags);
		CHECK_ERRORS("-");
		BIO_free_all(b);
	}
}

/* More than an int has is asked for as much as one has. */
static void takes_what_an_int_has_at_once(void)
{
	static char got[16];
	BIO *b = buffer_over("5!");
	size_t n = 99;

	CHECK_INT(BIO_read_ex(b, got, (size_t)INT_MAX + 5, &n), 1);
	CHECK_INT(n, 5);
	check_asked("read 2147483647=5 read 2147483642=-1");
	scripted_tell("5!");
	CHECK_INT(BIO_write_ex(b, many, (size_t)INT_MAX + 5, &n), 1);
	CHECK_INT(n, 5);
	check_asked("write 2147483647=5 write 2147483642=-1");
	BIO_free_all(b);
}

static void reads_one_byte_at_a_time(void)
{
	BIO *b = buffer_over("1111-111111");
	char out[16] = "";

	CHECK_INT(BIO_read(b, out, 10), 4);
	CHECK_INT(BIO_should_retry(b), 8);
	CHECK_INT(BIO_read(b, out + 4, 6), 6);
	CHECK_STR(out, "abcdefghij");
	check_asked("read 4096=1 read 4096=1 read 4096=1 read 4096=1 read 4096=-1 read 4096=1 "
	            "read 4096=1 read 4096=1 read 4096=1 read 4096=1 read 4096=1");
	BIO_free_all(b);
}

static void holds_writes_back(void)
{
	BIO *b = buffer_over("");

	CHECK_INT(BIO_write(b, "hello", 5), 5);
	CHECK_INT(BIO_puts(b, " you"), 4);
	CHECK_INT(BIO_wpending(b), 9);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_INFO, 0, NULL), 9);
	check_asked("");
	CHECK_INT(BIO_flush(b), 1);
	check_asked("write 9=9 flush=1");
	CHECK_STR(scripted_written(), "hello you");
	CHECK_INT(BIO_flush(b), 1);
	check_asked("flush=1");
	BIO_free_all(b);
}

static void writes_in_large_pieces(void)
{
	static const struct {
		int held, more;
		const char *asked;
		int left;
	} cases[] = {
		{ 0, 4096, "", 4096 },
		{ 0, 4097, "write 4097=4097", 0 },
		{ 0, 9000, "write 9000=9000", 0 },
		{ 10, 4086, "", 4096 },
		{ 10, 4087, "write 4096=4096", 1 },
		{ 10, 8181, "write 4096=4096", 4095 },
		{ 10, 8182, "write 4096=4096 write 4096=4096", 0 },
		{ 10, 9000, "write 4096=4096 write 4914=4914", 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO *b = buffer_over("");

		CHECK_INT(BIO_write(b, many, cases[i].held), cases[i].held);
		CHECK_INT(BIO_write(b, many, cases[i].more), cases[i].more);
		check_asked(cases[i].asked);
		CHECK_INT(BIO_ctrl(b, BIO_CTRL_INFO, 0, NULL), cases[i].left);
		BIO_free_all(b);
	}
}

/* Bytes that are taken into the buffer count, though the write behind it did not happen. */
static void writes_again_what_was_not_written(void)
{
	BIO *b = buffer_over("3-!0*");

	BIO_write(b, many, 4000);
	CHECK_INT(BIO_write(b, many, 200), 96);
	CHECK_INT(BIO_test_flags(b, ~0), BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY);
	CHECK_INT(BIO_wpending(b), 4093);
	CHECK_INT(BIO_write(b, many, 104), -1);
	CHECK_INT(BIO_test_flags(b, ~0), 0);
	CHECK_INT(BIO_write(b, many, 104), 0);
	CHECK_INT(BIO_write(b, many, 104), 104);
	CHECK_INT(BIO_wpending(b), 104);
	check_asked("write 4096=3 write 4093=-1 write 4093=-1 write 4093=0 write 4093=4093");
	BIO_free_all(b);
}

static void a_flush_that_waits_says_so(void)
{
	scripted_flush_waits(buffer_over("*---*"));
}

static void flushes_until_done(void)
{
	BIO *b = buffer_over("2-!01*-*");

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

static void reads_lines(void)
{
	BIO *b = buffer_over_memory("one\n\ntwo three\nend");

	BIO_set_mem_eof_return(BIO_next(b), 0);
	check_line(b, 60, "one\n");
	check_line(b, 60, "\n");
	check_line(b, 5, "two ");
	check_line(b, 1, "");
	check_line(b, 60, "three\n");
	check_line(b, 60, "end");
	check_line(b, 60, "");
	CHECK_ERRORS("-");
	BIO_free_all(b);
}

static void reads_lines_in_pieces(void)
{
	BIO *b = buffer_over("13-0!5");

	check_line(b, 10, "abcd");
	CHECK_INT(BIO_should_retry(b), 8);
	check_line(b, 10, "");
	CHECK_INT(BIO_should_retry(b), 0);
	CHECK_INT(BIO_gets(b, (char[4]){ 0 }, 4), -1);
	check_line(b, 4, "efg");
	check_asked("read 4096=1 read 4096=3 read 4096=-1 read 4096=0 read 4096=-1 read 4096=5");
	BIO_free_all(b);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "reads ahead", reads_ahead, 0, 0 },
		{ "reads past itself what is larger", reads_past_itself_what_is_larger, 0, 0 },
		{ "reads nothing", reads_nothing, 0, 0 },
		{ "reads what there is before it fails", reads_what_there_is_before_it_fails, 0,
		    0 },
		{ "says how far it came past itself", says_how_far_it_came_past_itself, 0, 0 },
		{ "takes what an int has at once", takes_what_an_int_has_at_once, 0, 0 },
		{ "reads one byte at a time", reads_one_byte_at_a_time, 0, 0 },
		{ "holds writes back", holds_writes_back, 0, 0 },
		{ "writes in large pieces", writes_in_large_pieces, 0, 0 },
		{ "writes again what was not written", writes_again_what_was_not_written, 0, 0 },
		{ "a flush that waits says so", a_flush_that_waits_says_so, 0, 0x30600000L },
		{ "flushes until done", flushes_until_done, 0, 0 },
		{ "reads lines", reads_lines, 0, 0 },
		{ "reads lines in pieces", reads_lines_in_pieces, 0, 0 },
	};

	memset(many, 'x', sizeof(many));
	return contract_main("f_buffer", cases, sizeof(cases) / sizeof(cases[0]));
}
