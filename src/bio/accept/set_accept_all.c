/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_set_accept_all(3): an accept BIO that does not block listens everywhere too. */
#include <errno.h>

#include <biosock.h>

#include "bio/accept/accept_bio.h"

int biosock_set_accept_all(BIO *bio, int on)
{
	struct bio_accept *a;
	BIO *b;

	if (bio == NULL)
		return err_refuse(ERR_PLACE, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
	b = frame_is_usable(ERR_FUNC, bio) ? bio_accept_in(bio) : NULL;
	if (b == NULL)
		return err_refuse(ERR_PLACE, ERR_LIB_BIO, BIO_R_UNSUPPORTED_METHOD, EINVAL);
	a = frame_data(b);
	a->all = on != 0;
	return 1;
}
