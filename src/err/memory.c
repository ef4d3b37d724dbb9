/* SPDX-License-Identifier: Apache-2.0 */
/* Memory through functions that the program may replace. */
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

static CRYPTO_malloc_fn malloc_function = CRYPTO_malloc;
static CRYPTO_realloc_fn realloc_function = CRYPTO_realloc;
static CRYPTO_free_fn free_function = CRYPTO_free;
/*
 * Set by the first allocation of our own; as in OpenSSL, a program may replace its functions with
 * others at any time.
 */
static atomic_bool allocated;

int CRYPTO_set_mem_functions(
    CRYPTO_malloc_fn malloc_fn, CRYPTO_realloc_fn realloc_fn, CRYPTO_free_fn free_fn)
{
	if (atomic_load(&allocated))
		return 0;
	if (malloc_fn != NULL)
		malloc_function = malloc_fn;
	if (realloc_fn != NULL)
		realloc_function = realloc_fn;
	if (free_fn != NULL)
		free_function = free_fn;
	return 1;
}

void CRYPTO_get_mem_functions(
    CRYPTO_malloc_fn *malloc_fn, CRYPTO_realloc_fn *realloc_fn, CRYPTO_free_fn *free_fn)
{
	if (malloc_fn != NULL)
		*malloc_fn = malloc_function;
	if (realloc_fn != NULL)
		*realloc_fn = realloc_function;
	if (free_fn != NULL)
		*free_fn = free_function;
}

/* Read before it is written, so that threads that allocate do not fight for the cache line. */
static void note_allocation(void)
{
	if (!atomic_load_explicit(&allocated, memory_order_relaxed))
		atomic_store_explicit(&allocated, true, memory_order_relaxed);
}

/*
 * In the name of the caller, whose function is not known. The error stack's own allocations give no
 * place, and no error.
 */
static void raise_failure(const char *file, int line)
{
	if (file == NULL && line == 0)
		return;
	ERR_new();
	ERR_set_debug(file, line, NULL);
	ERR_set_error(ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE, NULL);
}

/* The program's functions decide what 0 bytes are; by default they are NULL. */
void *CRYPTO_malloc(size_t num, const char *file, int line)
{
	bool own = malloc_function == CRYPTO_malloc;
	void *ptr;

	if (own && num == 0)
		return NULL;
	if (own)
		note_allocation();
	ptr = own ? malloc(num) : malloc_function(num, file, line);
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

	if (realloc_function == CRYPTO_realloc)
		return default_realloc(addr, num, file, line);
	moved = realloc_function(addr, num, file, line);
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

void CRYPTO_free(void *ptr, const char *file, int line)
{
	if (free_function == CRYPTO_free)
		free(ptr);
	else
		free_function(ptr, file, line);
}

void CRYPTO_clear_free(void *ptr, size_t num, const char *file, int line)
{
	if (ptr == NULL)
		return;
	OPENSSL_cleanse(ptr, num);
	CRYPTO_free(ptr, file, line);
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

/* Called through a volatile pointer, memset cannot be known to be without effect. */
void OPENSSL_cleanse(void *ptr, size_t len)
{
	static void *(*const volatile fill)(void *, int, size_t) = memset;

	fill(ptr, 0, len);
}
