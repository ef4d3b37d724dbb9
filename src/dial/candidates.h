/* SPDX-License-Identifier: Apache-2.0 */
/* The addresses that a dial may try: each once, in the order in which they came. */
#ifndef BIOSOCK_DIAL_CANDIDATES_H
#define BIOSOCK_DIAL_CANDIDATES_H

#include <stddef.h>

#include "addr/address.h"
#include "dial/race.h"

/* Begins as all zeros. */
struct dial_candidates {
	BIO_ADDR *list;
	size_t n, room;
	unsigned int scope; /* of link-local addresses that name none (RFC 4007, 6), or 0 */
};

enum dial_added { DIAL_ADDED, DIAL_KNOWN, DIAL_NO_ROOM };

/*
 * Adds an address that is of a family that BIO_ADDR_copy() takes; an IPv4-mapped one as the IPv4
 * one that it is. What is there already is not added again. DIAL_NO_ROOM: no memory (ENOMEM).
 */
enum dial_added dial_candidates_add(struct dial_candidates *candidates, const BIO_ADDR *addr);
/* Takes the newest back. */
void dial_candidates_drop(struct dial_candidates *candidates);
void dial_candidates_fini(struct dial_candidates *candidates);

/* What the race calls the address' family. */
enum dial_family dial_family_of(const BIO_ADDR *addr);

#endif
