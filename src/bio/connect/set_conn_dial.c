/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_set_conn_dial(3): what a connect BIO is told of how it dials. */
#include <errno.h>

#include <biosock.h>

#include "bio/connect/connect_bio.h"
#include "dial/plan.h"
#include "err/raise.h"

static struct dial_plan *new_plan(struct err_place place, const biosock_dial_options *options)
{
	struct dial_plan *plan = OPENSSL_malloc(sizeof(*plan));

	if (plan == NULL) {
		errno = ENOMEM;
		return NULL;
	}
	if (dial_plan_init(place, plan, options))
		return plan;
	OPENSSL_free(plan);
	return NULL;
}

/* The kind of socket is the BIO's, and says how it reads and writes. */
static bool fits(const struct bio_connect *c, int socktype)
{
	if (socktype == 0 || socktype == c->socktype)
		return true;
	return c->state == CONNECT_BEFORE && (socktype == SOCK_STREAM || socktype == SOCK_DGRAM);
}

int biosock_set_conn_dial(BIO *bio, const biosock_dial_options *options)
{
	struct dial_plan *plan = NULL;
	struct bio_connect *c;
	BIO *b;

	if (bio == NULL)
		return err_refuse(ERR_PLACE, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
	b = frame_is_usable(ERR_FUNC, bio) ? bio_connect_in(bio) : NULL;
	if (b == NULL)
		return err_refuse(ERR_PLACE, ERR_LIB_BIO, BIO_R_UNSUPPORTED_METHOD, EINVAL);
	c = frame_data(b);
	if (options != NULL) {
		plan = new_plan(ERR_PLACE, options);
		if (plan == NULL)
			return 0;
		if (!fits(c, options->socktype)) {
			OPENSSL_free(plan);
			return err_refuse(ERR_PLACE, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL);
		}
		c->socktype = options->socktype != 0 ? options->socktype : c->socktype;
	}
	OPENSSL_free(c->plan);
	c->plan = plan;
	return 1;
}
