/* SPDX-License-Identifier: Apache-2.0 */
/* Which options of biosock_listen() mean something. */
#include <errno.h>

#include <openssl/bio.h>

#include "dial/listening.h"
#include "dial/plan.h"

enum { MODES = 07777 };

/* A path is one socket's: there is no group of them. */
static bool are_sound(const biosock_listen_options *o)
{
	return (o->flags & ~(DIAL_FLAGS | BIO_SOCK_V6_ONLY)) == 0 && dial_knows_family(o->family) &&
	       dial_knows_socktype(o->socktype) && o->backlog >= 0 && o->shards >= 0 &&
	       o->mode >= -1 && o->mode <= MODES && (o->stale & ~1) == 0 &&
	       o->partial >= DIAL_PASSES_NONE && o->partial <= DIAL_PASSES_MISSING;
}

int dial_check_listen_options(struct err_place place, const biosock_listen_options *options)
{
	if (options->size == sizeof(*options) && are_sound(options))
		return 1;
	return err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL);
}
