/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses as people write them: host and service, and hosts that are of AF_UNIX. */
#ifndef BIOSOCK_ADDR_SPELLING_H
#define BIOSOCK_ADDR_SPELLING_H

#include <stdbool.h>

#include "addr/address.h"
#include "err/raise.h"

/* BIO_parse_hostserv() in the name of another public function. */
int addr_split(struct err_place place, const char *hostserv, char **host, char **service,
    enum BIO_hostserv_priorities priority);

/* Whether the host, "unix:PATH" or "unix:@NAME", or NULL, is of AF_UNIX. */
bool addr_is_unix(const char *host);

/*
 * Reads such a host. 1; or 0 with errno and a record: nothing behind it, too long, no such names.
 */
int addr_read_unix(struct err_place place, const char *host, BIO_ADDR *out);

#endif
