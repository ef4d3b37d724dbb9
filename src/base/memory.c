/* SPDX-License-Identifier: Apache-2.0 */
/* Memory through functions that the program may replace. */
#include "base/memory.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct base_memory base_memory;
static atomic_bool in_use;

bool base_memory_in_use(void)
{
	return atomic_load(&in_use);
}

/* Read before it is written, so that threads that allocate do not fight for the cache line. */
static void note_use(void)
{
	if (!atomic_load_explicit(&in_use, memory_order_relaxed))
		atomic_store_explicit(&in_use, true, memory_order_relaxed);
}

void *base_malloc(size_t num, const char *file, int line)
{
	if (base_memory.malloc != NULL)
		return base_memory.malloc(num, file, line);
	if (num == 0)
		return NULL;
	note_use();
	return malloc(num);
}

void CRYPTO_free(void *ptr, const char *file, int line)
{
	if (base_memory.free == NULL)
		free(ptr);
	else
		base_memory.free(ptr, file, line);
}

void CRYPTO_clear_free(void *ptr, size_t num, const char *file, int line)
{
	if (ptr == NULL)
		return;
	OPENSSL_cleanse(ptr, num);
	CRYPTO_free(ptr, file, line);
}

/* Called through a volatile pointer, memset cannot be known to be without effect. */
void OPENSSL_cleanse(void *ptr, size_t len)
{
	static void *(*const volatile fill)(void *, int, size_t) = memset;

	fill(ptr, 0, len);
}
