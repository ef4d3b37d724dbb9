/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paths that sockets of AF_UNIX are bound to. The file is there until it is removed, which whoever
 * made it does, and nobody else.
 */
#ifndef BIOSOCK_DIAL_PATHS_H
#define BIOSOCK_DIAL_PATHS_H

#include <stdbool.h>

#include "sock/failure.h"

enum { DIAL_PATH_ROOM = sizeof(struct sockaddr_un) };

/* The path of an address, which ends with a NUL. False if it has none. */
bool dial_path_of(const BIO_ADDR *addr, char out[DIAL_PATH_ROOM]);

/*
 * The socket has been bound to the address: if that is a path, whose the file is, is remembered, of
 * the 256 newest such sockets of the process. False if it is none.
 */
bool dial_remember_path(int fd, const BIO_ADDR *addr);

/*
 * Removes the file of a socket that was remembered, which is still open. 1: it is removed; 0: there
 * is none, another one is there, or, with `by_maker`, another process made it; -1 with errno and
 * *out_failure, whose address *out_local is: it cannot be, or the socket has no name.
 */
int dial_remove_path(int fd, bool by_maker, BIO_ADDR *out_local, struct sock_failure *out_failure);

/*
 * The same, of a socket that comes to nothing: by the process that has made it alone, since a child
 * that closes its copy is not to take the path from it. errno is kept.
 */
void dial_forget_path(int fd);

/*
 * Whether the address is a path that was in the way for no reason, since no socket holds it, and is
 * gone now. errno is kept.
 */
bool dial_make_way(const BIO_ADDR *addr);

#endif
