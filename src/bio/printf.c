/* SPDX-License-Identifier: Apache-2.0 */
/* Formatted text, into a BIO or into memory. */
#include <errno.h>
#include <stdio.h>

#include "bio/object.h"
#include "bio/padding.h"
#include "err/raise.h"

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

/* Where the padding alone would take seconds: -1. */
__attribute__((noinline)) static int refuse(struct err_place place)
{
	err_refuse(place, ERR_LIB_BIO, BIO_R_LENGTH_TOO_LONG, EOVERFLOW);
	return -1;
}

static inline bool is_giant(const char *format, va_list args)
{
	return bio_padding_may_be_giant(format) && bio_padding_is_giant(format, args);
}

static inline int print(BIO *bio, const char *format, va_list args)
{
	char text[ROOM];
	va_list again;
	int len, ret;

	if (is_giant(format, args))
		return refuse(ERR_PLACE_OF("BIO_printf"));
	va_copy(again, args);
	len = vsnprintf(text, sizeof(text), format, args);
	if (len < 0)
		ret = -1;
	else if ((size_t)len < sizeof(text))
		ret = BIO_write(bio, text, len);
	else
		ret = print_long(bio, len, format, again);
	va_end(again);
	return ret;
}

int BIO_vprintf(BIO *bio, const char *format, va_list args)
{
	return print(bio, format, args);
}

int BIO_printf(BIO *bio, const char *format, ...)
{
	va_list args;
	int ret;

	va_start(args, format);
	ret = print(bio, format, args);
	va_end(args);
	return ret;
}

/* Cut is an error, and so is no room at all. */
int BIO_vsnprintf(char *buf, size_t n, const char *format, va_list args)
{
	int len;

	if (n == 0 || buf == NULL)
		return -1;
	if (is_giant(format, args))
		return refuse(ERR_PLACE_OF("BIO_snprintf"));
	len = vsnprintf(buf, n, format, args);
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
