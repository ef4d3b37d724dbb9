/* SPDX-License-Identifier: Apache-2.0 */
/* What kinds do with arguments that they cannot work on. */
#include "bio/bio_refuse.h"

int bio_refuse(struct err_place place, int reason)
{
	err_refuse(place, ERR_LIB_BIO, reason, 0);
	return -1;
}

int bio_refuse_null(struct err_place place)
{
	return bio_refuse(place, ERR_R_PASSED_NULL_PARAMETER);
}
