/* SPDX-License-Identifier: Apache-2.0 */
/* The list that a lookup gives: BIO_ADDRINFO(3). */
#include "addr/info.h"

#include <string.h>

const BIO_ADDRINFO *BIO_ADDRINFO_next(const BIO_ADDRINFO *bai)
{
	return bai != NULL ? bai->next : NULL;
}

int BIO_ADDRINFO_family(const BIO_ADDRINFO *bai)
{
	return bai != NULL ? bai->addr.sa.sa_family : 0;
}

int BIO_ADDRINFO_socktype(const BIO_ADDRINFO *bai)
{
	return bai != NULL ? bai->socktype : 0;
}

int BIO_ADDRINFO_protocol(const BIO_ADDRINFO *bai)
{
	return bai != NULL ? bai->protocol : 0;
}

const BIO_ADDR *BIO_ADDRINFO_address(const BIO_ADDRINFO *bai)
{
	return bai != NULL ? &bai->addr : NULL;
}

void BIO_ADDRINFO_free(BIO_ADDRINFO *bai)
{
	while (bai != NULL) {
		BIO_ADDRINFO *next = bai->next;

		OPENSSL_free(bai);
		bai = next;
	}
}

bool addr_list_add(struct addr_list *list, const BIO_ADDR *addr, int socktype, int protocol)
{
	BIO_ADDRINFO *entry = OPENSSL_zalloc(sizeof(*entry));

	if (entry == NULL)
		return false;
	entry->socktype = socktype;
	entry->protocol = protocol;
	BIO_ADDR_copy(&entry->addr, addr);
	if (list->last != NULL)
		list->last->next = entry;
	else
		list->first = entry;
	list->last = entry;
	return true;
}

bool addr_is_same(const BIO_ADDR *a, const BIO_ADDR *b)
{
	if (a->sa.sa_family != b->sa.sa_family)
		return false;
	if (a->sa.sa_family == AF_INET)
		return a->s_in.sin_port == b->s_in.sin_port &&
		       memcmp(&a->s_in.sin_addr, &b->s_in.sin_addr, 4) == 0;
	if (a->sa.sa_family == AF_INET6)
		return a->s_in6.sin6_port == b->s_in6.sin6_port &&
		       a->s_in6.sin6_scope_id == b->s_in6.sin6_scope_id &&
		       memcmp(&a->s_in6.sin6_addr, &b->s_in6.sin6_addr, 16) == 0;
	return addr_size(a) == addr_size(b) && memcmp(a, b, (size_t)addr_size(a)) == 0;
}
