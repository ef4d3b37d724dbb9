/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_err_is_non_fatal(): whether a record says that its call has only to be repeated. */
#include <openssl/bio.h>
#include <openssl/err.h>

#include "sys/errors.h"

int BIO_err_is_non_fatal(unsigned int errcode)
{
	if (ERR_SYSTEM_ERROR(errcode))
		return sys_is_retry(ERR_GET_REASON(errcode));
	return ERR_GET_LIB(errcode) == ERR_LIB_BIO && ERR_GET_REASON(errcode) == BIO_R_NON_FATAL;
}
