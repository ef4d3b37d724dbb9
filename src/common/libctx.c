/* SPDX-License-Identifier: Apache-2.0 */
/* Library contexts: names that programs hand around, of which sockets keep nothing. */
#include <openssl/crypto.h>

struct ossl_lib_ctx_st {
	char nothing;
};

static OSSL_LIB_CTX global_default;

OSSL_LIB_CTX *OSSL_LIB_CTX_new(void)
{
	return OPENSSL_zalloc(sizeof(OSSL_LIB_CTX));
}

void OSSL_LIB_CTX_free(OSSL_LIB_CTX *ctx)
{
	if (ctx != &global_default)
		OPENSSL_free(ctx);
}

OSSL_LIB_CTX *OSSL_LIB_CTX_get0_global_default(void)
{
	return &global_default;
}
