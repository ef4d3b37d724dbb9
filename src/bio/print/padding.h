/* SPDX-License-Identifier: Apache-2.0 */
/* Formats whose numbers ask for more padding than anybody wants. */
#ifndef BIOSOCK_BIO_PRINT_PADDING_H
#define BIOSOCK_BIO_PRINT_PADDING_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/*
 * A width or a precision above this is a mistake, or was chosen by somebody who means harm. Some C
 * libraries, as that of MinGW, take so much of the stack.
 */
enum { BIO_PADDING_MOST = 1 << 17 };

/*
 * Whether a width or a precision of the format is above BIO_PADDING_MOST, be it in the format or an
 * argument; the precision of a "%s" only cuts, and may be. `args` is used up.
 */
bool bio_padding_is_giant(const char *format, va_list args);

/* A number above that has this many digits, or more. */
enum { BIO_PADDING_DIGITS = 6 };

/* Whether so many digits in a row stand around the one at `at`, a place of `format`. */
bool bio_padding_is_long_number(const char *format, size_t at);

/*
 * False, at little cost, if bio_padding_is_giant() need not be asked. Of so many digits in a row,
 * one stands where this looks.
 */
static inline bool bio_padding_may_be_giant(const char *format)
{
	size_t length = strlen(format);

	for (size_t i = BIO_PADDING_DIGITS - 1; i < length; i += BIO_PADDING_DIGITS)
		if (format[i] >= '0' && format[i] <= '9' && bio_padding_is_long_number(format, i))
			return true;
	return memchr(format, '*', length) != NULL;
}

#endif
