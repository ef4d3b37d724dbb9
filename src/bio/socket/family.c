/* SPDX-License-Identifier: Apache-2.0 */
/* Lookup in the words of connect and accept BIOs. */
#include "bio/socket/family.h"

#include <stddef.h>

#include "sys/net.h"

static const struct {
	int named;
	int family;
} families[] = {
	{ BIO_FAMILY_IPANY, AF_UNSPEC },
	{ BIO_FAMILY_IPV4, AF_INET },
	{ BIO_FAMILY_IPV6, AF_INET6 },
};

bool bio_family(struct err_place place, int named, int *out_family)
{
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (families[i].named == named) {
			*out_family = families[i].family;
			return true;
		}
	}
	return err_refuse(place, ERR_LIB_BIO, BIO_R_UNSUPPORTED_IP_FAMILY, 0);
}

bool bio_lookup(struct err_place place, const struct bio_lookup *what, BIO_ADDRINFO **out_list)
{
	int family = AF_UNSPEC; /* not every compiler sees that it is set */

	return bio_family(place, what->family, &family) &&
	       BIO_lookup(
	           what->host, what->service, what->type, family, what->socktype, out_list) != 0;
}
