/* SPDX-License-Identifier: Apache-2.0 */
/* Who has connected, told to the server behind (PROXY protocol, haproxy's proxy-protocol.txt). */
#ifndef BIOSOCK_CMD_PROXY_HEADER_H
#define BIOSOCK_CMD_PROXY_HEADER_H

#include <stddef.h>

#include <openssl/bio.h>

enum { PROXY_HEADER_ROOM = 256 };

/*
 * Writes the header of version 1 or 2 for a connection from `peer` to `local` to
 * out[PROXY_HEADER_ROOM], and returns its length.
 */
size_t proxy_header(int version, const BIO_ADDR *peer, const BIO_ADDR *local, char *out);

#endif
