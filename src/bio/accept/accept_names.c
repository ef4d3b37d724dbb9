/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses of accept BIOs as texts: those of IPv4 peers read as IPv4 (D11), those of AF_UNIX are
 * "localhost" and a path.
 */
#include "addr/address.h"
#include "bio/accept/accept_bio.h"

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
	addr_unmap(&shown);
	return endpoint_name(&shown, name, port);
}
