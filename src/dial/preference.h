/* SPDX-License-Identifier: Apache-2.0 */
/* Which family a dial begins with, as RFC 6724 orders destinations of different families. */
#ifndef BIOSOCK_DIAL_PREFERENCE_H
#define BIOSOCK_DIAL_PREFERENCE_H

#include <stdbool.h>

#include "addr/address.h"

/* Whether a packet could leave for a peer, and where from. */
struct dial_route {
	bool none;       /* it could not */
	BIO_ADDR source; /* AF_UNSPEC: not known */
};

/*
 * Asks the system by a socket for datagrams that is connected and sends nothing. What keeps it
 * from asking (no descriptors) is no answer: then there may be a route. errno and the error
 * stack are kept.
 */
struct dial_route dial_route_to(const BIO_ADDR *peer);

/*
 * Whether IPv4's head goes before IPv6's (RFC 6724, 6, rules 1, 2, 5, 6 and 8; the others are about
 * addresses of one family, or ask for what no program can know). `v4_raised`: the administrator has
 * put IPv4 first.
 */
bool dial_prefers_v4(const BIO_ADDR *v6, const struct dial_route *route6, const BIO_ADDR *v4,
    const struct dial_route *route4, bool v4_raised);

/*
 * Whether the administrator has put IPv4 first (gai.conf(5), "precedence ::ffff:0:0/96 100"), as
 * seen by the order in which the resolver gives this host's own addresses. It is asked once, and is
 * not asked the network. errno is kept.
 */
bool dial_v4_is_raised(void);

/* All of that, for the two heads. */
bool dial_begins_with_v4(const BIO_ADDR *v6, const BIO_ADDR *v4);

/*
 * Whether IPv6 leads anywhere: to the internet, or an interface has an address that is more than a
 * link's. Where it does not, nobody waits for an answer of IPv6. errno is kept.
 */
bool dial_has_v6(void);

#endif
