/* SPDX-License-Identifier: Apache-2.0 */
/* Lookup in the words of connect and accept BIOs. */
#ifndef BIOSOCK_BIO_SOCKET_FAMILY_H
#define BIOSOCK_BIO_SOCKET_FAMILY_H

#include <stdbool.h>

#include <openssl/bio.h>

#include "err/raise.h"

/* What is looked up; family is one of BIO_FAMILY_*. */
struct bio_lookup {
	const char *host, *service;
	enum BIO_lookup_type type;
	int family;
	int socktype;
};

/*
 * AF_* for one of BIO_FAMILY_*. False with a record, BIO_R_UNSUPPORTED_IP_FAMILY in the
 * name of `place`.
 */
bool bio_family(struct err_place place, int named, int *out_family);

/*
 * True with the list, the caller's to free; false with records, BIO_R_UNSUPPORTED_IP_FAMILY in the
 * name of `place`.
 */
bool bio_lookup(struct err_place place, const struct bio_lookup *what, BIO_ADDRINFO **out_list);

#endif
