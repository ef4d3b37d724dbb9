/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_dump() and BIO_hex_string() of any bytes, with any indent and width: read back, what was
 * printed is what was given, and every line has the form it should have.
 * Input: a byte of indent, one of width, one of where the callback stops; the bytes.
 */
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "check.h"

/* What has been read back of the lines that came. */
struct dump {
	const uint8_t *bytes;
	size_t n, done;
	size_t indent, width;
	int stops_at, lines;
};

static int digit(char c)
{
	const char *digits = "0123456789abcdef", *at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int)(at - digits);
}

/* Two digits, and what is between bytes. */
static void check_column(const char *at, const uint8_t *byte, char behind)
{
	if (byte == NULL) {
		CHECK(memcmp(at, "   ", 3) == 0);
		return;
	}
	CHECK(digit(at[0]) == *byte >> 4 && digit(at[1]) == (*byte & 15) && at[2] == behind);
}

static int check_line(const void *data, size_t n, void *of)
{
	struct dump *dump = of;
	const char *at = data;
	size_t left = dump->n - dump->done, here = left < dump->width ? left : dump->width;
	unsigned long offset = 0;

	CHECK(here > 0 && n == dump->indent + 4 + 3 + 3 * dump->width + 2 + here + 1);
	for (size_t i = 0; i < dump->indent; i++)
		CHECK(*at++ == ' ');
	for (int i = 0; i < 4; i++)
		offset = offset * 16 + (unsigned long)digit(*at++);
	CHECK(offset == dump->done && memcmp(at, " - ", 3) == 0);
	at += 3;
	for (size_t i = 0; i < dump->width; i++, at += 3)
		check_column(
		    at, i < here ? dump->bytes + dump->done + i : NULL, i == 7 ? '-' : ' ');
	CHECK(memcmp(at, "  ", 2) == 0);
	at += 2;
	for (size_t i = 0; i < here; i++, at++) {
		uint8_t byte = dump->bytes[dump->done + i];

		CHECK(*at == (byte >= ' ' && byte <= '~' ? (char)byte : '.'));
	}
	CHECK(*at == '\n');
	dump->done += here;
	return ++dump->lines == dump->stops_at ? -7 : 3;
}

static size_t width_of(int indent)
{
	return (size_t)(indent <= 6 ? 16 : 16 - (indent - 6 + 3) / 4);
}

static void check_dump(const uint8_t *bytes, size_t n, int indent, int stops_at)
{
	int shown = indent < 0 ? 0 : indent > 64 ? 64 : indent;
	struct dump dump = { bytes, n, 0, (size_t)shown, width_of(shown), stops_at, 0 };
	int ret = BIO_dump_indent_cb(check_line, &dump, bytes, (int)n, indent);

	if (stops_at > 0 && dump.lines == stops_at) {
		CHECK(ret == -7);
		return;
	}
	CHECK(dump.done == n && ret == 3 * dump.lines);
}

/* What is written to a BIO is what the callback was given. */
static void check_written(const uint8_t *bytes, size_t n, int indent)
{
	int shown = indent < 0 ? 0 : indent > 64 ? 64 : indent;
	struct dump dump = { bytes, n, 0, (size_t)shown, width_of(shown), 0, 0 };
	BIO *b = BIO_new(BIO_s_mem());
	int ret = BIO_dump_indent(b, bytes, (int)n, indent);
	char *text = NULL, *end;
	long left = BIO_get_mem_data(b, &text);

	CHECK(b != NULL && ret == left);
	for (; left > 0; left -= end - text, text = end) {
		end = memchr(text, '\n', (size_t)left);
		CHECK(end != NULL);
		end++;
		check_line(text, (size_t)(end - text), &dump);
	}
	CHECK(dump.done == n);
	BIO_free(b);
}

static void check_hex(const uint8_t *bytes, size_t n, int indent, int width)
{
	BIO *b = BIO_new(BIO_s_mem());
	size_t a_line = width > 0 ? (size_t)width : 1;
	char *at = NULL, *end;

	CHECK(b != NULL && BIO_hex_string(b, indent, width, bytes, (int)n) == 1);
	end = BIO_get_mem_data(b, &at) + at;
	for (size_t i = 0; i < n; i++) {
		char two[3];

		if (i > 0 && i % a_line == 0) {
			CHECK(at < end && *at++ == '\n');
			for (int k = 0; k < indent; k++)
				CHECK(at < end && *at++ == ' ');
		}
		snprintf(two, sizeof(two), "%02X", bytes[i]);
		CHECK(end - at >= 2 && memcmp(at, two, 2) == 0);
		at += 2;
		if (i + 1 < n)
			CHECK(at < end && *at++ == ':');
	}
	CHECK(at == end);
	BIO_free(b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	int indent = take_byte(&input) - 8, width = take_byte(&input) % 40;
	int stops_at = take_byte(&input) % 8;
	size_t n = input.size;
	uint8_t *bytes = malloc(n > 0 ? n : 1);

	CHECK(bytes != NULL);
	take(&input, bytes, n);
	check_dump(bytes, n, indent, stops_at);
	check_written(bytes, n, indent);
	if (n > 0 && indent >= 0)
		check_hex(bytes, n, indent, width);
	CHECK(drain_errors() == 0);
	free(bytes);
	return 0;
}
