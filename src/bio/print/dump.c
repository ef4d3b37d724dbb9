/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes as text: offset, hexadecimal, characters; and lines of hexadecimal with colons. */
#include <stdio.h>
#include <string.h>

#include "bio/object.h"

#define LINE_BYTES 16
#define INDENT_MAX 64
/*
 * Indent, an offset of 8 digits, " - ", 3 columns a byte, 2 spaces, a character a byte, a newline.
 */
#define LINE_SIZE (INDENT_MAX + 8 + 3 + 4 * LINE_BYTES + 2 + 1)

/*
 * Lines indented by more than 6 columns hold a byte less for every 4 of them, to stay
 * about 80 wide.
 */
static int bytes_per_line(int indent)
{
	return indent <= 6 ? LINE_BYTES : LINE_BYTES - (indent - 6 + 3) / 4;
}

static char printable(unsigned char c)
{
	return c >= ' ' && c <= '~' ? (char)c : '.';
}

static const char digits[] = "0123456789abcdef";

/* At least 4 digits. Returns where they end. */
static char *put_offset(char *at, unsigned int offset)
{
	int shift = 12;

	while (shift < 28 && offset >> (shift + 4) != 0)
		shift += 4;
	for (; shift >= 0; shift -= 4)
		*at++ = digits[offset >> shift & 15];
	return at;
}

/*
 * A line of n bytes in columns for `width`; returns its length. The eighth byte has a
 * dash behind it.
 */
static size_t format_line(
    char line[LINE_SIZE], int indent, int offset, const unsigned char *bytes, int n, int width)
{
	char *at = line;

	memset(at, ' ', (size_t)indent);
	at = put_offset(at + indent, (unsigned int)offset);
	memset(at, ' ', 5 + 3 * (size_t)width);
	at[1] = '-';
	at += 3;
	for (int i = 0; i < n; i++) {
		at[3 * i] = digits[bytes[i] >> 4];
		at[3 * i + 1] = digits[bytes[i] & 15];
	}
	if (n > 7)
		at[3 * 7 + 2] = '-';
	at += 3 * width + 2;
	for (int i = 0; i < n; i++)
		*at++ = printable(bytes[i]);
	*at++ = '\n';
	return (size_t)(at - line);
}

int BIO_dump_indent_cb(
    int (*cb)(const void *data, size_t len, void *u), void *u, const void *s, int len, int indent)
{
	const unsigned char *bytes = s;
	int sum = 0, width;

	if (indent < 0)
		indent = 0;
	if (indent > INDENT_MAX)
		indent = INDENT_MAX;
	width = bytes_per_line(indent);
	for (int offset = 0, left = len; left > 0; offset += width, left -= width) {
		char line[LINE_SIZE];
		size_t n = format_line(
		    line, indent, offset, bytes + offset, left < width ? left : width, width);
		int ret = cb(line, n, u);

		if (ret < 0)
			return ret;
		sum += ret;
	}
	return sum;
}

int BIO_dump_cb(int (*cb)(const void *data, size_t len, void *u), void *u, const void *s, int len)
{
	return BIO_dump_indent_cb(cb, u, s, len, 0);
}

static int write_to_stream(const void *data, size_t len, void *stream)
{
	return (int)fwrite(data, len, 1, stream);
}

int BIO_dump_indent_fp(FILE *fp, const void *s, int len, int indent)
{
	return fp == NULL ? -1 : BIO_dump_indent_cb(write_to_stream, fp, s, len, indent);
}

int BIO_dump_fp(FILE *fp, const void *s, int len)
{
	return BIO_dump_indent_fp(fp, s, len, 0);
}

static int write_to_bio(const void *data, size_t len, void *bio)
{
	return BIO_write(bio, data, (int)len);
}

int BIO_dump_indent(BIO *b, const void *bytes, int len, int indent)
{
	return BIO_dump_indent_cb(write_to_bio, b, bytes, len, indent);
}

int BIO_dump(BIO *b, const void *bytes, int len)
{
	return BIO_dump_indent(b, bytes, len, 0);
}

int BIO_indent(BIO *b, int indent, int max)
{
	if (indent > max)
		indent = max;
	for (; indent > 0; indent--)
		if (BIO_puts(b, " ") != 1)
			return 0;
	return 1;
}

/*
 * The results of the writes are ignored, as in OpenSSL; a negative indent counts without its sign,
 * and each line has at least a byte.
 */
int BIO_hex_string(BIO *out, int indent, int width, const void *data, int datalen)
{
	const unsigned char *bytes = data;

	if (width < 1)
		width = 1;
	for (int i = 0; bytes != NULL && i < datalen; i++) {
		if (i > 0 && i % width == 0) {
			BIO_printf(out, "\n");
			BIO_printf(out, "%*s", indent, "");
		}
		BIO_printf(out, i < datalen - 1 ? "%02X:" : "%02X", bytes[i]);
	}
	return 1;
}
