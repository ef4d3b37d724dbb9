/* SPDX-License-Identifier: Apache-2.0 */
/* A dial that needs no dialer. */
#ifndef BIOSOCK_DIAL_ALONE_H
#define BIOSOCK_DIAL_ALONE_H

#include "dial/plan.h"

/* Whether it is a stream to a number and nobody follows what happens; and to which address. */
bool dial_is_alone(
    const struct dial_plan *plan, const char *host, const char *service, BIO_ADDR *out_peer);

/* All of it: the socket, or -1, as biosock_dial(). */
int dial_alone(struct err_place place, const struct dial_plan *plan, const BIO_ADDR *peer,
    biosock_dial_result *result);

#endif
