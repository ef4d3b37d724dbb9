/* SPDX-License-Identifier: Apache-2.0 */
/* What a BIO_ADDRINFO is inside, and how a list of them is made. */
#ifndef BIOSOCK_ADDR_INFO_H
#define BIOSOCK_ADDR_INFO_H

#include <stdbool.h>

#include "addr/address.h"

struct bio_addrinfo_st {
	BIO_ADDRINFO *next;
	int socktype;
	int protocol;
	BIO_ADDR addr; /* whole, so that a program may copy the union */
};

/* A list that grows at its end; begins as { NULL, NULL }. */
struct addr_list {
	BIO_ADDRINFO *first;
	BIO_ADDRINFO *last;
};

/*
 * Appends a copy of the address, which must be of a family that BIO_ADDR_copy() takes. false, with
 * a record, if memory runs out.
 */
bool addr_list_add(struct addr_list *list, const BIO_ADDR *addr, int socktype, int protocol);

/* Whether they are one peer, by what makes one; the bytes between are anybody's. */
bool addr_is_same(const BIO_ADDR *a, const BIO_ADDR *b);

#endif
