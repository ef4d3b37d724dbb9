/* SPDX-License-Identifier: Apache-2.0 */
/* How receiving a datagram fails on Windows: for the files of src/sys. */
#ifndef BIOSOCK_SYS_DATAGRAM_WINDOWS_H
#define BIOSOCK_SYS_DATAGRAM_WINDOWS_H

#include <stdbool.h>

#include "sys/net.h"

/*
 * Whether the call that just failed reported what became of an earlier datagram: no such port, or
 * no way (ICMP). POSIX reports that to connected sockets only, so any other socket receives again.
 */
bool sys_datagram_is_stray(int fd);

/*
 * Sending to `to`, or NULL to the socket's own peer, failed: as below; without either it is
 * EDESTADDRREQ. Returns -1.
 */
int sys_datagram_not_sent(int fd, const struct sockaddr *to);

/* As sys_transfer_failed(); a peer that has no such port is ECONNREFUSED. */
int sys_datagram_failed(int fd, int timeout);

#endif
