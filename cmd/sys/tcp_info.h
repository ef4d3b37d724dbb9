/* SPDX-License-Identifier: Apache-2.0 */
/* What the system knows of a TCP connection, and how it came about. */
#ifndef BIOSOCK_CMD_SYS_TCP_INFO_H
#define BIOSOCK_CMD_SYS_TCP_INFO_H

#include <stdbool.h>

struct sys_tcp_info {
	unsigned rtt_us;      /* the smoothed round trip; at first, of the handshake */
	unsigned cwnd;        /* segments that may be on their way */
	unsigned mss;         /* bytes a segment to the peer may have */
	unsigned retransmits; /* segments that were sent again, in all */
};

/* False if the socket is no TCP connection, or the system does not tell. errno is lost. */
bool sys_tcp_info(int fd, struct sys_tcp_info *out);

/*
 * Whether the connect has been put off until something is sent: this machine has the server's Fast
 * Open cookie (RFC 7413).
 */
bool sys_tcp_waits_for_data(int fd);

enum sys_multipath_use {
	SYS_MULTIPATH_NONE,      /* the socket is one of plain TCP */
	SYS_MULTIPATH_USED,      /* both ends speak it */
	SYS_MULTIPATH_FELL_BACK, /* the peer, or what is between, does not */
};

/* Whether a connection is one of Multipath TCP (RFC 8684). errno is lost. */
enum sys_multipath_use sys_multipath_use(int fd);

#endif
