/* SPDX-License-Identifier: Apache-2.0 */
/* How a TCP connection finds out that nobody is there any more. */
#ifndef BIOSOCK_SYS_KEEPALIVE_H
#define BIOSOCK_SYS_KEEPALIVE_H

enum sys_keepalive {
	SYS_KEEP_IDLE_S,     /* silence before the first probe */
	SYS_KEEP_INTERVAL_S, /* between probes */
	SYS_KEEP_COUNT,      /* how many */
	SYS_USER_TIMEOUT_MS, /* data that nobody acknowledges (RFC 5482) */
};

/* 0, or -1 with errno: ENOPROTOOPT where the system has no such thing. */
int sys_set_keepalive(int fd, enum sys_keepalive what, int value);

#endif
