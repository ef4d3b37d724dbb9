/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_mem(3): reads, writes and lines, and read-only memory. */
#include <string.h>

#include <openssl/bio.h>
#include <openssl/buffer.h>
#include <openssl/err.h>

#include "bio/reading.h"
#include "support/contract.h"

#define READ_ONLY  "BIO routines:write to read only BIO"
#define NULL_GIVEN "BIO routines:passed a null parameter"

static BIO *new_with(const char *text)
{
	BIO *b = BIO_new(BIO_s_mem());

	BIO_puts(b, text);
	return b;
}

static void is_a_queue_of_bytes(void)
{
	BIO *b = new_with("hello ");

	CHECK_INT(BIO_method_type(b), BIO_TYPE_MEM);
	CHECK_STR(BIO_method_name(b), "memory buffer");
	check_read(b, 2, "he");
	CHECK_INT(BIO_write(b, "world", 5), 5);
	CHECK_INT(BIO_pending(b), 9);
	CHECK_INT(BIO_wpending(b), 0);
	CHECK_INT(BIO_eof(b), 0);
	check_read(b, 60, "llo world");
	CHECK_INT(BIO_eof(b), 1);
	CHECK_ERRORS("-");
	BIO_free(b);
}

/* v as BIO_set_mem_eof_return() has it. */
static void says_what_it_is_told_when_empty(void)
{
	static const struct {
		int v, flags;
	} cases[] = { { 0, 0 }, { -1, 9 }, { -7, 9 }, { 3, 9 } };
	BIO *b = BIO_new(BIO_s_mem());
	char out[8];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CHECK_INT(BIO_set_mem_eof_return(b, cases[i].v), 1);
		CHECK_INT(BIO_read(b, out, sizeof(out)), cases[i].v);
		CHECK_INT(BIO_test_flags(b, ~0), cases[i].flags);
		CHECK_INT(BIO_gets(b, out, sizeof(out)), 0);
		CHECK_INT(BIO_test_flags(b, ~0), 0);
	}
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void asks_to_retry_when_empty(void)
{
	BIO *b = BIO_new(BIO_s_mem());
	char out[4];
	size_t n = 9;

	CHECK_INT(BIO_read(b, out, 4), -1);
	CHECK(BIO_should_read(b) && BIO_should_retry(b));
	CHECK_INT(BIO_read(b, NULL, 0), -1);
	CHECK_INT(BIO_read_ex(b, out, 4, &n), 0);
	CHECK_INT(n, 0);
	CHECK_INT(BIO_read(b, out, -1), 0);
	CHECK_INT(BIO_puts(b, ""), 0);
	CHECK_INT(BIO_test_flags(b, ~0), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

/* WARNING of OpenSSL's: it says how much there is, and leaves it there. */
static void reads_nothing_into_null(void)
{
	BIO *b = new_with("hello");
	char out[4];

	CHECK_INT(BIO_read(b, NULL, 3), 3);
	CHECK_INT(BIO_pending(b), 5);
	CHECK_INT(BIO_read(b, out, 0), 0);
	CHECK_INT(BIO_pending(b), 5);
	BIO_free(b);
}

static void reads_lines(void)
{
	BIO *b = new_with("one\n\ntwo three\nend");

	check_line(b, 60, "one\n");
	check_line(b, 60, "\n");
	check_line(b, 5, "two ");
	check_line(b, 1, "");
	check_line(b, 7, "three\n");
	check_line(b, 60, "end");
	check_line(b, 60, "");
	BIO_free(b);
}

static void reads_lines_with_nuls(void)
{
	BIO *b = BIO_new(BIO_s_mem());
	char out[8];

	BIO_write(b, "a\0b\nc", 5);
	CHECK_INT(BIO_gets(b, out, sizeof(out)), 4);
	CHECK_MEM(out, "a\0b\n\0", 5);
	CHECK_INT(BIO_gets(b, out, sizeof(out)), 1);
	BIO_free(b);
}

static void refuses_bad_arguments(void)
{
	BIO *b = new_with("x");
	char out[4] = "abc";

	CHECK_INT(BIO_write(b, NULL, 5), -1);
	CHECK_ERRORS(NULL_GIVEN);
	CHECK_INT(BIO_write(b, NULL, 0), 0);
	CHECK_INT(BIO_write(b, "x", -1), 0);
	CHECK_INT(BIO_gets(b, out, 0), 0);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_gets(b, out, -1), -1);
	CHECK_ERRORS("BIO routines:invalid argument");
	CHECK(BIO_new_mem_buf(NULL, 5) == NULL);
	CHECK_ERRORS(NULL_GIVEN);
	CHECK(BIO_new_mem_buf(NULL, -1) == NULL);
	CHECK_ERRORS(NULL_GIVEN);
	BIO_free(b);
}

/* Where libcrypto crashes. */
static void survives_null(void)
{
	BIO *b = new_with("x");

	if (!contract_is_oracle()) {
		CHECK_INT(BIO_gets(b, NULL, 4), -1);
		CHECK_ERRORS(NULL_GIVEN);
		CHECK_INT(BIO_puts(b, NULL), -1);
		CHECK_ERRORS(NULL_GIVEN);
		CHECK_INT(BIO_set_mem_buf(b, NULL, BIO_CLOSE), -1);
		CHECK_ERRORS(NULL_GIVEN);
		check_read(b, 4, "x");
	}
	BIO_free(b);
}

static void reads_memory_that_is_not_its_own(void)
{
	static const char text[] = "line one\ntwo\n";
	BIO *b = BIO_new_mem_buf(text, -1);
	char out[4];

	CHECK_INT(BIO_test_flags(b, ~0), BIO_FLAGS_MEM_RDONLY);
	check_read(b, 5, "line ");
	CHECK_INT(BIO_pending(b), 8);
	CHECK_INT(BIO_tell(b), 5);
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_ERRORS(READ_ONLY);
	CHECK_INT(BIO_puts(b, ""), -1);
	CHECK_ERRORS(READ_ONLY);
	CHECK_INT(BIO_write(b, NULL, 1), -1);
	CHECK_ERRORS(READ_ONLY);
	CHECK_INT(BIO_reset(b), 1);
	check_line(b, 60, "line one\n");
	check_read(b, 60, "two\n");
	CHECK_INT(BIO_read(b, out, 4), 0);
	CHECK_INT(BIO_should_retry(b), 0);
	CHECK_INT(BIO_seek(b, 9), 9);
	check_read(b, 60, "two\n");
	BIO_free(b);
}

static void takes_the_length_it_is_given(void)
{
	static const struct {
		int len;
		const char *want;
	} cases[] = { { 3, "hel" }, { 0, "" }, { -1, "hello" }, { -5, "hello" } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO *b = BIO_new_mem_buf("hello", cases[i].len);

		check_read(b, 60, cases[i].want);
		BIO_free(b);
	}
}

static void shows_read_only_memory_narrowed(void)
{
	BIO *b = BIO_new_mem_buf("hello world", 11);
	BUF_MEM *buf = NULL;
	char *data = NULL;

	check_read(b, 2, "he");
	CHECK_INT(BIO_get_mem_ptr(b, &buf), 1);
	CHECK_INT(buf->length, 9);
	CHECK_INT(buf->max, 9);
	CHECK_INT(BIO_get_mem_data(b, &data), 9);
	CHECK_MEM(data, "llo world", 9);
	BIO_free(b);
}

static void moves_a_lot_in_small_pieces(void)
{
	BIO *b = BIO_new(BIO_s_mem());
	char in[10], out[7];
	unsigned char written = 0, read = 0;
	int wrong = 0;

	for (int i = 0; i < 3000; i++) {
		for (size_t j = 0; j < sizeof(in); j++)
			in[j] = (char)written++;
		wrong += BIO_write(b, in, sizeof(in)) != (int)sizeof(in);
		wrong += BIO_read(b, out, sizeof(out)) != (int)sizeof(out);
		for (size_t j = 0; j < sizeof(out); j++)
			wrong += (unsigned char)out[j] != read++;
	}
	CHECK_INT(wrong, 0);
	CHECK_INT(BIO_pending(b), 9000);
	CHECK_INT(BIO_number_written(b), 30000);
	BIO_free(b);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "is a queue of bytes", is_a_queue_of_bytes, 0, 0 },
		{ "says what it is told when empty", says_what_it_is_told_when_empty, 0, 0 },
		{ "asks to retry when empty", asks_to_retry_when_empty, 0, 0 },
		{ "reads nothing into NULL", reads_nothing_into_null, 0, 0 },
		{ "reads lines", reads_lines, 0, 0 },
		{ "reads lines with NULs", reads_lines_with_nuls, 0, 0 },
		{ "refuses bad arguments", refuses_bad_arguments, 0, 0 },
		{ "survives NULL", survives_null, 0, 0 },
		{ "reads memory that is not its own", reads_memory_that_is_not_its_own, 0, 0 },
		{ "takes the length it is given", takes_the_length_it_is_given, 0, 0 },
		{ "shows read-only memory narrowed", shows_read_only_memory_narrowed, 0, 0 },
		{ "moves a lot in small pieces", moves_a_lot_in_small_pieces, 0, 0 },
	};

	return contract_main("s_mem", cases, sizeof(cases) / sizeof(cases[0]));
}
