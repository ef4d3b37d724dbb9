/* SPDX-License-Identifier: Apache-2.0 */
/* Which options of biosock_listen() mean something. */
#include <errno.h>

#include <openssl/bio.h>

#include "dial/listening.h"

enum {
	FLAGS = BIO_SOCK_REUSEADDR | BIO_SOCK_V6_ONLY | BIO_SOCK_KEEPALIVE | BIO_SOCK_NONBLOCK |
	        BIO_SOCK_NODELAY | BIO_SOCK_TFO | BIOSOCK_REUSEPORT | BIOSOCK_MPTCP |
	        BIOSOCK_INHERIT | BIOSOCK_NO_KEEPALIVE,
	MODES = 07777,
};

static bool is_one_of(const int *list, size_t n, int value)
{
	for (size_t i = 0; i < n; i++) {
		if (list[i] == value)
			return true;
	}
	return false;
}

/* A path is one socket's: there is no group of them. */
static bool are_sound(const biosock_listen_options *o)
{
	static const int families[] = { AF_UNSPEC, AF_INET, AF_INET6, AF_UNIX };
	static const int types[] = { 0, SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET };

	return (o->flags & ~FLAGS) == 0 &&
	       is_one_of(families, sizeof(families) / sizeof(families[0]), o->family) &&
	       is_one_of(types, sizeof(types) / sizeof(types[0]), o->socktype) && o->backlog >= 0 &&
	       o->shards >= 0 && o->mode >= -1 && o->mode <= MODES && (o->stale & ~1) == 0 &&
	       (o->partial & ~1) == 0;
}

int dial_check_listen_options(struct err_place place, const biosock_listen_options *options)
{
	if (options->size == sizeof(*options) && are_sound(options))
		return 1;
	return err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL);
}
