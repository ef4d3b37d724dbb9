/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Five of the six calls as they are below their records: for who tries one address after another.
 * Their arguments are not asked about. A call returns what the public one of its name does, and
 * sets *out_failure, when it fails, to what that would tell; if a connect or an accept has only to
 * be waited for or repeated, the failure's call is NULL.
 */
#ifndef BIOSOCK_SOCK_UNTOLD_H
#define BIOSOCK_SOCK_UNTOLD_H

#include "sock/failure.h"

int sock_socket(int domain, int type, int protocol, int options, struct sock_failure *out_failure);
int sock_bind(int fd, const BIO_ADDR *addr, int options, struct sock_failure *out_failure);
int sock_listen(int fd, const BIO_ADDR *addr, int options, struct sock_failure *out_failure);
/* Of that, what comes after bind(). backlog: 0: the most there may be. */
int sock_start_listening(
    int fd, const BIO_ADDR *addr, int backlog, int options, struct sock_failure *out_failure);
int sock_accept(int listener, BIO_ADDR *peer, int options, struct sock_failure *out_failure);
int sock_connect(int fd, const BIO_ADDR *addr, int options, struct sock_failure *out_failure);

/*
 * A socket that listens on the first address of the list where that can be done (D9), and which it
 * is: what the others said is forgotten. -1 with the records of all.
 */
int sock_listen_first(
    struct err_place place, const BIO_ADDRINFO *list, int options, const BIO_ADDRINFO **out_entry);

#endif
