/* SPDX-License-Identifier: Apache-2.0 */
/* Without memory nothing is made, and the reason is on the stack, once. */
#include <stdlib.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"

static bool failing;

static void *fail_malloc(size_t num, const char *file, int line)
{
	(void)file, (void)line;
	return failing ? NULL : malloc(num);
}

static void *make_lock(void)
{
	return CRYPTO_THREAD_lock_new();
}

static void *make_context(void)
{
	return OSSL_LIB_CTX_new();
}

static void *make_settings(void)
{
	return OPENSSL_INIT_new();
}

static void *make_bytes(void)
{
	return OPENSSL_hexstr2buf("0a:0b", NULL);
}

static void *make_text(void)
{
	return OPENSSL_buf2hexstr((const unsigned char *)"x", 1);
}

static void *(*const makers[])(
    void) = { make_lock, make_context, make_settings, make_bytes, make_text };

static void nothing_is_made(void)
{
	for (size_t i = 0; i < sizeof(makers) / sizeof(makers[0]); i++) {
		failing = true;
		CHECK(makers[i]() == NULL);
		failing = false;
		CHECK_ERRORS("common libcrypto routines:malloc failure");
	}
}

static void a_fault_frees_what_was_made(void)
{
	CHECK(OPENSSL_hexstr2buf("0a:0x", NULL) == NULL);
	CHECK_ERRORS("common libcrypto routines:illegal hex digit");
}

static const struct contract_case cases[] = {
	{ "nothing is made", nothing_is_made, 0, 0 },
	{ "a fault frees what was made", a_fault_frees_what_was_made, 0, 0 },
};

int main(void)
{
	CRYPTO_set_mem_functions(fail_malloc, NULL, NULL);
	return contract_main("base.memory", cases, sizeof(cases) / sizeof(cases[0]));
}
