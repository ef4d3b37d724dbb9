/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_f_nbio_test(3): some calls are to be repeated, the others go on with a few bytes. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "scripted.h"
#include "support/contract.h"

enum { MOST = 7, CALLS = 2000 };

static BIO *over(const char *script)
{
	BIO *b = BIO_new(BIO_f_nbio_test());

	BIO_push(b, scripted_new(script));
	scripted_trace();
	return b;
}

/* How many bytes the next BIO was asked for; 0 if it was not asked. */
static int asked(const char *call)
{
	const char *trace = scripted_trace();
	size_t n = strlen(call);
	int size = 0;

	if (*trace == '\0')
		return 0;
	CHECK(strncmp(trace, call, n) == 0 && sscanf(trace + n, " %d", &size) == 1);
	return size;
}

/* Every number of bytes turns up, and a retry, in about as many calls as any other. */
static void check_spread(const int counts[MOST + 1])
{
	for (int i = 0; i <= MOST; i++)
		CHECK(counts[i] > CALLS / 8 / 2 && counts[i] < CALLS / 8 * 2);
}

/*
 * What a call said of which `size` bytes came to the next BIO: that many, MOST at most, or that it
 * is to be repeated. The size; 0 if it is none of these.
 */
static int bytes_or_none_yet(BIO *b, int said, int size, int flag)
{
	bool some = size > 0;

	CHECK_INT(said, some ? size : -1);
	CHECK_INT(BIO_test_flags(b, ~0), some ? 0 : flag | BIO_FLAGS_SHOULD_RETRY);
	CHECK(size >= 0 && size <= MOST);
	return size >= 0 && size <= MOST ? size : 0;
}

static void reads_a_few_bytes_or_none_yet(void)
{
	int counts[MOST + 1] = { 0 };
	char out[100];

	for (int i = 0; i < CALLS; i++) {
		BIO *b = over("");
		int n;

		/* Each is another one: skip what its seed makes of the first. */
		for (int k = i % 5; k > 0; k--)
			BIO_read(b, out, sizeof(out));
		scripted_trace();
		n = BIO_read(b, out, sizeof(out));
		counts[bytes_or_none_yet(b, n, asked("read"), BIO_FLAGS_READ)]++;
		BIO_free_all(b);
	}
	check_spread(counts);
	CHECK_ERRORS("-");
}

static void writes_a_few_bytes_or_none_yet(void)
{
	int counts[MOST + 1] = { 0 };
	static const char in[100];
	BIO *b = over("");

	for (int i = 0; i < CALLS; i++) {
		int n = BIO_write(b, in, sizeof(in));

		counts[bytes_or_none_yet(b, n, asked("write"), BIO_FLAGS_WRITE)]++;
	}
	check_spread(counts);
	CHECK_ERRORS("-");
	BIO_free_all(b);
}

static void never_asks_for_more_than_it_was(void)
{
	BIO *b = over("");
	char out[3] = "";

	for (int i = 0; i < 200; i++) {
		BIO_read(b, out, 2);
		CHECK(asked("read") <= 2);
		BIO_write(b, out, 3);
		CHECK(asked("write") <= 3);
	}
	BIO_free_all(b);
}

/* The next write that gets through to what follows, and whose answer is `step`. */
static int write_through(BIO *b, const char *step, int size)
{
	static const char in[100];
	int n;

	do {
		scripted_tell(step);
		BIO_write(b, in, size);
		n = asked("write");
	} while (n == 0);
	return n;
}

static void repeats_a_write_as_it_was(void)
{
	for (const char *step = "-!"; *step != '\0'; step++) {
		char script[2] = { *step, '\0' };
		BIO *b = over("");
		int first = 0, others = 0;

		for (int i = 0; i < 100; i++) {
			int n = write_through(b, script, 100);

			first = i == 0 ? n : first;
			others += n != first;

			CHECK_INT(BIO_test_flags(b, ~0), *step == '-' ? 10 : 0);
			scripted_tell(script);
			CHECK_INT(BIO_write(b, "1234567", 7), -1);
			CHECK_INT(asked("write"), n);
			scripted_tell("*");
			CHECK_INT(BIO_write(b, "1234567", 7), n);
			CHECK_INT(asked("write"), n);
		}
		CHECK(others > 0);
		BIO_free_all(b);
	}
}

/* What took nothing, and did not say that it is to be repeated, promised nothing. */
static void does_not_repeat_an_end(void)
{
	BIO *b = over("");
	int first = write_through(b, "0", 100), others = 0;

	for (int i = 0; i < 100; i++)
		others += write_through(b, "0", 100) != first;
	CHECK(others > 0);
	BIO_free_all(b);
}

static void hands_back_what_the_next_says(void)
{
	static const struct {
		const char *script;
		int ret, flags;
	} cases[] = {
		{ "-", -1, 8 | 1 },
		{ "!", -1, 0 },
		{ "0", 0, 0 },
	};
	BIO *b = over("");
	char out[4];

	BIO_set_retry_reason(BIO_next(b), BIO_RR_ACCEPT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int n;

		do {
			scripted_tell(cases[i].script);
			n = BIO_read(b, out, 4);
		} while (asked("read") == 0);
		CHECK_INT(n, cases[i].ret);
		CHECK_INT(BIO_test_flags(b, ~0), cases[i].flags);
	}
	CHECK_INT(BIO_get_retry_reason(b), BIO_RR_ACCEPT);
	BIO_free_all(b);
}

static void passes_commands_on_but_a_copy(void)
{
	BIO *b = over("");

	CHECK_INT(BIO_method_type(b), BIO_TYPE_NBIO_TEST);
	CHECK_STR(BIO_method_name(b), "non-blocking IO test filter");
	for (int command = 0; command < 200; command++) {
		int own =
		    command == BIO_CTRL_PUSH || command == BIO_CTRL_POP || command == BIO_CTRL_DUP;

		CHECK_INT(BIO_ctrl(b, command, 0, NULL), own                         ? 0
		                                         : command == BIO_CTRL_FLUSH ? 1
		                                                                     : 7);
	}
	CHECK(BIO_dup_chain(b) == NULL);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, NULL), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	BIO_free_all(b);
}

static void lines_go_straight_through(void)
{
	BIO *b = BIO_new(BIO_f_nbio_test());
	char line[100];

	BIO_push(b, BIO_new(BIO_s_mem()));
	for (int i = 0; i < 50; i++) {
		CHECK_INT(BIO_puts(b, "a line of some length\n"), 22);
		CHECK_INT(BIO_gets(b, line, sizeof(line)), 22);
	}
	BIO_free_all(b);
}

static void keeps_null_from_the_next(void)
{
	BIO *b = over("");

	for (int i = 0; i < 50; i++) {
		CHECK_INT(BIO_read(b, NULL, 3), 0);
		CHECK_INT(BIO_write(b, NULL, 3), 0);
		CHECK_INT(BIO_write(b, "", 0), 0);
	}
	CHECK_STR(scripted_trace(), "");
	CHECK_ERRORS("-");
	BIO_free_all(b);
}

static void does_nothing_alone(void)
{
	BIO *b = BIO_new(BIO_f_nbio_test());
	char out[4] = "???";

	CHECK_INT(BIO_read(b, out, 3), 0);
	CHECK_INT(BIO_write(b, "abc", 3), 0);
	CHECK_INT(BIO_puts(b, "abc"), 0);
	CHECK_INT(BIO_gets(b, out, 3), 0);
	CHECK_STR(out, "???");
	for (int command = 0; command < 200; command++)
		CHECK_INT(BIO_ctrl(b, command, 0, NULL), 0);
	CHECK_INT(BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, NULL), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "reads a few bytes, or none yet", reads_a_few_bytes_or_none_yet, 0, 0 },
		{ "writes a few bytes, or none yet", writes_a_few_bytes_or_none_yet, 0, 0 },
		{ "never asks for more than it was", never_asks_for_more_than_it_was, 0, 0 },
		{ "repeats a write as it was", repeats_a_write_as_it_was, 0, 0 },
		{ "does not repeat an end", does_not_repeat_an_end, 0, 0 },
		{ "hands back what the next says", hands_back_what_the_next_says, 0, 0 },
		{ "passes commands on, but a copy", passes_commands_on_but_a_copy, 0, 0 },
		{ "lines go straight through", lines_go_straight_through, 0, 0 },
		{ "keeps NULL from the next", keeps_null_from_the_next, 0, 0 },
		{ "does nothing alone", does_nothing_alone, 0, 0 },
	};

	return contract_main("f_nbio_test", cases, sizeof(cases) / sizeof(cases[0]));
}
