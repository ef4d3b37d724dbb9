/* SPDX-License-Identifier: Apache-2.0 */
/* What the kinds that hold one socket share. */
#ifndef BIOSOCK_BIO_SOCKET_SOCKET_BIO_H
#define BIOSOCK_BIO_SOCKET_SOCKET_BIO_H

#include "bio/frame.h"
#include "sys/net.h"

/* Read and write operations on the socket: retry flags and the end are as the result has them. */
int bio_socket_read(BIO *b, char *out, size_t n, size_t *out_n);
int bio_socket_write(BIO *b, const char *bytes, size_t n, size_t *out_n);
/* What a read operation returns for what recv() said, if that is not more than 0. */
int bio_socket_received(BIO *b, ssize_t got, const char *out, size_t *out_n);
/* What a write operation returns for what send() said. */
int bio_socket_sent(BIO *b, ssize_t sent, size_t *out_n);

/*
 * All controls of a socket BIO. Kinds that have more to ask than a descriptor answer so at their
 * end too: what a program hung on the BIO is freed when the kind's own is gone already.
 */
long bio_socket_control(BIO *b, int command, long number, void *pointer);

/* Controls of the descriptor and the end. */
long bio_socket_get_fd(BIO *b, long number, void *pointer);
long bio_socket_eof(BIO *b, long number, void *pointer);
long bio_socket_poll_descriptor(BIO *b, long number, void *pointer);

/*
 * Closes the socket, after an end in both directions if `end`, and has the BIO hold none. Harmless
 * when called again. errno is kept: it is that of what failed before, if anything did.
 */
void bio_socket_close(BIO *b, int end);

#endif
