/* SPDX-License-Identifier: Apache-2.0 */
/* Numeric text of an address in buffers of the caller's: no allocation, errno kept. */
#ifndef BIOSOCK_ADDR_TEXT_H
#define BIOSOCK_ADDR_TEXT_H

#include <stddef.h>

#include "addr/address.h"
#include "addr/escape.h"

/* Room for the longest text with its NUL. The scope is an interface's name or ten digits. */
enum {
	ADDR_HOST_TEXT = 64,
	ADDR_PORT_TEXT = 6,
	/* Not as the size of the member, which Frama-C 25 takes no end to find out. */
	ADDR_PATH_ROOM = sizeof(struct sockaddr_un) - offsetof(struct sockaddr_un, sun_path),
	ADDR_PATH_TEXT = ADDR_ESCAPED_SIZE(ADDR_PATH_ROOM),
};

/*
 * The host: "192.0.2.1", "2001:db8::1", "fe80::1%eth0" (RFC 5952, RFC 4007). Returns its length; 0,
 * with an empty text, for a family that has no host. A system call only for the name of a scope.
 */
size_t addr_host_text(const BIO_ADDR *addr, char out[ADDR_HOST_TEXT]);

/*
 * The path, or the abstract name as "@name", escaped (addr/escape.h). Returns its length; 0, with
 * an empty text, for an address of AF_UNIX that has neither.
 */
size_t addr_path_text(const BIO_ADDR *addr, char out[ADDR_PATH_TEXT]);

/* The port in decimal digits. Returns its length; "0" for a family that has none. */
size_t addr_port_text(const BIO_ADDR *addr, char out[ADDR_PORT_TEXT]);

#endif
