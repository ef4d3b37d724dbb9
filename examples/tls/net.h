/* SPDX-License-Identifier: Apache-2.0 */
/* A socket, for programs whose TLS library has headers that do not go together with biosock's. */
#ifndef NET_H
#define NET_H

enum { NET_HOST_SIZE = 256 };

/*
 * Connects to HOST:PORT. Returns a descriptor that does not block, or -1, with a message written.
 * Writes the host's name to `host`. All that follows has to be done in `seconds` from now.
 */
int net_connect(const char *address, int seconds, char host[NET_HOST_SIZE]);

/* Whether the descriptor has become ready, to read or to write, in time. */
int net_wait(int fd, int to_read);

#endif
