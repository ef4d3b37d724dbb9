/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_puts() of a kind whose texts are written like any bytes. */
#ifndef BIOSOCK_BIO_PUT_TEXT_H
#define BIOSOCK_BIO_PUT_TEXT_H

#include <openssl/bio.h>

/* The puts operation of such a kind, by its `write`. A NULL is refused with a record. */
int bio_put_text(BIO *b, const char *text, int (*write)(BIO *, const char *, size_t, size_t *));

#endif
