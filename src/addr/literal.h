/* SPDX-License-Identifier: Apache-2.0 */
/* Hosts and services that are numbers already, read without asking the system. */
#ifndef BIOSOCK_ADDR_LITERAL_H
#define BIOSOCK_ADDR_LITERAL_H

#include <stdbool.h>
#include <stdint.h>

#include "addr/address.h"

enum addr_literal {
	ADDR_NO_LITERAL, /* a name, or a spelling (127.1, 0x7f.1) that only the system's
	                    resolver reads */
	ADDR_LITERAL,
	ADDR_LITERAL_OF_OTHER_FAMILY,
	ADDR_LITERAL_WITHOUT_SCOPE, /* there is no such interface */
};

/*
 * Reads `host` as an address of `family` (AF_UNSPEC: either) to *out, whose port becomes 0: four
 * decimal numbers, or RFC 4291 text with an optional scope, number or interface name (RFC 4007). An
 * IPv4-mapped address is an IPv4 one where AF_INET is asked for. errno is kept; a system call only
 * for the name of a scope.
 */
enum addr_literal addr_read_literal(const char *host, int family, BIO_ADDR *out);

/*
 * Whether `text`, whole, is spelt as an IPv6 address with an optional scope. The scope
 * need not exist.
 */
bool addr_is_v6_literal(const char *text);

enum addr_service {
	ADDR_SERVICE_NAME,     /* for the system's database */
	ADDR_SERVICE_PORT,     /* a port; nothing at all is port 0 */
	ADDR_SERVICE_NEGATIVE, /* a number below 0 */
	ADDR_SERVICE_NO_PORT /* a number above 65535, or one with a sign or white space before it */
};

/*
 * Reads `service` as a decimal number; a port goes to *out_port in host byte order. What glibc's
 * getaddrinfo(3) would take for a number though it is none that anybody means is told apart (D5):
 *	80  080		ports
 *	-1		negative
 *	70000  +80  " 80"  -0	no ports
 *	http  "80 "  0x50	names
 */
enum addr_service addr_read_service(const char *service, uint16_t *out_port);

#endif
