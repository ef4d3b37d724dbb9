/* SPDX-License-Identifier: Apache-2.0 */
/* ADDRESS as the user writes it: host:port, [v6]:port, :port, *:port, unix:PATH, unix:@NAME. */
#ifndef BIOSOCK_CMD_ENDPOINTS_H
#define BIOSOCK_CMD_ENDPOINTS_H

#include <stddef.h>

#include <openssl/bio.h>

#include "cmd/settings.h"

/* What to call BIO_socket() with, and then BIO_connect() or BIO_listen(). */
struct endpoint {
	BIO_ADDR *addr;
	int family, socktype, protocol;
};

struct endpoints {
	struct endpoint *list;
	size_t n;
};

/* Room for any address_text(). */
enum { ADDRESS_TEXT = 160 };

/* What address_text() writes where the address is unknown. */
#define ADDRESS_UNKNOWN "?"

/*
 * Finds all endpoints that `address` stands for, to be bound to; a missing host means every
 * address. Returns STATUS_OK, and the caller ends *out with endpoints_fini(); otherwise, after
 * saying why, STATUS_USAGE for text that is not an address, or STATUS_FAILED for an address that
 * the system does not know.
 */
int endpoints_find(struct endpoints *out, const char *address, const struct settings *settings);
void endpoints_fini(struct endpoints *of);

/* Says what to write for text of which biosock_parse_address() has made nothing; the status. */
int endpoints_refuse(const char *address);

/* IPv4's as IPv6 sockets show it becomes IPv4's. */
void address_unmap(BIO_ADDR *addr);

/* The address as the user would write it, to out[ADDRESS_TEXT]. A peer's is what the peer chose. */
void address_text(const BIO_ADDR *addr, char out[ADDRESS_TEXT]);

/* The local address of a socket as text, ADDRESS_UNKNOWN if it cannot be had. */
void address_local_text(int sock, char out[ADDRESS_TEXT]);

#endif
