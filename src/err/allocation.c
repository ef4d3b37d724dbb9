/* SPDX-License-Identifier: Apache-2.0 */
/* Memory as programs ask for it: what fails leaves a record. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "base/memory.h"

/* In the program's words: what is CRYPTO_'s own is told by its public name. */
int CRYPTO_set_mem_functions(
    CRYPTO_malloc_fn malloc_fn, CRYPTO_realloc_fn realloc_fn, CRYPTO_free_fn free_fn)
{
	if (base_memory_in_use())
		return 0;
	if (malloc_fn != NULL)
		base_memory.malloc = malloc_fn == CRYPTO_malloc ? NULL : malloc_fn;
	if (realloc_fn != NULL)
		base_memory.realloc = realloc_fn == CRYPTO_realloc ? NULL : realloc_fn;
	if (free_fn != NULL)
		base_memory.free = free_fn == CRYPTO_free ? NULL : free_fn;
	return 1;
}

void CRYPTO_get_mem_functions(
    CRYPTO_malloc_fn *malloc_fn, CRYPTO_realloc_fn *realloc_fn, CRYPTO_free_fn *free_fn)
{
	if (malloc_fn != NULL)
		*malloc_fn = base_memory.malloc != NULL ? base_memory.malloc : CRYPTO_malloc;
	if (realloc_fn != NULL)
		*realloc_fn = base_memory.realloc != NULL ? base_memory.realloc : CRYPTO_realloc;
	if (free_fn != NULL)
		*free_fn = base_memory.free != NULL ? base_memory.free : CRYPTO_free;
}

/* In the name of the caller, whose function is not known; without a place, in nobody's. */
static void raise_failure(const char *file, int line)
{
	if (file == NULL && line == 0)
		return;
	ERR_new();
	ERR_set_debug(file, line, NULL);
	ERR_set_error(ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE, NULL);
}

void *CRYPTO_malloc(size_t num, const char *file, int line)
{
	void *ptr = base_malloc(num, file, line);

	if (ptr == NULL && num > 0)
		raise_failure(file, line);
	return ptr;
}

void *CRYPTO_zalloc(size_t num, const char *file, int line)
{
	void *ptr = CRYPTO_malloc(num, file, line);

	if (ptr != NULL)
		memset(ptr, 0, num);
	return ptr;
}

static void *default_realloc(void *addr, size_t num, const char *file, int line)
{
	if (addr == NULL)
		return CRYPTO_malloc(num, file, line);
	if (num == 0) {
		CRYPTO_free(addr, file, line);
		return NULL;
	}
	addr = realloc(addr, num);
	if (addr == NULL)
		raise_failure(file, line);
	return addr;
}

void *CRYPTO_realloc(void *addr, size_t num, const char *file, int line)
{
	void *moved;

	if (base_memory.realloc == NULL)
		return default_realloc(addr, num, file, line);
	moved = base_memory.realloc(addr, num, file, line);
	if (moved == NULL && num > 0)
		raise_failure(file, line);
	return moved;
}

void *CRYPTO_clear_realloc(void *addr, size_t old_num, size_t num, const char *file, int line)
{
	void *moved;

	if (addr == NULL)
		return CRYPTO_malloc(num, file, line);
	if (num == 0) {
		CRYPTO_clear_free(addr, old_num, file, line);
		return NULL;
	}
	if (num < old_num) {
		OPENSSL_cleanse((char *)addr + num, old_num - num);
		return addr;
	}
	moved = CRYPTO_malloc(num, file, line);
	if (moved == NULL)
		return NULL;
	memcpy(moved, addr, old_num);
	CRYPTO_clear_free(addr, old_num, file, line);
	return moved;
}

void *CRYPTO_memdup(const void *str, size_t siz, const char *file, int line)
{
	void *copy;

	if (str == NULL || siz >= INT_MAX)
		return NULL;
	copy = CRYPTO_malloc(siz, file, line);
	if (copy != NULL)
		memcpy(copy, str, siz);
	return copy;
}

char *CRYPTO_strdup(const char *str, const char *file, int line)
{
	return str == NULL ? NULL : CRYPTO_strndup(str, strlen(str), file, line);
}

char *CRYPTO_strndup(const char *str, size_t s, const char *file, int line)
{
	size_t len;
	char *copy;

	if (str == NULL)
		return NULL;
	len = OPENSSL_strnlen(str, s);
	copy = CRYPTO_malloc(len + 1, file, line);
	if (copy == NULL)
		return NULL;
	memcpy(copy, str, len);
	copy[len] = '\0';
	return copy;
}
