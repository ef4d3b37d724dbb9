/* SPDX-License-Identifier: Apache-2.0 */
/* Memory for what lies below the error stack: what fails leaves no record. */
#ifndef BIOSOCK_BASE_MEMORY_H
#define BIOSOCK_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/crypto.h>

/* The functions that the program put in the place of the C library's; NULL where it put none. */
struct base_memory {
	CRYPTO_malloc_fn malloc;
	CRYPTO_realloc_fn realloc;
	CRYPTO_free_fn free;
};

extern struct base_memory base_memory;

/*
 * Whether the C library's malloc() was called: from then on, as in OpenSSL, its functions are not
 * replaced. A program may replace its own with others at any time.
 */
bool base_memory_in_use(void);

/*
 * `num` bytes by the program's malloc function, which is told `file` and `line` and decides what 0
 * bytes are, or by the C library's, where they are NULL. To be freed by CRYPTO_free(). NULL if
 * there is no memory.
 */
void *base_malloc(size_t num, const char *file, int line);

#endif
