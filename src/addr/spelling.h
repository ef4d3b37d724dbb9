/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses as people write them: host and service. */
#ifndef BIOSOCK_ADDR_SPELLING_H
#define BIOSOCK_ADDR_SPELLING_H

#include <openssl/bio.h>

#include "err/raise.h"

/* BIO_parse_hostserv() in the name of another public function. */
int addr_split(struct err_place place, const char *hostserv, char **host, char **service,
    enum BIO_hostserv_priorities priority);

#endif
