/* SPDX-License-Identifier: Apache-2.0 */
/* Sockets of the loopback for the tests of Windows, by Winsock's own calls. */
#ifndef BIOSOCK_TESTS_WINDOWS_PEER_H
#define BIOSOCK_TESTS_WINDOWS_PEER_H

#include "sys/net.h"

#include <openssl/bio.h>

/* 127.0.0.1 and a port that is free; or port 0. */
void windows_free_port(int type, struct sockaddr_in *out);
void windows_any_port(struct sockaddr_in *out);

/* A listener there; a socket of the type bound there, with SO_REUSEADDR; -1 if it cannot be. */
int windows_listen(struct sockaddr_in *out);
int windows_bind_shared(int type, struct sockaddr_in *at);

/* Two ends of one connection. */
void windows_pair(int out[2]);

const BIO_ADDR *windows_addr(const struct sockaddr_in *at);

#endif
