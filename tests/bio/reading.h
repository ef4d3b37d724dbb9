/* SPDX-License-Identifier: Apache-2.0 */
/* What a read and a line of a BIO must be: up to 63 bytes of text. */
#ifndef BIOSOCK_TESTS_BIO_READING_H
#define BIOSOCK_TESTS_BIO_READING_H

#include <string.h>

#include <openssl/bio.h>

#include "support/contract.h"

static inline void check_read(BIO *b, int size, const char *want)
{
	char got[64] = "";

	CHECK_INT(BIO_read(b, got, size), strlen(want));
	CHECK_STR(got, want);
}

static inline void check_line(BIO *b, int size, const char *want)
{
	char got[64] = "????";

	CHECK_INT(BIO_gets(b, got, size), strlen(want));
	CHECK_STR(got, want);
}

#endif
