/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses of accept BIOs as texts: those of IPv4 peers read as IPv4 (D11), those of AF_UNIX are
 * "localhost" and a path.
 */
#include "bio/accept/accept_bio.h"

/* ::ffff:192.0.2.1 is how IPv4 arrives at a socket of both families (RFC 4291, 2.5.5.2). */
static void unmap(BIO_ADDR *addr)
{
	struct in6_addr mapped = addr->s_in6.sin6_addr;

	if (addr->sa.sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&mapped))
		BIO_ADDR_rawmake(addr, AF_INET, mapped.s6_addr + 12, 4, addr->s_in6.sin6_port);
}

static int endpoint_name(const BIO_ADDR *addr, char **name, char **port)
{
	*name = BIO_ADDR_hostname_string(addr, 1);
	*port = *name != NULL ? BIO_ADDR_service_string(addr, 1) : NULL;
	return *port != NULL;
}

int bio_accept_name(const BIO_ADDR *addr, char **name, char **port)
{
	BIO_ADDR shown = { .sa = { .sa_family = AF_UNSPEC } };

	OPENSSL_free(*name);
	OPENSSL_free(*port);
	if (!BIO_ADDR_copy(&shown, addr)) {
		*name = *port = NULL;
		return 1;
	}
	unmap(&shown);
	return endpoint_name(&shown, name, port);
}
