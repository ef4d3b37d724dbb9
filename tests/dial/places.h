/* SPDX-License-Identifier: Apache-2.0 */
/* Listeners of several families for the tests of acceptors, and what these choose by chance. */
#ifndef BIOSOCK_TESTS_DIAL_PLACES_H
#define BIOSOCK_TESTS_DIAL_PLACES_H

#include "support/peer.h"

enum { PLACES = 4, PLACES_BACKLOG = 4096 };

struct places {
	union peer_addr at[PLACES];
	int socks[PLACES];
	int n;
};

/* Two of IPv4, and one of each other family that there is. */
struct places places_listen(void);
void places_leave(const struct places *p);

/* A client that leaves no port waiting: it ends by a reset. */
int places_dial(const union peer_addr *to);

/* Begins what is chosen by chance, and says with what. */
void places_begin(void);
/* A number below this. */
unsigned places_any(unsigned below);

#endif
