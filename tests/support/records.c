/* SPDX-License-Identifier: Apache-2.0 */
/* Records of OpenSSL's error stack, or of biosock's own. */
#include <openssl/err.h>

#include "support/contract_run.h"

unsigned long contract_take_error(const char **out_data)
{
	return ERR_get_error_all(NULL, NULL, NULL, out_data, NULL);
}

const char *contract_reason(unsigned long e, const char **data)
{
	(void)data;
	return ERR_reason_error_string(e);
}
