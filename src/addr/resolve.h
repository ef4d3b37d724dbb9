/* SPDX-License-Identifier: Apache-2.0 */
/* A lookup as it goes through the layer, and its way through the system's resolver. */
#ifndef BIOSOCK_ADDR_RESOLVE_H
#define BIOSOCK_ADDR_RESOLVE_H

#include "addr/info.h"
#include "err/raise.h"

/* What BIO_lookup_ex() was asked, and what is left to ask: "*" is nothing, localhost a number. */
struct addr_query {
	struct err_place place;
	struct {
		const char *host;
		const char *service;
	} asked;
	const char *host;
	const char *service;
	bool server;
	int family;
	int socktype;
	int protocol;
	bool sets_errno; /* of what the resolver says, too: ENOENT, or EAGAIN: not for now */
};

/* BIO_lookup_ex() in the name of query->place, appending to the list. False with records. */
bool addr_lookup(const struct addr_query *query, struct addr_list *list);

/*
 * Asks the resolver; its answers go to the list. false with records, and errno if it
 * was the system's.
 */
bool addr_resolve(const struct addr_query *query, struct addr_list *list);

enum { ADDR_QUERY_TEXT = 384 };

/*
 * Writes what was asked as the user would write it, escaped and cut to fit: "example.org:http",
 * "[::1]:80", "example.org" or ":80".
 */
void addr_query_text(const struct addr_query *query, char out[ADDR_QUERY_TEXT]);

/*
 * Raises what the resolver's code says. If that is that errno has the reason, errno must still have
 * it. Returns false, with errno if the query sets that.
 */
bool addr_refuse(const struct addr_query *query, int code);

#endif
