/* SPDX-License-Identifier: Apache-2.0 */
/* Where the error stack meets BIOs: printing to one, and the text in one as a record's data. */
#include <limits.h>

#include <openssl/err.h>

#include "bio/object.h"

static int print_to_bio(const char *str, size_t len, void *bio)
{
	return BIO_write(bio, str, len > INT_MAX ? INT_MAX : (int)len);
}

void ERR_print_errors(BIO *bp)
{
	ERR_print_errors_cb(print_to_bio, bp);
}

/* The text is made a string where it lies, by a NUL behind it. */
static const char *text_in(BIO *bio)
{
	char *text = NULL;
	long len = BIO_get_mem_data(bio, &text);

	if (len <= 0 || text == NULL)
		return NULL;
	if (text[len - 1] == '\0')
		return len > 1 ? text : NULL;
	if (BIO_write(bio, "", 1) <= 0)
		return NULL;
	len = BIO_get_mem_data(bio, &text);
	return len > 1 ? text : NULL;
}

void ERR_add_error_mem_bio(const char *sep, BIO *bio)
{
	const char *text = bio == NULL ? NULL : text_in(bio);

	if (text != NULL)
		ERR_add_error_txt(sep, text);
}
