/* SPDX-License-Identifier: Apache-2.0 */
/* A plug-in of some program's that brings the library along, linked statically. */
#include "plugin.h"

#include <stddef.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

const struct plugin_use plugin_uses[] = {
	{ "ERR_new", (plugin_function *)ERR_new },
	{ "ERR_set_error", (plugin_function *)ERR_set_error },
	{ "CRYPTO_set_mem_functions", (plugin_function *)CRYPTO_set_mem_functions },
	{ "BIO_new_bio_dgram_pair", (plugin_function *)BIO_new_bio_dgram_pair },
	{ "BIO_free", (plugin_function *)BIO_free },
	{ "biosock_dialer_new", (plugin_function *)biosock_dialer_new },
	{ "biosock_dialer_step", (plugin_function *)biosock_dialer_step },
	{ "biosock_dialer_free", (plugin_function *)biosock_dialer_free },
	{ NULL, NULL },
};
