/* SPDX-License-Identifier: Apache-2.0 */
/* The socket file that binding made, which goes when the socket does. */
#ifndef BIOSOCK_CMD_SOCKET_PATH_H
#define BIOSOCK_CMD_SOCKET_PATH_H

#include <stdbool.h>

#include <openssl/bio.h>

#include "sys/sockfile.h"

enum { SOCKET_PATH_ROOM = 256 };

struct socket_path {
	char path[SOCKET_PATH_ROOM]; /* empty: there is none */
	struct sys_sockfile file;
};

/* To be called once a socket has been bound to addr: notes which file that made, if any. */
void socket_path_note(struct socket_path *out, const BIO_ADDR *addr);

/* Removes that file, if it still is the same. Nothing is left to remove. */
void socket_path_remove(struct socket_path *of);

#endif
