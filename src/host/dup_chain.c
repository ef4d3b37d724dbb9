/* SPDX-License-Identifier: Apache-2.0 */
/* What stands for BIO_dup_chain() where the host has none: an accept BIO cannot copy its chain. */
#include "err/raise.h"

BIO *host_dup_chain(BIO *in)
{
	(void)in;
	err_refuse(ERR_PLACE_OF("BIO_dup_chain"), ERR_LIB_BIO, BIO_R_UNSUPPORTED_METHOD, 0);
	return NULL;
}
