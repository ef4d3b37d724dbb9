/* SPDX-License-Identifier: Apache-2.0 */
/* Memory functions for CRYPTO_set_mem_functions() that count, in all threads, what is not freed. */
#ifndef BIOSOCK_TESTS_SYS_WINDOWS_COUNTING_H
#define BIOSOCK_TESTS_SYS_WINDOWS_COUNTING_H

#include <stdlib.h>
#include <windows.h>

static volatile LONG living;

static void *count_malloc(size_t n, const char *file, int line)
{
	(void)file, (void)line;
	InterlockedIncrement(&living);
	return malloc(n);
}

static void *count_realloc(void *memory, size_t n, const char *file, int line)
{
	(void)file, (void)line;
	if (memory == NULL)
		InterlockedIncrement(&living);
	return realloc(memory, n);
}

static void count_free(void *memory, const char *file, int line)
{
	(void)file, (void)line;
	if (memory != NULL)
		InterlockedDecrement(&living);
	free(memory);
}

#endif
