/* SPDX-License-Identifier: Apache-2.0 */
/* Formatted text, into a BIO or into memory. */
#include <errno.h>
#include <stdio.h>

#include "bio/object.h"
#include "bio/print/padding.h"
#include "err/raise.h"

/* Most texts fit here and cost no allocation. */
#define ROOM 512

/*
 * The text was longer than the room: format it once more, into memory of its size. Apart, so that
 * the common way has no registers to save for this one.
 */
__attribute__((noinline)) static int print_long(BIO *bio, int len, const char *format, va_list args)
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

/* Refuses what would take seconds to pad. Returns -1. */
__attribute__((noinline)) static int refuse(struct err_place place)
{
	err_refuse(place, ERR_LIB_BIO, BIO_R_LENGTH_TOO_LONG, EOVERFLOW);
	return -1;
}

static inline bool is_giant(const char *format, va_list args)
{
	return bio_padding_may_be_giant(format) && bio_padding_is_giant(format, args);
}

/*
 * What BIO_printf() returns; or *out_len is above 0, the length of a text for print_long(). Part of
 * both that call it, rather than a function of its own: the guards of two frames would cost more
 * than all else that is done here besides the formatting.
 */
static inline __attribute__((always_inline)) int print(
    BIO *bio, const char *format, va_list args, int *out_len)
{
	char text[ROOM];
	int len;

	*out_len = 0;
	if (is_giant(format, args))
		return refuse(ERR_PLACE_OF("BIO_printf"));
	len = vsnprintf(text, sizeof(text), format, args);
	if (len < 0)
		return -1;
	if ((size_t)len < sizeof(text))
		return BIO_write(bio, text, len);
	*out_len = len;
	return 0;
}

int BIO_vprintf(BIO *bio, const char *format, va_list args)
{
	va_list again;
	int len, ret;

	va_copy(again, args);
	ret = print(bio, format, args, &len);
	if (len > 0)
		ret = print_long(bio, len, format, again);
	va_end(again);
	return ret;
}

int BIO_printf(BIO *bio, const char *format, ...)
{
	va_list args;
	int len, ret;

	va_start(args, format);
	ret = print(bio, format, args, &len);
	va_end(args);
	if (len > 0) {
		va_start(args, format);
		ret = print_long(bio, len, format, args);
		va_end(args);
	}
	return ret;
}

/* Text that is cut is an error, and so is having no room at all. */
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
