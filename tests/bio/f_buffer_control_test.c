/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_f_buffer(3): each control, and what it does with bad arguments or nothing behind it. */
#include <stdio.h>
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

static void check_asked(const char *want)
{
	CHECK_STR(scripted_trace(), want);
}

static void check_count(BIO *b, int size, int want)
{
	static char got[20000];

	CHECK_INT(BIO_read(b, got, size), want);
}

static void takes_data_to_be_read(void)
{
	BIO *b = buffer_over("");
	char out[64] = "";

	CHECK_INT(BIO_set_buffer_read_data(b, "one\ntwo\nthr", 11), 1);
	CHECK_INT(BIO_get_buffer_num_lines(b), 2);
	CHECK_INT(BIO_pending(b), 11);
	CHECK_INT(BIO_eof(b), 0);
	check_line(b, 60, "one\n");
	CHECK_INT(BIO_get_buffer_num_lines(b), 1);
	CHECK_INT(BIO_buffer_peek(b, out, 20), 7);
	CHECK_STR(out, "two\nthr");
	check_asked("");
	check_count(b, 7, 7);
	CHECK_INT(BIO_set_buffer_read_data(b, many, 9000), 1);
	CHECK_INT(BIO_pending(b), 9000);
	check_count(b, 9001, 9001);
	check_asked("read 4096=4096");
	CHECK_INT(BIO_set_buffer_read_data(b, NULL, 0), 1);
	CHECK_INT(BIO_get_buffer_num_lines(b), 0);
	BIO_free_all(b);
}

static void shows_what_comes_next(void)
{
	BIO *b = buffer_over("50");
	char out[16] = "";

	CHECK_INT(BIO_buffer_peek(b, out, 3), 3);
	CHECK_STR(out, "abc");
	check_asked("read 4096=5");
	CHECK_INT(BIO_buffer_peek(b, out, 10), 5);
	CHECK_STR(out, "abcde");
	check_count(b, 5, 5);
	CHECK_INT(BIO_buffer_peek(b, out, 10), 0);
	CHECK_INT(BIO_buffer_peek(b, out, 0), 0);
	check_asked("read 4096=0 read 4096=4096");
	BIO_free_all(b);
}

/* which: 0 the read buffer, 1 the write buffer, 2 both. */
static void has_the_sizes_it_is_given(void)
{
	static const struct {
		int which;
		long size;
		int in, out;
	} cases[] = { { 0, 6000, 6000, 4096 }, { 1, 6000, 4096, 6000 }, { 2, 6000, 6000, 6000 },
		{ 2, 4096, 4096, 4096 }, { 2, 10, 4096, 4096 }, { 2, 0, 4096, 4096 },
		{ 0, -1, 4096, 4096 }, { 5, 7000, 4096, 7000 },
		{ 2, (long)0x100000005LL, 4096, 4096 },
		{ 2, (long)(0x100000000LL + 5000), 5000, 5000 } };
	char want[64];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO *b = buffer_over("");

		if (cases[i].which == 2)
			CHECK_INT(BIO_set_buffer_size(b, cases[i].size), 1);
		else
			CHECK_INT(
			    BIO_int_ctrl(b, BIO_C_SET_BUFF_SIZE, cases[i].size, cases[i].which), 1);
		check_count(b, 1, 1);
		CHECK_INT(BIO_write(b, many, cases[i].out), cases[i].out);
		CHECK_INT(BIO_write(b, many, 1), 1);
		snprintf(want, sizeof(want), "read %d=%d write %d=%d", cases[i].in, cases[i].in,
		    cases[i].out, cases[i].out);
		check_asked(want);
		BIO_free_all(b);
	}
}

static void loses_what_it_holds_when_resized(void)
{
	BIO *b = buffer_over("");

	check_count(b, 1, 1);
	BIO_write(b, "abc", 3);
	BIO_set_write_buffer_size(b, 5000);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_INFO, 0, NULL), 0);
	CHECK_INT(BIO_pending(b), 4095);
	BIO_set_read_buffer_size(b, 5000);
	scripted_trace();
	CHECK_INT(BIO_pending(b), 7);
	check_asked("ctrl 10");
	BIO_free_all(b);
}

static void resets_both_sides(void)
{
	BIO *b = buffer_over("");

	check_count(b, 1, 1);
	BIO_write(b, "abc", 3);
	scripted_trace();
	CHECK_INT(BIO_reset(b), 7);
	check_asked("ctrl 1");
	CHECK_INT(BIO_wpending(b), 7);
	CHECK_INT(BIO_pending(b), 7);
	check_asked("ctrl 13 ctrl 10");
	BIO_free_all(b);
}

static void passes_controls_on(void)
{
	BIO *b = buffer_over("");

	CHECK_INT(BIO_eof(b), 7);
	CHECK_INT(BIO_get_close(b), 7);
	CHECK_INT(BIO_seek(b, 0), 7);
	CHECK_INT(BIO_do_handshake(b), 7);
	CHECK_INT(BIO_buffer_get_num_lines(b), 7);
	check_asked("ctrl 2 ctrl 8 ctrl 128 ctrl 101 ctrl 5");
	CHECK_INT(BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, NULL), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	BIO_free_all(b);
}

static void copies_its_sizes(void)
{
	BIO *b = buffer_over(""), *copy = BIO_new(BIO_f_buffer());
	BIO *mem = BIO_new(BIO_s_mem());

	BIO_set_read_buffer_size(b, 5000);
	BIO_set_write_buffer_size(b, 6000);
	CHECK_INT(BIO_dup_state(b, copy), 1);
	BIO_push(copy, BIO_pop(b));
	scripted_trace();
	check_count(copy, 1, 1);
	CHECK_INT(BIO_write(copy, many, 6000), 6000);
	check_asked("read 5000=5000");
	CHECK_INT(BIO_dup_state(b, mem), 0);
	CHECK_INT(BIO_dup_state(b, NULL), 0);
	BIO_free(mem);
	BIO_free(b);
	BIO_free_all(copy);
}

static void does_nothing_alone(void)
{
	BIO *b = BIO_new(BIO_f_buffer());
	char out[4];

	CHECK_INT(BIO_read(b, out, 3), 0);
	CHECK_INT(BIO_write(b, "abc", 3), 0);
	CHECK_INT(BIO_puts(b, "abc"), 0);
	for (int command = 0; command < 200; command++)
		if (command != BIO_CTRL_EOF && command != BIO_C_SET_BUFF_SIZE &&
		    command != BIO_C_SET_BUFF_READ_DATA && command != BIO_CTRL_PEEK)
			CHECK_INT(BIO_ctrl(b, command, 0, NULL), 0);
	CHECK_INT(BIO_eof(b), -1);
	ERR_clear_error();
	BIO_free(b);
}

/* Where libcrypto crashes. */
static void survives_bad_arguments(void)
{
	BIO *b = buffer_over("");
	char out[4] = "";

	if (!contract_is_oracle()) {
		CHECK_INT(BIO_gets(b, NULL, 4), -1);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		CHECK_INT(BIO_puts(b, NULL), -1);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		CHECK_INT(BIO_set_buffer_read_data(b, NULL, 5), 0);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		CHECK_INT(BIO_set_buffer_read_data(b, out, -5), 0);
		CHECK_ERRORS("BIO routines:invalid argument");
		CHECK_INT(BIO_buffer_peek(b, NULL, 5), 0);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		CHECK_INT(BIO_buffer_peek(b, out, -5), 0);
		CHECK_ERRORS("BIO routines:invalid argument");
	}
	BIO_free_all(b);
}

static void outlives_its_neighbour(void)
{
	BIO *b = buffer_over("9");
	BIO *next = BIO_next(b);

	BIO_write(b, "abc", 3);
	check_count(b, 1, 1);
	BIO_pop(next);
	BIO_free(next);
	CHECK_INT(BIO_flush(b), 0);
	CHECK_INT(BIO_pending(b), 8);
	CHECK_INT(BIO_wpending(b), 3);
	BIO_free(b);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "takes data to be read", takes_data_to_be_read, 0, 0 },
		{ "shows what comes next", shows_what_comes_next, 0, 0 },
		{ "has the sizes it is given", has_the_sizes_it_is_given, 0, 0 },
		{ "loses what it holds when resized", loses_what_it_holds_when_resized, 0, 0 },
		{ "resets both sides", resets_both_sides, 0, 0 },
		{ "passes controls on", passes_controls_on, 0, 0 },
		{ "copies its sizes", copies_its_sizes, 0, 0 },
		{ "does nothing alone", does_nothing_alone, 0, 0 },
		{ "survives bad arguments", survives_bad_arguments, 0, 0 },
		{ "outlives its neighbour", outlives_its_neighbour, 0, 0 },
	};

	memset(many, 'x', sizeof(many));
	return contract_main("f_buffer_control", cases, sizeof(cases) / sizeof(cases[0]));
}
