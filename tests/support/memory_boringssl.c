/* SPDX-License-Identifier: Apache-2.0 */
/* BoringSSL's allocations, which a program takes over by defining these functions. */
#include "support/memory.h"

#include <stdlib.h>

/* Where the length of what was allocated is, with room for what has to lie on 16 bytes. */
enum { HEAD = 16 };

static bool watched;

void *OPENSSL_memory_alloc(size_t size);
void OPENSSL_memory_free(void *ptr);
size_t OPENSSL_memory_get_size(void *ptr);

void *OPENSSL_memory_alloc(size_t size)
{
	char *p = watched && memory_fails(size) ? NULL : malloc(HEAD + size);

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
	free((char *)ptr - HEAD);
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
