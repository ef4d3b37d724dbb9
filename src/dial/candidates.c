/* SPDX-License-Identifier: Apache-2.0 */
/* The addresses of a dial, merged. */
#include "dial/candidates.h"
#include "addr/info.h"

#include <errno.h>
#include <string.h>

#include <openssl/crypto.h>

enum dial_family dial_family_of(const BIO_ADDR *addr)
{
	if (addr->sa.sa_family == AF_INET6)
		return DIAL_V6;
	return addr->sa.sa_family == AF_INET ? DIAL_V4 : DIAL_OTHER;
}

static void give_scope(BIO_ADDR *addr, unsigned int scope)
{
	if (addr->sa.sa_family == AF_INET6 && addr->s_in6.sin6_scope_id == 0 &&
	    IN6_IS_ADDR_LINKLOCAL(&addr->s_in6.sin6_addr))
		addr->s_in6.sin6_scope_id = scope;
}

static bool make_room(struct dial_candidates *candidates)
{
	size_t room = candidates->room == 0 ? 4 : 2 * candidates->room;
	BIO_ADDR *grown;

	if (candidates->n < candidates->room)
		return true;
	grown = OPENSSL_realloc(candidates->list, room * sizeof(*grown));
	if (grown == NULL) {
		errno = ENOMEM;
		return false;
	}
	candidates->list = grown;
	candidates->room = room;
	return true;
}

enum dial_added dial_candidates_add(struct dial_candidates *candidates, const BIO_ADDR *addr)
{
	BIO_ADDR one;

	BIO_ADDR_clear(&one);
	BIO_ADDR_copy(&one, addr);
	addr_unmap(&one); /* resolvers asked for IPv6 give IPv4's so (AI_V4MAPPED, some NAT64) */
	give_scope(&one, candidates->scope);
	for (size_t i = 0; i < candidates->n; i++) {
		if (addr_is_same(&candidates->list[i], &one))
			return DIAL_KNOWN;
	}
	if (!make_room(candidates))
		return DIAL_NO_ROOM;
	candidates->list[candidates->n++] = one;
	return DIAL_ADDED;
}

void dial_candidates_drop(struct dial_candidates *candidates)
{
	candidates->n--;
}

void dial_candidates_fini(struct dial_candidates *candidates)
{
	OPENSSL_free(candidates->list);
	candidates->list = NULL;
	candidates->n = candidates->room = 0;
}
