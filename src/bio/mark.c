/* SPDX-License-Identifier: Apache-2.0 */
/* By which BIOs and kinds of this library are told from another's. */
#include "bio/object.h"
#include "err/raise.h"

const char bio_mark[256];

void bio_refuse_other(const char *function)
{
	err_raise(ERR_PLACE_OF(function), ERR_LIB_BIO, ERR_R_PASSED_INVALID_ARGUMENT);
}
