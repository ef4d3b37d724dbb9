/* SPDX-License-Identifier: Apache-2.0 */
/* The library's allocations, by CRYPTO_set_mem_functions(). */
#include "support/memory.h"

#include <stdlib.h>

#include <openssl/crypto.h>

static void *watched_malloc(size_t n, const char *file, int line)
{
	void *p = memory_fails(n) ? NULL : malloc(n);

	(void)file;
	(void)line;
	memory_held += p != NULL;
	return p;
}

static void *watched_realloc(void *old, size_t n, const char *file, int line)
{
	void *p = memory_fails(n) ? NULL : realloc(old, n);

	(void)file;
	(void)line;
	memory_held += p != NULL && old == NULL;
	return p;
}

static void watched_free(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	memory_held -= p != NULL;
	free(p);
}

bool memory_watch(void)
{
	return CRYPTO_set_mem_functions(watched_malloc, watched_realloc, watched_free) == 1;
}
