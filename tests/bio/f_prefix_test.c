/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_f_prefix(3): what comes before which line, and that nothing is lost or written twice. */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "scripted.h"
#include "support/contract.h"

static BIO *over(const char *prefix, long indent)
{
	BIO *b = BIO_new(BIO_f_prefix());

	BIO_push(b, scripted_new(""));
	CHECK_INT(BIO_set_prefix(b, prefix), 1);
	CHECK_INT(BIO_set_indent(b, indent), 1);
	return b;
}

static void check_asked(const char *want)
{
	CHECK_STR(scripted_trace(), want);
}

static void begins_each_line(void)
{
	static const struct {
		const char *prefix;
		long indent;
		const char *text, *want, *asked;
	} cases[] = {
		{ "> ", 0, "a\nb", "> a\n> b", "write 2=2 write 2=2 write 2=2 write 1=1" },
		{ NULL, 3, "a\n\nb\n", "   a\n   \n   b\n",
		    "write 3=3 write 2=2 write 3=3 write 1=1 write 3=3 write 2=2" },
		{ ">", 1, "\n", "> \n", "write 1=1 write 1=1 write 1=1" },
		{ NULL, 0, "a\nb\n\nc", "a\nb\n\nc", "write 6=6" },
		{ "", 0, "a\nb", "a\nb", "write 3=3" },
		{ "a\nb", 0, "x\n", "a\nbx\n", "write 3=3 write 2=2" },
		{ ">", 0, "a\r\nb", ">a\r\n>b", "write 1=1 write 3=3 write 1=1 write 1=1" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO *b = over(cases[i].prefix, cases[i].indent);
		int n = (int)strlen(cases[i].text);

		CHECK_INT(BIO_write(b, cases[i].text, n), n);
		CHECK_STR(scripted_written(), cases[i].want);
		check_asked(cases[i].asked);
		CHECK_INT(BIO_number_written(b), n);
		CHECK_ERRORS("-");
		BIO_free_all(b);
	}
}

static void begins_a_line_once(void)
{
	BIO *b = over(">", 0);

	CHECK_INT(BIO_method_type(b), BIO_TYPE_BUFFER);
	CHECK_STR(BIO_method_name(b), "prefix");
	CHECK_INT(BIO_puts(b, "mid"), 3);
	CHECK_INT(BIO_puts(b, "dle\n"), 4);
	CHECK_INT(BIO_puts(b, ""), 0);
	CHECK_INT(BIO_write(b, "", 0), 0);
	CHECK_INT(BIO_printf(b, "%d\n%s", 5, "x"), 3);
	CHECK_STR(scripted_written(), ">middle\n>5\n>x");
	BIO_free_all(b);
}

/* The line that was begun keeps what it has. */
static void changes_from_the_next_line_on(void)
{
	BIO *b = over(NULL, 0);

	BIO_puts(b, "a\nhalf");
	BIO_set_prefix(b, "P");
	BIO_puts(b, " line\nb\n");
	BIO_set_indent(b, 2);
	BIO_puts(b, "c\n");
	BIO_set_prefix(b, NULL);
	BIO_puts(b, "d\ne");
	BIO_set_indent(b, 0);
	BIO_puts(b, "f\ng");
	CHECK_STR(scripted_written(), "a\nhalf line\nPb\nP  c\n  d\n  ef\ng");
	BIO_free_all(b);
}

static void takes_any_indent_but_negative_ones(void)
{
	static const struct {
		long set;
		int ret;
		long get;
	} cases[] = {
		{ 3, 1, 3 },
		{ -1, 0, 3 },
		{ LONG_MIN, 0, 3 },
		{ 1000000, 1, 1000000 },
		{ 0, 1, 0 },
	};
	BIO *b = over(NULL, 0);

	CHECK_INT(BIO_get_indent(b), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CHECK_INT(BIO_set_indent(b, cases[i].set), cases[i].ret);
		CHECK_INT(BIO_get_indent(b), cases[i].get);
	}
	CHECK_ERRORS("-");
	BIO_free_all(b);
}

static void indents_far(void)
{
	BIO *b = over("|", 3000);
	char want[3004];

	memset(want, ' ', sizeof(want));
	want[0] = '|';
	memcpy(want + 3001, "x\n", 3);
	CHECK_INT(BIO_puts(b, "x\n"), 2);
	CHECK_STR(scripted_written(), want);
	BIO_free_all(b);
}

static void copies_the_prefix(void)
{
	char prefix[] = "one ";
	BIO *b = over(prefix, 0);

	memcpy(prefix, "two", 3);
	BIO_puts(b, "x\n");
	CHECK_STR(scripted_written(), "one x\n");
	BIO_free_all(b);
}

static void begins_a_line_after_a_reset(void)
{
	BIO *b = over(">", 0);

	BIO_puts(b, "half");
	scripted_trace();
	CHECK_INT(BIO_reset(b), 7);
	check_asked("ctrl 1");
	BIO_puts(b, "half");
	CHECK_STR(scripted_written(), ">half>half");
	BIO_free_all(b);
}

/*
 * After a seek the next write begins a line, though nothing was found there; a tell changes none.
 */
static void begins_a_line_after_a_seek(void)
{
	static const struct {
		const char *prefix;
		long indent;
		int command;
		long number;
		const char *want;
	} cases[] = {
		{ ">", 0, BIO_C_FILE_SEEK, 0, ">half>rest\n>x" },
		{ ">", 0, BIO_C_FILE_SEEK, 1, ">half>rest\n>x" },
		{ ">", 0, BIO_C_FILE_SEEK, -1, ">half>rest\n>x" },
		{ NULL, 2, BIO_C_FILE_SEEK, 0, "  half  rest\n  x" },
		{ ">", 0, BIO_C_FILE_TELL, 0, ">halfrest\n>x" },
		{ ">", 0, BIO_CTRL_EOF, 0, ">halfrest\n>x" },
		{ ">", 0, BIO_CTRL_FLUSH, 0, ">halfrest\n>x" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO *b = over(cases[i].prefix, cases[i].indent);

		BIO_puts(b, "half");
		BIO_ctrl(b, cases[i].command, cases[i].number, NULL);
		BIO_puts(b, "rest\nx");
		CHECK_STR(scripted_written(), cases[i].want);
		BIO_free_all(b);
	}
}

static void passes_commands_and_reads_on(void)
{
	BIO *b = over(">", 0);
	char out[4] = "";

	CHECK_INT(BIO_read(b, out, 3), 3);
	CHECK_STR(out, "abc");
	CHECK_INT(BIO_flush(b), 1);
	CHECK_INT(BIO_do_handshake(b), 7);
	CHECK_INT(BIO_pending(b), 7);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DUP, 0, NULL), 7);
	check_asked("read 3=3 flush=1 ctrl 101 ctrl 10 ctrl 12");
	CHECK_ERRORS("-");
	CHECK_INT(BIO_gets(b, out, 3), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	CHECK_INT(BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, NULL), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	BIO_free_all(b);
}

static void passes_lines_on(void)
{
	BIO *b = BIO_new(BIO_f_prefix());
	char line[16] = "";

	BIO_push(b, BIO_new(BIO_s_mem()));
	BIO_set_prefix(b, "> ");
	BIO_puts(b, "a\nb");
	CHECK_INT(BIO_gets(b, line, 16), 4);
	CHECK_STR(line, "> a\n");
	BIO_free_all(b);
}

static void copies_without_prefix(void)
{
	BIO *b = BIO_new(BIO_f_prefix()), *copy;
	char *text = NULL;

	BIO_push(b, BIO_new(BIO_s_mem()));
	BIO_set_prefix(b, "> ");
	BIO_set_indent(b, 2);
	copy = BIO_dup_chain(b);
	CHECK(copy != NULL);
	CHECK_INT(BIO_get_indent(copy), 0);
	CHECK_INT(BIO_puts(copy, "x"), 1);
	CHECK_INT(BIO_get_mem_data(BIO_next(copy), &text), 1);
	BIO_free_all(copy);
	BIO_free_all(b);
}

static void does_nothing_alone(void)
{
	BIO *b = BIO_new(BIO_f_prefix());
	char out[4] = "???";

	CHECK_INT(BIO_write(b, "abc", 3), 0);
	CHECK_INT(BIO_puts(b, "a\n"), 0);
	for (int command = 0; command < 200; command++)
		CHECK_INT(BIO_ctrl(b, command, 0, NULL),
		    command == BIO_CTRL_SET_PREFIX || command == BIO_CTRL_SET_INDENT);
	CHECK_INT(BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, NULL), -2);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_read(b, out, 3), 0);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK_INT(BIO_gets(b, out, 3), -1);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK_STR(out, "???");
	BIO_free(b);
}

/* Short writes, retries and failures in every place: what arrives is the same text. */
static void loses_nothing(void)
{
	static const char *const scripts[] = { "*-", "*2-", "1-", "-", "!", "0", "*!", "*0", "**-",
		"**1-", "***-", "****2-*", "*1*1*1", "2222222222222", "1111111111111111111111",
		"-1-1-1-1-1-1-1-1-1-1-1-1-1-1" };

	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		BIO *b = over(">>", 4);
		const char *text = "ab\ncd\nef";
		int left = (int)strlen(text), tries = 0;

		scripted_tell(scripts[i]);
		while (left > 0 && tries++ < 40) {
			int n = BIO_write(b, text, left);

			CHECK(n <= left);
			text += n > 0 ? n : 0;
			left -= n > 0 ? n : 0;
		}
		CHECK_STR(scripted_written(), ">>    ab\n>>    cd\n>>    ef");
		CHECK_ERRORS("-");
		BIO_free_all(b);
	}
}

static void hands_retries_back(void)
{
	BIO *b = over(">", 0);
	char out[4];

	scripted_tell("-!0*-");
	CHECK_INT(BIO_puts(b, "a"), -1);
	CHECK_INT(BIO_test_flags(b, ~0), BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY);
	CHECK_INT(BIO_puts(b, "a"), -1);
	CHECK_INT(BIO_test_flags(b, ~0), 0);
	CHECK_INT(BIO_puts(b, "a"), 0);
	CHECK_INT(BIO_puts(b, "a"), -1);
	CHECK_INT(BIO_should_write(b), BIO_FLAGS_WRITE);
	scripted_tell("-!");
	CHECK_INT(BIO_read(b, out, 4), -1);
	CHECK_INT(BIO_test_flags(b, ~0), BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
	CHECK_INT(BIO_read(b, out, 4), -1);
	CHECK_INT(BIO_test_flags(b, ~0), 0);
	scripted_tell("-*");
	CHECK_INT(BIO_flush(b), -1);
	CHECK_INT(BIO_should_write(b), BIO_FLAGS_WRITE);
	CHECK_INT(BIO_flush(b), 1);
	CHECK_INT(BIO_test_flags(b, ~0), 0);
	BIO_free_all(b);
}

/* What is left of the old prefix is not written behind the new one. */
static void changes_a_prefix_that_waits(void)
{
	BIO *b = over("long prefix", 0);

	scripted_tell("5-");
	CHECK_INT(BIO_puts(b, "a"), -1);
	CHECK_INT(BIO_set_prefix(b, "x"), 1);
	CHECK_INT(BIO_puts(b, "a"), 1);
	CHECK_STR(scripted_written(), "long a");
	BIO_free_all(b);
}

/* As other kinds, it tells a number only once it can read. */
static void alone_stores_no_number(void)
{
	BIO *b = BIO_new(BIO_f_prefix());
	char out[4];
	size_t n = 77;

	CHECK_INT(BIO_read_ex(b, out, 0, &n), 0);
	CHECK_INT(n, 77);
	ERR_clear_error();
	BIO_free(b);
}

static void refuses_null(void)
{
	BIO *b;

	if (contract_is_oracle())
		contract_skip("OpenSSL crashes");
	b = over(">", 0);
	CHECK_INT(BIO_write(b, NULL, 3), -1);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK_INT(BIO_puts(b, NULL), -1);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	BIO_free_all(b);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "begins each line", begins_each_line, 0, 0 },
		{ "begins a line once", begins_a_line_once, 0, 0 },
		{ "changes from the next line on", changes_from_the_next_line_on, 0, 0 },
		{ "takes any indent but negative ones", takes_any_indent_but_negative_ones, 0, 0 },
		{ "indents far", indents_far, 0, 0 },
		{ "copies the prefix", copies_the_prefix, 0, 0 },
		{ "begins a line after a reset", begins_a_line_after_a_reset, 0, 0 },
		{ "begins a line after a seek", begins_a_line_after_a_seek, 0, 0 },
		{ "passes commands and reads on", passes_commands_and_reads_on, 0, 0 },
		{ "passes lines on", passes_lines_on, 0, 0 },
		{ "copies without prefix", copies_without_prefix, 0, 0 },
		{ "does nothing alone", does_nothing_alone, 0, 0 },
		{ "loses nothing", loses_nothing, 21, 0 },
		{ "hands retries back", hands_retries_back, 21, 0 },
		{ "changes a prefix that waits", changes_a_prefix_that_waits, 21, 0 },
		{ "alone stores no number", alone_stores_no_number, 0, 0 },
		{ "refuses NULL", refuses_null, 0, 0 },
	};

	return contract_main("f_prefix", cases, sizeof(cases) / sizeof(cases[0]));
}
