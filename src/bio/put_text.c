/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_puts() of a kind whose texts are written like any bytes. */
#include "bio/put_text.h"

#include <limits.h>
#include <string.h>

#include "bio/bio_refuse.h"

int bio_put_text(BIO *b, const char *text, int (*write)(BIO *, const char *, size_t, size_t *))
{
	size_t n = 0, length;
	int ret;

	if (text == NULL)
		return bio_refuse_null(ERR_PLACE_OF("BIO_puts"));
	length = strlen(text);
	ret = write(b, text, length < INT_MAX ? length : INT_MAX, &n);
	return ret > 0 ? (int)n : ret;
}
