/* SPDX-License-Identifier: Apache-2.0 */
/* Formatted text: printf, dump, indent, hexadecimal; and errors to and from a BIO. */
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/system.h"

static char out[8192];
static size_t out_n;
static int writes_left = 1000;

static int keep(BIO *b, const char *text, int n)
{
	(void)b;
	if (writes_left-- <= 0)
		return -1;
	if (out_n + (size_t)n < sizeof(out)) {
		memcpy(out + out_n, text, (size_t)n);
		out_n += (size_t)n;
	}
	return n;
}

static int keep_text(BIO *b, const char *text)
{
	return keep(b, text, (int)strlen(text));
}

static const char *taken(void)
{
	out[out_n] = '\0';
	out_n = 0;
	return out;
}

static BIO_METHOD *method;

static BIO *sink(void)
{
	if (method == NULL) {
		method = BIO_meth_new(BIO_TYPE_SOURCE_SINK | 1, "sink");
		BIO_meth_set_write(method, keep);
		BIO_meth_set_puts(method, keep_text);
	}
	writes_left = 1000;
	out_n = 0;
	return BIO_new(method);
}

static void snprintf_says_minus_one_where_it_cuts(void)
{
	char buf[10];
	int n;

	CHECK_INT(BIO_snprintf(buf, 10, "%s", "123456789"), 9);
	CHECK_STR(buf, "123456789");
	CHECK_INT(BIO_snprintf(buf, 10, "%s", "1234567890"), -1);
	CHECK_STR(buf, "123456789");
	CHECK_INT(BIO_snprintf(buf, 1, "%s", ""), 0);
	CHECK_INT(BIO_snprintf(buf, 1, "%s", "a"), -1);
	CHECK_STR(buf, "");
	CHECK_INT(BIO_snprintf(buf, 0, "%s", "a"), -1);
	CHECK_INT(BIO_snprintf(NULL, 0, "%s", ""), -1);
	CHECK_INT(BIO_snprintf(buf, 10, "%d %5.2f", -3, 1.5), 8);
	CHECK_STR(buf, "-3  1.50");
	n = snprintf(NULL, 0, "%p", (void *)16);
	CHECK_INT(BIO_snprintf(buf, 10, "%p", (void *)16), n < 10 ? n : -1);
	CHECK_INT(BIO_snprintf(buf, 10, "%lld %zu", -5LL, (size_t)7), 4);
	CHECK_STR(buf, "-5 7");
}

static void printf_writes_texts_of_any_length_at_once(void)
{
	static const int lengths[] = { 1, 510, 511, 512, 513, 2047, 2048, 5000 };
	BIO *b = sink();

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		writes_left = 1;
		CHECK_INT(BIO_printf(b, "%*d", lengths[i], 7), lengths[i]);
		CHECK_INT(strlen(taken()), lengths[i]);
	}
	writes_left = 0;
	CHECK_INT(BIO_printf(b, "%s", ""), 0);
	CHECK_INT(BIO_printf(b, "%s", "a"), -1);
	CHECK_INT(BIO_printf(NULL, "%d", 1), 0);
	BIO_free(b);
}

static int vprint(BIO *b, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = BIO_vprintf(b, format, args);
	va_end(args);
	return n;
}

static void vprintf_writes_the_same(void)
{
	static const int lengths[] = { 1, 511, 512, 5000 };
	BIO *b = sink();

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		CHECK_INT(vprint(b, "%*d%s|%d", lengths[i], 7, "ab", 9), lengths[i] + 4);
		CHECK_STR(taken() + lengths[i] - 1, "7ab|9");
	}
	CHECK_INT(vprint(b, "%s", ""), 0);
	CHECK_INT(vprint(NULL, "%d", 1), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

/* libcrypto has no wide characters. */
static void what_cannot_be_printed_is_an_error(void)
{
	BIO *b = sink();

	if (contract_is_oracle())
		contract_skip("libcrypto has no wide characters");
	if (system_is_windows())
		contract_skip("any wide character can be printed here");
	CHECK_INT(BIO_printf(b, "%lc", (wint_t)0x7fffff00), -1);
	CHECK_INT(vprint(b, "%lc", (wint_t)0x7fffff00), -1);
	CHECK_STR(taken(), "");
	BIO_free(b);
}

static void dumps_have_three_columns(void)
{
	static const struct {
		const char *bytes;
		int len, indent;
		const char *want;
	} rows[] = {
		{ "abc", 3, 0, "0000 - 61 62 63                                          abc\n" },
		{ "Hello, world\r\n\tab\x7f\x80", 19, 0,
		    "0000 - 48 65 6c 6c 6f 2c 20 77-6f 72 6c 64 0d 0a 09 61   Hello, world...a\n"
		    "0010 - 62 7f 80                                          b..\n" },
		{ "1234567890123456  ", 18, 0,
		    "0000 - 31 32 33 34 35 36 37 38-39 30 31 32 33 34 35 36   1234567890123456\n"
		    "0010 - 20 20                                               \n" },
		{ "12345678", 8, -3,
		    "0000 - 31 32 33 34 35 36 37 38-                          12345678\n" },
		{ "1234567890123456", 16, 6,
		    "      0000 - 31 32 33 34 35 36 37 38-39 30 31 32 33 34 35 36   "
		    "1234567890123456\n" },
		{ "1234567890123456", 16, 7,
		    "       0000 - 31 32 33 34 35 36 37 38-39 30 31 32 33 34 35   123456789012345\n"
		    "       000f - 36                                             6\n" },
		{ "123456789", 9, 36,
		    "                                    0000 - 31 32 33 34 35 36 37 38-  "
		    "12345678\n"
		    "                                    0008 - 39                        9\n" },
		{ "ab", 2, 99,
		    "                                                                0000 - 61   "
		    "a\n"
		    "                                                                0001 - 62   "
		    "b\n" },
		{ "", 0, 0, "" },
		{ "", -1, 0, "" },
	};
	BIO *b = sink();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(BIO_dump_indent(b, rows[i].bytes, rows[i].len, rows[i].indent),
		    strlen(rows[i].want));
		CHECK_STR(taken(), rows[i].want);
	}
	CHECK_INT(BIO_dump(b, "abc", 3), strlen(rows[0].want));
	CHECK_STR(taken(), rows[0].want);
	writes_left = 1;
	CHECK_INT(BIO_dump(b, rows[1].bytes, 19), -1);
	BIO_free(b);
}

static int count_lines(const void *data, size_t len, void *lines)
{
	(void)data, (void)len;
	return --*(int *)lines < 0 ? -5 : 7;
}

static void dumps_go_anywhere(void)
{
	char bytes[600] = "";
	int lines = 2;
	FILE *file = tmpfile();

	CHECK_INT(BIO_dump_cb(count_lines, &lines, bytes, 200), -5);
	lines = 100;
	CHECK_INT(BIO_dump_cb(count_lines, &lines, bytes, 600), 38 * 7);
	lines = 100;
	CHECK_INT(BIO_dump_indent_cb(count_lines, &lines, bytes, 600, 8), 40 * 7);
	if (!CHECK(file != NULL))
		return;
	CHECK_INT(BIO_dump_fp(file, bytes, 600), 38);
	CHECK_INT(BIO_dump_indent_fp(file, bytes, 600, 8), 40);
	CHECK_INT(ftell(file), 37 * 74 + 66 + 40 * 78);
	fclose(file);
}

static void the_offset_has_as_many_digits_as_it_needs(void)
{
	static char bytes[70000];
	char line[128] = "";
	FILE *file = tmpfile();

	if (!CHECK(file != NULL))
		return;
	CHECK_INT(BIO_dump_fp(file, bytes, sizeof(bytes)), 4375);
	fseek(file, -75, SEEK_END);
	CHECK(fgets(line, sizeof(line), file) != NULL);
	CHECK_STR(
	    line, "11160 - 00 00 00 00 00 00 00 00-00 00 00 00 00 00 00 00   ................\n");
	fclose(file);
}

static void indents_are_limited(void)
{
	static const struct {
		int indent, max;
		const char *want;
	} rows[] = { { 0, 3, "" }, { 1, 3, " " }, { 3, 3, "   " }, { 9, 3, "   " }, { -2, 3, "" },
		{ 5, 0, "" } };
	BIO *b = sink();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(BIO_indent(b, rows[i].indent, rows[i].max), 1);
		CHECK_STR(taken(), rows[i].want);
	}
	writes_left = 1;
	CHECK_INT(BIO_indent(b, 3, 9), 0);
	BIO_free(b);
}

static void check_refused(int printed)
{
	CHECK_INT(printed, -1);
	CHECK_INT(errno, EOVERFLOW);
	CHECK_ERRORS("BIO routines:length too long");
	errno = 0;
}

/* libcrypto prints them, which takes seconds. */
static void giant_widths_are_refused(void)
{
	static const char *const widths[] = { "%2000000000d", "%1$2000000000d", "%-131073x",
		"%.131073u", "%.2000000000f", "%99999999999999999999s", "text %s and %9.100000000e",
		"%%%0131073lu" };
	const char *volatile format;
	BIO *b = sink();

	if (contract_is_oracle())
		contract_skip("it prints them");
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		format = widths[i];
		check_refused(BIO_printf(b, format, "x", "y"));
		check_refused(BIO_snprintf(out, 8, format, "x", "y"));
	}
	check_refused(BIO_printf(b, "%*d", 2000000000, 5));
	check_refused(BIO_printf(b, "%*d", -2000000000, 5));
	check_refused(BIO_printf(b, "%*d", 131073, 5));
	check_refused(
	    BIO_printf(b, "%s%.2f%ld%zu%p%*s", "a", 1.5, 7L, (size_t)7, "p", 131073, "x"));
	check_refused(BIO_printf(b, "%Lf%lld%jd%td%hhd%.*d", 1.5L, 7LL, (intmax_t)7, (ptrdiff_t)7,
	    (signed char)7, 131073, 5));
	CHECK_STR(taken(), "");
	BIO_free(b);
}

static void other_numbers_are_no_widths(void)
{
	BIO *b = sink();
	char some[8];

	CHECK_INT(BIO_printf(b, "%.*s|%.2000000000s", 2000000000, "abc", "d"), 5);
	CHECK_STR(taken(), "abc|d");
	CHECK_INT(BIO_printf(b, "%s", "123456789012345678901234567890"), 30);
	CHECK_STR(taken(), "123456789012345678901234567890");
	CHECK_INT(BIO_snprintf(some, sizeof(some), "%131072d", 1), -1); /* only cut */
	if (!system_is_windows() && !contract_is_oracle()) /* they do not know of places */
		CHECK_INT(BIO_snprintf(some, sizeof(some), "%2$*1$d|", 3, 4), 4);
	CHECK_INT(BIO_snprintf(some, sizeof(some), "%-*d", 131072, 1), -1);
	CHECK_STR(some, "1      ");
	CHECK_INT(BIO_printf(b, "1234567890123%d* %*d%-*d|", 4, 3, 5, 2, 6), 22);
	CHECK_STR(taken(), "12345678901234*   56 |");
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void hexadecimal_has_colons_and_lines(void)
{
	static const struct {
		int indent, width, len;
		const char *want;
	} rows[] = {
		{ 2, 4, 10, "00:07:0E:15:\n  1C:23:2A:31:\n  38:3F" },
		{ 2, 4, 4, "00:07:0E:15" },
		{ 2, 4, 1, "00" },
		{ 2, 4, 0, "" },
		{ 0, 3, -1, "" },
		{ 2, 1, 3, "00:\n  07:\n  0E" },
	};
	static const unsigned char bytes[] = { 0, 7, 14, 21, 28, 35, 42, 49, 56, 63 };
	BIO *b = sink();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(BIO_hex_string(b, rows[i].indent, rows[i].width, bytes, rows[i].len), 1);
		CHECK_STR(taken(), rows[i].want);
	}
	CHECK_INT(BIO_hex_string(NULL, 0, 3, bytes, 3), 1);
	BIO_free(b);
}

/* 3.0 divides by a width of 0. */
static void hexadecimal_has_at_least_a_byte_a_line(void)
{
	static const unsigned char bytes[] = { 0, 7, 14, 21 };
	BIO *b = sink();

	for (int width = -3; width <= 1; width++) {
		CHECK_INT(BIO_hex_string(b, 1, width, bytes, 3), 1);
		CHECK_STR(taken(), "00:\n 07:\n 0E");
	}
	CHECK_INT(BIO_hex_string(b, -2, 3, bytes, 4), 1);
	CHECK_STR(taken(), "00:07:0E:\n  15");
	BIO_free(b);
}

static void errors_are_printed_to_a_bio(void)
{
	BIO *b = sink();
	const char *text;

	ERR_raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "to there");
	ERR_raise(ERR_LIB_BIO, BIO_R_IN_USE);
	ERR_print_errors(b);
	CHECK_INT(ERR_peek_error(), 0);
	text = taken();
	CHECK(strstr(text, ":error:10000067:BIO routines:") != NULL);
	CHECK(strstr(text, ":to there\n") != NULL && strstr(text, ":in use:") != NULL);
	ERR_raise(ERR_LIB_BIO, BIO_R_IN_USE);
	ERR_raise(ERR_LIB_BIO, BIO_R_IN_USE);
	writes_left = 0;
	ERR_print_errors(b);
	CHECK_ERRORS("BIO routines:in use");
	BIO_free(b);
}

static void a_memory_bio_becomes_a_records_data(void)
{
	static const struct {
		const char *bytes;
		int len;
		const char *want;
		int pending;
	} rows[] = {
		{ "text", 4, "BIO routines:in use(have:text)", 5 },
		{ "text", 5, "BIO routines:in use(have:text)", 5 },
		{ "ab\0c", 4, "BIO routines:in use(have:ab)", 5 },
		{ "", 1, "BIO routines:in use(have)", 1 },
		{ "", 0, "BIO routines:in use(have)", 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		BIO *b = BIO_new(BIO_s_mem());

		BIO_write(b, rows[i].bytes, rows[i].len);
		ERR_raise_data(ERR_LIB_BIO, BIO_R_IN_USE, "have");
		ERR_add_error_mem_bio(":", b);
		CHECK_ERRORS(rows[i].want);
		CHECK_INT(BIO_ctrl_pending(b), rows[i].pending);
		BIO_free(b);
	}
	ERR_add_error_mem_bio(":", NULL);
	CHECK_ERRORS("-");
}

static const struct contract_case cases[] = {
	{ "snprintf says -1 where it cuts", snprintf_says_minus_one_where_it_cuts, 0, 0 },
	{ "printf writes texts of any length at once", printf_writes_texts_of_any_length_at_once, 0,
	    0 },
	{ "dumps have three columns", dumps_have_three_columns, 0, 0 },
	{ "dumps go anywhere", dumps_go_anywhere, 0, 0 },
	{ "the offset has as many digits as it needs", the_offset_has_as_many_digits_as_it_needs, 0,
	    0 },
	{ "indents are limited", indents_are_limited, 0, 0 },
	{ "vprintf writes the same", vprintf_writes_the_same, 0, 0 },
	{ "what cannot be printed is an error", what_cannot_be_printed_is_an_error, 0, 0 },
	{ "giant widths are refused", giant_widths_are_refused, 0, 0 },
	{ "other numbers are no widths", other_numbers_are_no_widths, 0, 0 },
	{ "hexadecimal has colons and lines", hexadecimal_has_colons_and_lines, 0, 0 },
	{ "hexadecimal has at least a byte a line", hexadecimal_has_at_least_a_byte_a_line, 0,
	    0x30600000L },
	{ "errors are printed to a BIO", errors_are_printed_to_a_bio, 0, 0 },
	{ "a memory BIO becomes a record's data", a_memory_bio_becomes_a_records_data, 0, 0 },
};

int main(void)
{
	int ret = contract_main("bio.text", cases, sizeof(cases) / sizeof(cases[0]));

	BIO_meth_free(method);
	return ret;
}
