/* SPDX-License-Identifier: Apache-2.0 */
/* TCP Fast Open (RFC 7413): data in the SYN. */
#ifndef BIOSOCK_SYS_FASTOPEN_H
#define BIOSOCK_SYS_FASTOPEN_H

#include <stdbool.h>

#include "sys/net.h"

enum sys_fastopen {
	SYS_FASTOPEN_ON,
	SYS_FASTOPEN_FAILED,      /* this socket cannot have it */
	SYS_FASTOPEN_DISABLED,    /* the system has it, switched off */
	SYS_FASTOPEN_UNSUPPORTED, /* the system does not have it */
};

/*
 * Has the connect to come use Fast Open; to be called before sys_fastopen_connect(), harmless when
 * called again. On failure: errno, and *out_call the name of the call that failed.
 */
enum sys_fastopen sys_fastopen_enable(int fd, const char **out_call);

/* connect() as Fast Open has it on this system. 0, or -1 with errno. */
int sys_fastopen_connect(int fd, const struct sockaddr *addr, socklen_t len);

/*
 * Where sys_fastopen_enable() is unsupported, a first write may still connect and send at once:
 * whether the system has such a call, and that call, on a socket that is not connected. The number
 * of bytes, or -1 with errno: EINPROGRESS, nothing was sent, the connect is under way. Never a
 * signal. may_wait: the socket is known to be a blocking one; where the system can only wait for
 * both, another's data leaves behind the handshake.
 */
bool sys_fastopen_sends(void);
ssize_t sys_fastopen_send(
    int fd, const void *bytes, size_t n, const struct sockaddr *addr, socklen_t len, bool may_wait);

/*
 * Whether sys_fastopen_connect() is a bare SYN at once, so that after sys_fastopen_enable() only
 * sys_fastopen_send() in its place has data go along.
 */
bool sys_fastopen_connects_bare(void);

/* Has a listening socket accept data in SYNs. As sys_fastopen_enable(). */
enum sys_fastopen sys_fastopen_listen(int fd, const char **out_call);

#endif
