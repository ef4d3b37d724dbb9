/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_f_readbuffer(3): what it asks of the next BIO, positions in what was read, and lines. */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "reading.h"
#include "scripted.h"
#include "support/contract.h"

static BIO *over(const char *script)
{
	BIO *b = BIO_new(BIO_f_readbuffer());

	BIO_push(b, scripted_new(script));
	scripted_trace();
	return b;
}

static void check_asked(const char *want)
{
	CHECK_STR(scripted_trace(), want);
}

static void asks_for_no_more_than_it_was(void)
{
	BIO *b = over("9*33");
	static char many[9000];

	CHECK_INT(BIO_method_type(b), BIO_TYPE_BUFFER);
	CHECK_STR(BIO_method_name(b), "readbuffer");
	check_read(b, 3, "abc");
	check_read(b, 10, "defghijklm");
	check_read(b, 10, "nopqrstuvw");
	check_asked("read 3=3 read 10=10 read 10=3 read 7=3 read 4=4");
	CHECK_INT(BIO_read(b, many, 9000), 9000);
	check_asked("read 9000=9000");
	CHECK_INT(BIO_seek(b, 20), 1);
	check_read(b, 5, "uvwxy");
	check_asked("");
	BIO_free_all(b);
}

static void goes_anywhere_in_what_was_read(void)
{
	static const struct {
		long to;
		int ret;
		long at;
	} cases[] = {
		{ 2, 1, 2 },
		{ 13, 1, 13 },
		{ 14, 0, 13 },
		{ 0, 1, 0 },
		{ -1, 0, 0 },
		{ LONG_MAX, 0, 0 },
		{ LONG_MIN, 0, 0 },
	};
	BIO *b = over("");

	CHECK_INT(BIO_seek(b, 0), 1);
	CHECK_INT(BIO_seek(b, 1), 0);
	check_read(b, 13, "abcdefghijklm");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CHECK_INT(BIO_seek(b, cases[i].to), cases[i].ret);
		CHECK_INT(BIO_tell(b), cases[i].at);
		CHECK_INT(BIO_ctrl(b, BIO_CTRL_INFO, 0, NULL), cases[i].at);
	}
	CHECK_INT(BIO_seek(b, 4), 1);
	CHECK_INT(BIO_pending(b), 9);
	check_read(b, 2, "ef");
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_RESET, 3, NULL), 1);
	CHECK_INT(BIO_tell(b), 3);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_RESET, 99, NULL), 0);
	CHECK_INT(BIO_reset(b), 1);
	CHECK_INT(BIO_tell(b), 0);
	check_read(b, 15, "abcdefghijklmno");
	check_asked("read 13=13 read 2=2");
	CHECK_ERRORS("-");
	BIO_free_all(b);
}

static void tells_of_the_next_when_all_is_read(void)
{
	BIO *b = over("");

	CHECK_INT(BIO_eof(b), 7);
	CHECK_INT(BIO_pending(b), 7);
	check_read(b, 3, "abc");
	CHECK_INT(BIO_seek(b, 1), 1);
	CHECK_INT(BIO_eof(b), 0);
	CHECK_INT(BIO_pending(b), 2);
	check_asked("ctrl 2 ctrl 10 read 3=3");
	BIO_free_all(b);
}

static void reads_what_there_is_before_it_fails(void)
{
	static const struct {
		const char *script;
		int ret, flags;
		const char *asked;
	} cases[] = {
		{ "3-", 3, 9, "read 10=3 read 7=-1" },
		{ "30", 3, 0, "read 10=3 read 7=0" },
		{ "3!", 3, 0, "read 10=3 read 7=-1" },
		{ "1111-", 4, 9, "read 10=1 read 9=1 read 8=1 read 7=1 read 6=-1" },
		{ "-", -1, 9, "read 10=-1" },
		{ "!", -1, 0, "read 10=-1" },
		{ "0", 0, 0, "read 10=0" },
	};
	char out[10];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO *b = over(cases[i].script);

		CHECK_INT(BIO_read(b, out, 10), cases[i].ret);
		CHECK_INT(BIO_test_flags(b, ~0), cases[i].flags);
		check_asked(cases[i].asked);
		CHECK_INT(BIO_tell(b), cases[i].ret > 0 ? cases[i].ret : 0);
		CHECK_INT(BIO_read(b, out, 10), 10);
		CHECK_INT(BIO_test_flags(b, ~0), 0);
		CHECK_ERRORS("-");
		BIO_free_all(b);
	}
}

static void reads_lines(void)
{
	BIO *b = BIO_new(BIO_f_readbuffer());

	BIO_push(b, BIO_new_mem_buf("one\n\ntwo three\nend", -1));
	check_line(b, 60, "one\n");
	check_line(b, 60, "\n");
	CHECK_INT(BIO_tell(b), 5);
	check_line(b, 5, "two ");
	check_line(b, 1, "");
	check_line(b, 60, "three\n");
	check_line(b, 60, "end");
	check_line(b, 60, "");
	CHECK_INT(BIO_eof(b), 1);
	CHECK_INT(BIO_seek(b, 5), 1);
	CHECK_INT(BIO_eof(b), 0);
	check_line(b, 60, "two three\n");
	CHECK_INT(BIO_reset(b), 1);
	check_line(b, 3, "on");
	check_line(b, 60, "e\n");
	CHECK_ERRORS("-");
	BIO_free_all(b);
}

/* A byte at a time, so that nothing behind the line is taken; what is kept needs no asking. */
static void takes_no_more_than_a_line_needs(void)
{
	BIO *b = over("1111-1!10");
	char line[8] = "????";

	check_line(b, 8, "abcd");
	CHECK_INT(BIO_should_retry(b), 8);
	check_asked("read 1=1 read 1=1 read 1=1 read 1=1 read 1=-1");
	check_line(b, 8, "e");
	CHECK_INT(BIO_should_retry(b), 0);
	scripted_tell("!0");
	CHECK_INT(BIO_gets(b, line, 8), -1);
	CHECK_STR(line, "");
	CHECK_INT(BIO_gets(b, line, 8), 0);
	CHECK_INT(BIO_seek(b, 2), 1);
	scripted_trace();
	check_line(b, 4, "cde");
	check_asked("");
	BIO_free_all(b);
}

static void takes_no_bad_line(void)
{
	BIO *b = over("");
	char line[4] = "???";

	CHECK_INT(BIO_gets(b, NULL, 4), 0);
	CHECK_INT(BIO_gets(b, line, 0), 0);
	CHECK_STR(line, "???");
	CHECK_INT(BIO_gets(b, line, 1), 0);
	CHECK_STR(line, "");
	CHECK_INT(BIO_read(b, NULL, 4), 0);
	CHECK_INT(BIO_read(b, line, 0), 0);
	check_asked("");
	CHECK_ERRORS("-");
	CHECK_INT(BIO_gets(b, line, -1), -1);
	CHECK_ERRORS("BIO routines:invalid argument");
	BIO_free_all(b);
}

static void keeps_retry_flags_until_it_reads(void)
{
	BIO *b = over("-");
	char out[4];

	BIO_set_retry_reason(BIO_next(b), BIO_RR_ACCEPT);
	CHECK_INT(BIO_read(b, out, 4), -1);
	CHECK_INT(BIO_get_retry_reason(b), BIO_RR_ACCEPT);
	CHECK_INT(BIO_read(b, out, 0), 0);
	CHECK_INT(BIO_seek(b, 0), 1);
	CHECK_INT(BIO_flush(b), 1);
	CHECK_INT(BIO_should_read(b), BIO_FLAGS_READ);
	CHECK_INT(BIO_gets(b, out, 1), 0);
	CHECK_INT(BIO_should_read(b), 0);
	BIO_free_all(b);
}

static void is_not_written_to(void)
{
	BIO *b = over("");
	size_t n = 9;

	CHECK_INT(BIO_write(b, "abc", 3), 0);
	CHECK_INT(BIO_write_ex(b, "abc", 3, &n), 0);
	CHECK_INT(n, 0);
	CHECK_INT(BIO_puts(b, "abc"), 0);
	CHECK_INT(BIO_puts(b, NULL), 0);
	check_asked("");
	CHECK_ERRORS("-");
	BIO_free_all(b);
}

static void passes_no_command_on(void)
{
	BIO *b = over("");

	for (int command = 0; command < 200; command++) {
		long ret = BIO_ctrl(b, command, 0, NULL);

		switch (command) {
		case BIO_CTRL_EOF:
		case BIO_CTRL_PENDING:
			CHECK_INT(ret, 7);
			break;
		case BIO_CTRL_RESET:
		case BIO_CTRL_FLUSH:
		case BIO_CTRL_DUP:
		case BIO_C_FILE_SEEK:
			CHECK_INT(ret, 1);
			break;
		default:
			CHECK_INT(ret, 0);
		}
	}
	check_asked("ctrl 2 ctrl 10");
	CHECK_ERRORS("-");
	CHECK_INT(BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, NULL), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	BIO_free_all(b);
}

static void alone_keeps_what_it_read(void)
{
	BIO *b = over(""), *next = BIO_next(b);
	char out[4] = "???";

	check_read(b, 9, "abcdefghi");
	CHECK_INT(BIO_seek(b, 0), 1);
	BIO_pop(b);
	CHECK_INT(BIO_read(b, out, 3), 0);
	CHECK_INT(BIO_gets(b, out, 3), 0);
	CHECK_STR(out, "???");
	CHECK_INT(BIO_pending(b), 9);
	CHECK_INT(BIO_eof(b), 0);
	CHECK_INT(BIO_seek(b, 9), 1);
	CHECK_INT(BIO_eof(b), 1);
	CHECK_INT(BIO_pending(b), 0);
	CHECK_INT(BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, NULL), 0);
	CHECK_ERRORS("-");
	BIO_free(next);
	BIO_free(b);
}

static void copies_without_what_it_read(void)
{
	BIO *b = BIO_new(BIO_f_readbuffer()), *copy;

	BIO_push(b, BIO_new(BIO_s_mem()));
	BIO_puts(BIO_next(b), "abc");
	check_read(b, 2, "ab");
	copy = BIO_dup_chain(b);
	CHECK(copy != NULL);
	CHECK_INT(BIO_tell(copy), 0);
	CHECK_INT(BIO_seek(copy, 1), 0);
	BIO_free_all(copy);
	BIO_free_all(b);
}

/* Enough to be moved in memory several times. */
static void keeps_all_of_much(void)
{
	BIO *b = over("");
	static char got[100000];

	for (int i = 0; i < 100; i++)
		CHECK_INT(BIO_read(b, got, 977), 977);
	CHECK_INT(BIO_tell(b), 97700);
	CHECK_INT(BIO_reset(b), 1);
	scripted_trace();
	CHECK_INT(BIO_read(b, got, 97700), 97700);
	check_asked("");
	for (int i = 0; i < 97700; i++)
		if (got[i] != 'a' + i % 26) {
			CHECK_INT(i, -1);
			break;
		}
	BIO_free_all(b);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "asks for no more than it was", asks_for_no_more_than_it_was, 0, 0 },
		{ "goes anywhere in what was read", goes_anywhere_in_what_was_read, 0, 0 },
		{ "tells of the next when all is read", tells_of_the_next_when_all_is_read, 0, 0 },
		{ "reads what there is before it fails", reads_what_there_is_before_it_fails, 0,
		    0 },
		{ "reads lines", reads_lines, 0, 0 },
		{ "takes no more than a line needs", takes_no_more_than_a_line_needs, 0, 0 },
		{ "takes no bad line", takes_no_bad_line, 0, 0 },
		{ "keeps retry flags until it reads", keeps_retry_flags_until_it_reads, 0, 0 },
		{ "is not written to", is_not_written_to, 0, 0 },
		{ "passes no command on", passes_no_command_on, 0, 0 },
		{ "alone keeps what it read", alone_keeps_what_it_read, 0, 0 },
		{ "copies without what it read", copies_without_what_it_read, 0, 0 },
		{ "keeps all of much", keeps_all_of_much, 0, 0 },
	};

	return contract_main("f_readbuffer", cases, sizeof(cases) / sizeof(cases[0]));
}
