/* SPDX-License-Identifier: Apache-2.0 */
/* Formatted text, into a BIO or into memory. */
#include <errno.h>
#include <stdio.h>

#include "bio/object.h"
#include "bio/padding.h"
#include "bio/refuse.h"

/* Most texts fit here and cost no allocation. */
#define ROOM 512

/* The text was longer than the room: format it once more, into memory of its size. */
static int print_long(BIO *bio, int len, const char *format, va_list args)
{
	char *text = OPENSSL_malloc((size_t)len + 1);
	int ret;

	if (text == NULL)
		return -1;
	ret = vsnprintf(text, (size_t)len + 1, format, args);
	if (ret >= 0)
		ret = BIO_write(bio, text, ret);
	OPENSSL_free(text);
	return ret;
}

/* vsnprintf(3), but -1 where the padding alone would take seconds. */
static int format_text(
    struct err_place place, char *text, size_t size, const char *format, va_list args)
{
	if (bio_padding_may_be_giant(format) && bio_padding_is_giant(format, args)) {
		bio_refuse(place, BIO_R_LENGTH_TOO_LONG);
		errno = EOVERFLOW;
		return -1;
	}
	return vsnprintf(text, size, format, args);
}

int BIO_vprintf(BIO *bio, const char *format, va_list args)
{
	char text[ROOM];
	va_list again;
	int len, ret;

	va_copy(again, args);
	len = format_text(ERR_PLACE_OF("BIO_printf"), text, sizeof(text), format, args);
	if (len < 0)
		ret = -1;
	else if ((size_t)len < sizeof(text))
		ret = BIO_write(bio, text, len);
	else
		ret = print_long(bio, len, format, again);
	va_end(again);
	return ret;
}

int BIO_printf(BIO *bio, const char *format, ...)
{
	va_list args;
	int ret;

	va_start(args, format);
	ret = BIO_vprintf(bio, format, args);
	va_end(args);
	return ret;
}

/* Cut is an error, and so is no room at all. */
int BIO_vsnprintf(char *buf, size_t n, const char *format, va_list args)
{
	int len;

	if (n == 0 || buf == NULL)
		return -1;
	len = format_text(ERR_PLACE_OF("BIO_snprintf"), buf, n, format, args);
	return len < 0 || (size_t)len >= n ? -1 : len;
}

int BIO_snprintf(char *buf, size_t n, const char *format, ...)
{
	va_list args;
	int ret;

	va_start(args, format);
	ret = BIO_vsnprintf(buf, n, format, args);
	va_end(args);
	return ret;
}
