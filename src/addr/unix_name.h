/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses of AF_UNIX as people write them: "unix:PATH" and "unix:@NAME". */
#ifndef BIOSOCK_ADDR_UNIX_NAME_H
#define BIOSOCK_ADDR_UNIX_NAME_H

#include <stdbool.h>

#include "addr/address.h"
#include "err/raise.h"

/* What such a host, which may be NULL, has behind the colon; NULL: it is none. */
const char *addr_unix_name(const char *host);

/* Whether that says nothing: it is empty, or no more than the '@' of an abstract name. */
bool addr_is_nameless(const char *name);

/*
 * Reads what is behind the colon. 1; or 0 with a record and errno: EINVAL for no name,
 * ENAMETOOLONG, EOPNOTSUPP where there are no abstract names.
 */
int addr_read_unix(struct err_place place, const char *name, BIO_ADDR *out);

#endif
