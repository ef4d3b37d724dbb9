/* SPDX-License-Identifier: Apache-2.0 */
/* What a dial is told, checked and kept. */
#ifndef BIOSOCK_DIAL_PLAN_H
#define BIOSOCK_DIAL_PLAN_H

#include <stdbool.h>

#include <biosock.h>

#include "addr/address.h"
#include "err/raise.h"
#include "sys/interface.h"

/* Those that a socket which is to connect, or to listen, may have. */
enum {
	DIAL_FLAGS = BIO_SOCK_REUSEADDR | BIO_SOCK_KEEPALIVE | BIO_SOCK_NONBLOCK |
	             BIO_SOCK_NODELAY | BIO_SOCK_TFO | BIOSOCK_REUSEPORT | BIOSOCK_MPTCP |
	             BIOSOCK_INHERIT | BIOSOCK_NO_KEEPALIVE,
};

/* Whether it is one of those that options may name, 0 among them. */
bool dial_knows_family(int family);
bool dial_knows_socktype(int socktype);

struct dial_plan {
	biosock_dial_options set; /* its pointers lead here, or are NULL */
	BIO_ADDR local4, local6, local_unix;
	char interface[SYS_INTERFACE_NAME];
};

/*
 * Copies the options, the defaults if NULL. False with a record and EINVAL for what makes no sense,
 * ENAMETOOLONG for a path.
 */
bool dial_plan_init(
    struct err_place place, struct dial_plan *plan, const biosock_dial_options *options);

/* A copy of a whole one. */
void dial_plan_copy(struct dial_plan *out, const struct dial_plan *plan);

/* BIO_R_INVALID_ARGUMENT, with what it is that makes no sense, and EINVAL. Returns false. */
bool dial_refuse(struct err_place place, const char *what);

/* Whether addresses of this family are tried. */
bool dial_plan_takes(const struct dial_plan *plan, int family);

/* Nothing failed, but it ends: (SYS, err, why), (BIO, reason), and errno is err. */
void dial_raise_ended(struct err_place place, int err, const char *why, int reason);

#endif
