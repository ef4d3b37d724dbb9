/* SPDX-License-Identifier: Apache-2.0 */
/* The flags of the page: which call applies which, when, and what it says if it cannot. */
#ifndef BIOSOCK_SOCK_FLAGS_H
#define BIOSOCK_SOCK_FLAGS_H

#include "sock/failure.h"

/* When in a call its flags are applied. */
enum sock_moment {
	SOCK_CREATED = 1,
	SOCK_TO_BIND = 2,
	SOCK_TO_CONNECT = 4,
	SOCK_TO_LISTEN = 8,
	SOCK_LISTENING = 16,
	SOCK_ACCEPTED = 32,
	SOCK_TO_DIAL = 64, /* as SOCK_TO_CONNECT, of a socket whose mode is known */
};

/*
 * Applies those of `options` that belong to this moment and mean something for `family`, in the
 * table's order, up to the first that fails. 1, or 0 with *out_failure, of which the function is
 * left as it is.
 */
int sock_set_flags(
    int fd, int family, int options, enum sock_moment moment, struct sock_failure *out_failure);

#endif
