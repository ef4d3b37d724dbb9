/* SPDX-License-Identifier: Apache-2.0 */
/* The name that is always this host, and its addresses, without asking anybody (RFC 6761, 6.3). */
#ifndef BIOSOCK_ADDR_LOCALHOST_H
#define BIOSOCK_ADDR_LOCALHOST_H

#include <stdbool.h>
#include <stdio.h>

#include "addr/address.h"

/*
 * Whether the name is one of:
 *	localhost  LocalHost.  db.localhost  a.b.localhost.
 */
bool addr_is_localhost(const char *host);

enum { ADDR_LOCALHOST_MAX = 8 };

/*
 * Writes the addresses of localhost in `family` to out, with port 0, and returns how many there
 * are, at least one: 127.0.0.1 of AF_INET, ::1 of AF_INET6, whether or not this system has IPv6. Of
 * AF_UNSPEC: what the table of host names has, in its order; where it has none, 127.0.0.1 and ::1;
 * an IPv6 address only if an interface has it. errno and the error stack are kept.
 */
int addr_localhost(int family, BIO_ADDR out[ADDR_LOCALHOST_MAX]);

/*
 * Reads what a table of host names (hosts(5)) has for localhost: its loopback addresses, each once,
 * in the table's order. Anything else that claims the name is passed over, and so are the addresses
 * that `is_here` refuses. Returns how many there are.
 */
int addr_localhost_of_table(
    FILE *table, bool (*is_here)(const BIO_ADDR *addr), BIO_ADDR out[ADDR_LOCALHOST_MAX]);

#endif
