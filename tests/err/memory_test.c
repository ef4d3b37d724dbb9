/* SPDX-License-Identifier: Apache-2.0 */
/* OPENSSL_malloc and its relatives, and strings in buffers of a known size. */
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"

static void no_bytes_are_null(void)
{
	CHECK(OPENSSL_malloc(0) == NULL);
	CHECK(OPENSSL_zalloc(0) == NULL);
	CHECK(OPENSSL_realloc(NULL, 0) == NULL);
	OPENSSL_free(NULL);
	OPENSSL_clear_free(NULL, 3);
}

static void zalloc_is_zero(void)
{
	static const char zero[100];
	char *p = OPENSSL_zalloc(sizeof(zero));

	CHECK_MEM(p, zero, sizeof(zero));
	OPENSSL_clear_free(p, sizeof(zero));
}

static void realloc_keeps_and_frees(void)
{
	char *p = OPENSSL_realloc(NULL, 4);

	memcpy(p, "abc", 4);
	p = OPENSSL_realloc(p, 4000);
	CHECK_STR(p, "abc");
	CHECK(OPENSSL_realloc(p, 0) == NULL);
}

/* More than there is; the default functions raise it as others' do. */
static void a_failed_realloc_raises(void)
{
	volatile size_t too_much = PTRDIFF_MAX;
	char *p = OPENSSL_realloc(NULL, 4);

	ERR_clear_error();
	CHECK(OPENSSL_realloc(p, too_much) == NULL);
	CHECK_INT(ERR_get_error(), ERR_PACK(ERR_LIB_CRYPTO, 0, ERR_R_MALLOC_FAILURE));
	CHECK_INT(ERR_get_error(), 0);
	OPENSSL_free(p);
}

static void clear_realloc_clears_what_it_cuts(void)
{
	char *p = OPENSSL_clear_realloc(NULL, 0, 8), *same;

	memcpy(p, "abcdefg", 8);
	same = OPENSSL_clear_realloc(p, 8, 4);
	CHECK(same == p);
	CHECK_MEM(same, "abcd\0\0\0", 8);
	p = OPENSSL_clear_realloc(same, 4, 100);
	CHECK_MEM(p, "abcd", 4);
	CHECK(OPENSSL_clear_realloc(p, 100, 0) == NULL);
}

static void copies_are_copies(void)
{
	char *p = OPENSSL_strdup("abc"), *q = OPENSSL_strndup("abcdef", 3);
	char *whole = OPENSSL_strndup("ab", 30), *bytes = OPENSSL_memdup("x\0y", 3);

	CHECK_STR(p, "abc");
	CHECK_STR(q, "abc");
	CHECK_STR(whole, "ab");
	CHECK_MEM(bytes, "x\0y", 3);
	OPENSSL_free(p);
	OPENSSL_free(q);
	OPENSSL_free(whole);
	OPENSSL_free(bytes);
}

static void copies_of_null_are_null(void)
{
	ERR_clear_error();
	CHECK(OPENSSL_strdup(NULL) == NULL);
	CHECK(OPENSSL_strndup(NULL, 3) == NULL);
	CHECK(OPENSSL_memdup(NULL, 3) == NULL);
	CHECK(OPENSSL_memdup("x", (size_t)INT_MAX + 1) == NULL);
	CHECK_INT(ERR_peek_error(), 0);
}

static void cleanse_overwrites(void)
{
	char buf[8] = "secret";

	OPENSSL_cleanse(buf, sizeof(buf));
	CHECK_MEM(buf, "\0\0\0\0\0\0\0", sizeof(buf));
	OPENSSL_cleanse(NULL, 0);
}

static void strlcpy_cuts(void)
{
	char buf[8] = "#######";

	CHECK_INT(OPENSSL_strlcpy(buf, "hello", 0), 5);
	CHECK_STR(buf, "#######");
	CHECK_INT(OPENSSL_strlcpy(buf, "hello", 3), 5);
	CHECK_STR(buf, "he");
	CHECK_INT(OPENSSL_strlcpy(buf, "hello", sizeof(buf)), 5);
	CHECK_STR(buf, "hello");
}

static void strlcat_cuts(void)
{
	char buf[8] = "h";

	CHECK_INT(OPENSSL_strlcat(buf, "ello world", sizeof(buf)), 11);
	CHECK_STR(buf, "hello w");
	CHECK_INT(OPENSSL_strlcat(buf, "q", 2), 3);
	CHECK_STR(buf, "hello w");
	CHECK_INT(OPENSSL_strlcat(buf, "q", 0), 1);
}

static void strnlen_stops(void)
{
	CHECK_INT(OPENSSL_strnlen("abc", 2), 2);
	CHECK_INT(OPENSSL_strnlen("abc", 9), 3);
	CHECK_INT(OPENSSL_strnlen("abc", 0), 0);
}

static void functions_can_no_longer_be_set(void)
{
	CRYPTO_malloc_fn malloc_fn = NULL;
	CRYPTO_realloc_fn realloc_fn = NULL;
	CRYPTO_free_fn free_fn = NULL;

	OPENSSL_free(OPENSSL_malloc(1));
	CHECK_INT(CRYPTO_set_mem_functions(NULL, NULL, NULL), 0);
	CRYPTO_get_mem_functions(&malloc_fn, &realloc_fn, &free_fn);
	CHECK(malloc_fn == CRYPTO_malloc && realloc_fn == CRYPTO_realloc && free_fn == CRYPTO_free);
	CRYPTO_get_mem_functions(NULL, NULL, NULL);
}

static const struct contract_case cases[] = {
	{ "no bytes are NULL", no_bytes_are_null, 0, 0 },
	{ "zalloc is zero", zalloc_is_zero, 0, 0 },
	{ "realloc keeps and frees", realloc_keeps_and_frees, 0, 0 },
	{ "a failed realloc raises", a_failed_realloc_raises, 0, 0x30600000UL },
	{ "clear_realloc clears what it cuts", clear_realloc_clears_what_it_cuts, 0, 0 },
	{ "copies are copies", copies_are_copies, 0, 0 },
	{ "copies of NULL are NULL", copies_of_null_are_null, 0, 0 },
	{ "cleanse overwrites", cleanse_overwrites, 0, 0 },
	{ "strlcpy cuts", strlcpy_cuts, 0, 0 },
	{ "strlcat cuts", strlcat_cuts, 0, 0 },
	{ "strnlen stops", strnlen_stops, 0, 0 },
	{ "functions can no longer be set", functions_can_no_longer_be_set, 0, 0 },
};

int main(void)
{
	return contract_main("err.memory", cases, sizeof(cases) / sizeof(cases[0]));
}
