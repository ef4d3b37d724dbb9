/* SPDX-License-Identifier: Apache-2.0 */
/* Settings of an initialisation that has none. */
#include <openssl/crypto.h>

#include "err/raise.h"

struct ossl_init_settings_st {
	char nothing;
};

OPENSSL_INIT_SETTINGS *OPENSSL_INIT_new(void)
{
	return OPENSSL_zalloc(sizeof(OPENSSL_INIT_SETTINGS));
}

void OPENSSL_INIT_free(OPENSSL_INIT_SETTINGS *settings)
{
	OPENSSL_free(settings);
}

static int took(struct err_place place, const OPENSSL_INIT_SETTINGS *settings)
{
	if (settings != NULL)
		return 1;
	return err_refuse(place, ERR_LIB_CRYPTO, ERR_R_PASSED_NULL_PARAMETER, 0);
}

int OPENSSL_INIT_set_config_filename(OPENSSL_INIT_SETTINGS *settings, const char *config_filename)
{
	(void)config_filename;
	return took(ERR_PLACE, settings);
}

void OPENSSL_INIT_set_config_file_flags(OPENSSL_INIT_SETTINGS *settings, unsigned long flags)
{
	(void)settings, (void)flags;
}

int OPENSSL_INIT_set_config_appname(OPENSSL_INIT_SETTINGS *settings, const char *config_appname)
{
	(void)config_appname;
	return took(ERR_PLACE, settings);
}
