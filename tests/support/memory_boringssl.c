/* SPDX-License-Identifier: Apache-2.0 */
/* BoringSSL's allocations, which a program takes over by defining these functions. */
#include "support/memory.h"

#include <stdlib.h>

#include "support/boringssl.h"

/* Where the length of what was allocated is, with room for what has to lie on 16 bytes. */
enum { HEAD = 16 };

static bool watched;

static void *by_malloc(size_t size, const char *file, int line)
{
	(void)file, (void)line;
	return watched && memory_fails(size) ? NULL : malloc(size);
}

static void by_free(void *memory, const char *file, int line)
{
	(void)file, (void)line;
	free(memory);
}

static CRYPTO_function *do_allocate = by_malloc;
static void (*do_release)(void *, const char *, int) = by_free;

int CRYPTO_set_mem_functions(CRYPTO_function *allocate,
    void *(*reallocate)(void *, size_t, const char *, int),
    void (*release)(void *, const char *, int))
{
	(void)reallocate;
	do_allocate = allocate;
	do_release = release;
	return 1;
}

void *OPENSSL_memory_alloc(size_t size);
void OPENSSL_memory_free(void *ptr);
size_t OPENSSL_memory_get_size(void *ptr);

void *OPENSSL_memory_alloc(size_t size)
{
	char *p = size < SIZE_MAX - HEAD ? do_allocate(HEAD + size, "", 0) : NULL;

	if (p == NULL)
		return NULL;
	*(size_t *)(void *)p = size;
	memory_held++;
	return p + HEAD;
}

void OPENSSL_memory_free(void *ptr)
{
	if (ptr == NULL)
		return;
	memory_held--;
	do_release((char *)ptr - HEAD, "", 0);
}

size_t OPENSSL_memory_get_size(void *ptr)
{
	return ptr != NULL ? *(size_t *)(void *)((char *)ptr - HEAD) : 0;
}

bool memory_watch(void)
{
	watched = true;
	return true;
}
