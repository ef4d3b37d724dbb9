/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes through one socket, in its own blocking mode, and its end; never a signal (SIGPIPE) for a
 * peer that is gone.
 */
#ifndef BIOSOCK_SYS_STREAM_H
#define BIOSOCK_SYS_STREAM_H

#include <stdbool.h>

#include "sys/net.h"

/* recv(2) and send(2). -1 with errno. */
ssize_t sys_stream_receive(int fd, void *bytes, size_t n);
ssize_t sys_stream_send(int fd, const void *bytes, size_t n);

/*
 * Programs use pipes and terminals as sockets, too, where these are descriptors. Receiving works
 * on them. After a failed sys_stream_send(): whether fd is one of these, and the call that
 * writes to it.
 */
bool sys_stream_is_other(void);
ssize_t sys_stream_write_other(int fd, const void *bytes, size_t n);

/* Tells the peer that nothing more comes and nothing more is read. 0, or -1 with errno. */
int sys_stream_end(int fd);

#endif
