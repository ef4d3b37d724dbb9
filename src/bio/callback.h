/* SPDX-License-Identifier: Apache-2.0 */
/* Telling a program's callback what happens to a BIO. */
#ifndef BIOSOCK_BIO_CALLBACK_H
#define BIOSOCK_BIO_CALLBACK_H

#include <stdbool.h>
#include <stdint.h>

#include "bio/object.h"

/* Asked before each operation: one comparison is enough for both. */
static inline bool bio_has_callback(const BIO *b)
{
	return ((uintptr_t)b->callback_ex | (uintptr_t)b->callback) != 0;
}

/*
 * Calls it, the newer one if there are both, and returns what it says. The older one is told
 * lengths and results as ints: where one does not fit, it is not called and -1 is returned.
 */
long bio_call_callback(BIO *b, int oper, const char *bytes, size_t len, int argi, long argl,
    long result, size_t *processed);

#endif
