/* SPDX-License-Identifier: Apache-2.0 */
/* Library contexts: made, handed to what takes one, freed. */
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"

static void each_is_one_of_its_own(void)
{
	OSSL_LIB_CTX *a = OSSL_LIB_CTX_new(), *b = OSSL_LIB_CTX_new();

	CHECK(a != NULL && b != NULL && a != b);
	OSSL_LIB_CTX_free(a);
	OSSL_LIB_CTX_free(b);
	OSSL_LIB_CTX_free(NULL);
	CHECK_ERRORS("-");
}

static void a_bio_is_made_in_one(void)
{
	OSSL_LIB_CTX *ctx = OSSL_LIB_CTX_new();
	BIO *in_ctx = BIO_new_ex(ctx, BIO_s_mem()), *in_default = BIO_new_ex(NULL, BIO_s_mem());

	CHECK(in_ctx != NULL && in_default != NULL);
	CHECK_INT(BIO_puts(in_ctx, "x"), 1);
	BIO_free(in_ctx);
	BIO_free(in_default);
	OPENSSL_thread_stop_ex(ctx);
	OSSL_LIB_CTX_free(ctx);
	CHECK_ERRORS("-");
}

static void the_default_is_one_and_stays(void)
{
	OSSL_LIB_CTX *own = OSSL_LIB_CTX_new(), *global = OSSL_LIB_CTX_get0_global_default();

	CHECK(global != NULL && global != own);
	OSSL_LIB_CTX_free(global);
	CHECK(OSSL_LIB_CTX_get0_global_default() == global);
	OSSL_LIB_CTX_free(own);
}

static const struct contract_case cases[] = {
	{ "each is one of its own", each_is_one_of_its_own, 0, 0 },
	{ "a BIO is made in one", a_bio_is_made_in_one, 0, 0 },
	{ "the default is one, and stays", the_default_is_one_and_stays, 0, 0 },
};

int main(void)
{
	return contract_main("base.libctx", cases, sizeof(cases) / sizeof(cases[0]));
}
