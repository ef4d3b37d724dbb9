/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moving bytes: between sockets, which are never waited for and never raise a signal, and standard
 * input and output.
 */
#ifndef BIOSOCK_CMD_SYS_TRANSFER_H
#define BIOSOCK_CMD_SYS_TRANSFER_H

#include <stdbool.h>

#include "sys/net.h"

/*
 * What a transfer returns that is neither a number of bytes nor -1 with errno: nothing now, wait.
 */
enum { SYS_LATER = -2 };

/*
 * Of standard input and output, once poll said it can. A write takes no more than
 * goes without waiting.
 */
ssize_t sys_read(int fd, void *bytes, size_t n);
ssize_t sys_write(int fd, const void *bytes, size_t n);

/*
 * Moves what a readable stream socket has, at most n bytes, to standard output without reading it.
 * What comes back is as of sys_receive(), SYS_LATER also where this cannot be done: then it is to
 * be received and written.
 */
ssize_t sys_write_from(int fd, int sock, size_t n);

/* Whether a write to that stream takes what goes without waiting even if poll was not asked. */
bool sys_write_never_waits(int fd);

/* Of a socket, whatever its mode, which may be nonblocking then. 0 from a stream is its end. */
ssize_t sys_receive(int fd, void *bytes, size_t n);
ssize_t sys_send(int fd, const void *bytes, size_t n);

/* Whether a stream that poll calls readable has ended, be it by a reset. No byte is taken. */
bool sys_is_at_end(int fd);

/*
 * The size of the datagram that comes next, where the system tells it, and 0 or 1 where it does
 * not; SYS_LATER, or -1 with errno, as receiving it would say.
 */
ssize_t sys_waiting_size(int fd);

/*
 * A datagram and who sent it, whom it goes to. *from is zeroed first; peeking leaves it there. One
 * that does not fit is lost, with EMSGSIZE.
 */
ssize_t sys_receive_from(
    int fd, void *bytes, size_t n, struct sockaddr_storage *from, socklen_t *out_len);
ssize_t sys_peek_from(int fd, struct sockaddr_storage *from);
ssize_t sys_send_to(
    int fd, const void *bytes, size_t n, const struct sockaddr_storage *to, socklen_t len);

/*
 * Tells the peer that no more will come; what it sends can still be received. 0, or -1 with errno.
 */
int sys_end_sending(int fd);

/* Closing it will reset the connection, where it is TCP's: its peer is told of no good end. */
void sys_reset_at_close(int fd);

/*
 * Ends a standard stream, so that who reads it sees its end. 0, or -1 with errno:
 * something was lost.
 */
int sys_end_writing(int fd);

/*
 * Makes sure that descriptors 0, 1 and 2 are taken, so that no socket becomes one of them, and
 * carry bytes as they are. Input that was closed is at its end; output stays unusable.
 */
void sys_reserve_standard_streams(void);

#endif
