/* SPDX-License-Identifier: Apache-2.0 */
/* ADDRESS as the user writes it: host:port, [v6]:port, :port, *:port, unix:PATH, unix:@NAME. */
#ifndef BIOSOCK_CMD_ADDRESS_H
#define BIOSOCK_CMD_ADDRESS_H

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

/* What address_text() writes if it cannot be told. */
#define ADDRESS_UNKNOWN "?"

/*
 * All that `address` stands for, in the order in which it should be tried. With BIO_LOOKUP_SERVER
 * no host means every address. STATUS_OK, and *out is to be ended by endpoints_fini(); otherwise,
 * after saying why, STATUS_USAGE for an address that is none, STATUS_FAILED for one the system
 * does not know.
 */
int endpoints_find(struct endpoints *out, const char *address, enum BIO_lookup_type type,
    const struct settings *settings);
void endpoints_fini(struct endpoints *of);

/* The address as the user would write it, to out[ADDRESS_TEXT]. A peer's is what the peer chose. */
void address_text(const BIO_ADDR *addr, char out[ADDRESS_TEXT]);

/* The local address of a socket as text, ADDRESS_UNKNOWN if it cannot be had. */
void address_local_text(int sock, char out[ADDRESS_TEXT]);

#endif
