/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A kind of BIO whose operations return what the test says and are written down, in one log
 * with all else.
 */
#ifndef BIOSOCK_TESTS_BIO_KIND_H
#define BIOSOCK_TESTS_BIO_KIND_H

#include <openssl/bio.h>

#include "support/format.h"

/* What the operations return from now on. */
struct kind_answers {
	int ret;    /* of read and write: 1, or 0 or less */
	size_t n;   /* how many bytes they say they did */
	int number; /* of the older read and write, puts, gets, destroy is always 1 */
	long ctrl;
	int create;
};
extern struct kind_answers kind_answers;

enum kind_of { KIND_FULL, KIND_OLD, KIND_EMPTY, KIND_UNINITIALISED, KIND_FILTER, KIND_COUNT };

/* A new BIO of such a kind, known as `name` in the log. */
BIO *kind_new(enum kind_of kind, char name);
const BIO_METHOD *kind_method(enum kind_of kind);
/* Its name; '-' for NULL, '?' for one that kind_new() did not make. */
char kind_name(BIO *b);
void kind_free_methods(void);

/* The log: what happened since it was last taken. Static, until the next call. */
const char *kind_log(void);
void kind_note(const char *format, ...) FORMAT(1, 2);

#endif
