/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses as the kernel hands them out, put where the caller wants them. */
#include "addr/address.h"

#include <string.h>

/* The part of the storage that the family uses. */
static size_t used(const BIO_ADDR *addr, socklen_t len)
{
	if (addr->sa.sa_family == AF_UNIX)
		return sizeof(addr->s_un);
	return len < (socklen_t)sizeof(*addr) ? (size_t)len : sizeof(*addr);
}

void addr_store(BIO_ADDR *out, const BIO_ADDR *from, socklen_t len)
{
	memcpy(out, from, used(from, len));
}

void addr_unmap(BIO_ADDR *addr)
{
	struct in6_addr mapped;

	if (addr->sa.sa_family != AF_INET6)
		return;
	mapped = addr->s_in6.sin6_addr;
	if (IN6_IS_ADDR_V4MAPPED(&mapped))
		BIO_ADDR_rawmake(addr, AF_INET, mapped.s6_addr + 12, 4, addr->s_in6.sin6_port);
}
