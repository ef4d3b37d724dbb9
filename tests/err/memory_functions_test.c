/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A program's own memory functions: set in time, they get all calls; and what a failure
 * of theirs leaves.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"

static int mallocs, reallocs, frees;
static int failures;

/* Only so many fail: libcrypto keeps its records in memory, too. As malloc() may, it sets errno. */
static bool fails(void)
{
	errno = ENOMEM;
	return failures > 0 && failures-- > 0;
}

static void *count_malloc(size_t num, const char *file, int line)
{
	(void)file, (void)line;
	mallocs++;
	return fails() ? NULL : malloc(num);
}

static void *count_realloc(void *addr, size_t num, const char *file, int line)
{
	(void)file, (void)line;
	reallocs++;
	return fails() ? NULL : realloc(addr, num);
}

static void count_free(void *addr, const char *file, int line)
{
	(void)file, (void)line;
	frees++;
	free(addr);
}

static int set_first, set_null, set_late;

static void they_can_be_set_until_the_default_ones_allocate(void)
{
	CHECK_INT(set_first, 1);
	CHECK_INT(set_null, 1);
	CHECK_INT(set_late, 1);
}

static void they_are_what_is_used(void)
{
	CRYPTO_malloc_fn malloc_fn = NULL;
	CRYPTO_realloc_fn realloc_fn = NULL;
	CRYPTO_free_fn free_fn = NULL;
	void *p;

	CRYPTO_get_mem_functions(&malloc_fn, &realloc_fn, &free_fn);
	CHECK(malloc_fn == count_malloc && realloc_fn == count_realloc && free_fn == count_free);
	mallocs = reallocs = frees = 0;
	p = OPENSSL_malloc(1);
	p = OPENSSL_realloc(p, 2);
	OPENSSL_free(p);
	p = OPENSSL_strdup("x");
	OPENSSL_clear_free(p, 1);
	CHECK_INT(mallocs, 2);
	CHECK_INT(reallocs, 1);
	CHECK_INT(frees, 2);
}

static void a_failure_is_raised_where_it_was_called(void)
{
	const char *file = NULL;
	int line = 0, here = 0;
	void *p;

	ERR_clear_error();
	failures = 1;
	here = __LINE__ + 1;
	p = OPENSSL_malloc(7);
	CHECK(p == NULL);
	CHECK_INT(ERR_peek_error(), ERR_PACK(ERR_LIB_CRYPTO, 0, ERR_R_MALLOC_FAILURE));
	ERR_get_error_all(&file, &line, NULL, NULL, NULL);
	CHECK_STR(file, __FILE__);
	CHECK_INT(line, here);
	CHECK_INT(ERR_peek_error(), 0);
}

static void a_failed_realloc_keeps_the_memory(void)
{
	void *p = OPENSSL_malloc(1), *moved;

	ERR_clear_error();
	failures = 1;
	moved = OPENSSL_realloc(p, 10);
	failures = 1;
	CHECK(OPENSSL_clear_realloc(p, 1, 10) == NULL);
	CHECK(moved == NULL);
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), ERR_R_MALLOC_FAILURE);
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), ERR_R_MALLOC_FAILURE);
	CHECK_INT(ERR_get_error(), 0);
	OPENSSL_free(p);
}

static const struct contract_case cases[] = {
	{ "they can be set until the default ones allocate",
	    they_can_be_set_until_the_default_ones_allocate, 0, 0 },
	{ "they are what is used", they_are_what_is_used, 0, 0 },
	{ "a failure is raised where it was called", a_failure_is_raised_where_it_was_called, 0,
	    0x30200000UL },
	{ "a failed realloc keeps the memory", a_failed_realloc_keeps_the_memory, 0, 0x30600000UL },
};

int main(void)
{
	OPENSSL_free(NULL);
	OPENSSL_free(OPENSSL_malloc(0));
	set_first = CRYPTO_set_mem_functions(count_malloc, count_realloc, count_free);
	set_null = CRYPTO_set_mem_functions(NULL, NULL, NULL);
	OPENSSL_free(OPENSSL_malloc(1));
	set_late = CRYPTO_set_mem_functions(count_malloc, count_realloc, count_free);
	return contract_main("err.memory_functions", cases, sizeof(cases) / sizeof(cases[0]));
}
