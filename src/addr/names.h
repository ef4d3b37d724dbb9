/* SPDX-License-Identifier: Apache-2.0 */
/* A lookup as it goes through the layer, and its way through the system's resolver. */
#ifndef BIOSOCK_ADDR_NAMES_H
#define BIOSOCK_ADDR_NAMES_H

#include "addr/info.h"
#include "err/raise.h"

/* What BIO_lookup_ex() was asked. */
struct addr_query {
	struct err_place place;
	const char *host;
	const char *service;
	bool server;
	int family;
	int socktype;
	int protocol;
};

/*
 * Asks the resolver; its answers go to the list. false with records, and errno if it was the
 * system's.
 */
bool addr_resolve(const struct addr_query *query, struct addr_list *list);

/*
 * Raises what the resolver's code says; errno must be the system's if that is where the reason is.
 * false.
 */
bool addr_refuse(const struct addr_query *query, int code);

#endif
