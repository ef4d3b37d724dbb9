/* SPDX-License-Identifier: Apache-2.0 */
/* A plug-in of some program's that brings the library along, linked statically. */
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

typedef void function(void);

/* What the tests look for in it. */
extern function *const plugin_uses[];
function *const plugin_uses[] = {
	(function *)ERR_new,
	(function *)ERR_set_error,
	(function *)CRYPTO_set_mem_functions,
	(function *)BIO_new_bio_dgram_pair,
	(function *)BIO_free,
};
