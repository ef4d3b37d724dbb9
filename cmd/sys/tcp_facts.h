/* SPDX-License-Identifier: Apache-2.0 */
/* How a TCP connection came about. */
#ifndef BIOSOCK_CMD_SYS_TCP_FACTS_H
#define BIOSOCK_CMD_SYS_TCP_FACTS_H

#include <stdbool.h>

enum sys_multipath_use {
	SYS_MULTIPATH_NONE,      /* the socket is one of plain TCP */
	SYS_MULTIPATH_USED,      /* both ends speak it */
	SYS_MULTIPATH_FELL_BACK, /* the peer, or what is between, does not */
};

struct sys_tcp_facts {
	unsigned rtt_us; /* of the handshake */
	unsigned mss;    /* bytes a segment to the peer may have */
	bool retransmitted;
	enum sys_multipath_use multipath;
};

/* False if the socket is no TCP connection, or the system does not tell. errno is lost. */
bool sys_tcp_facts(int fd, struct sys_tcp_facts *out);

/*
 * Whether the connect has been put off until something is sent: this machine has the server's Fast
 * Open cookie (RFC 7413).
 */
bool sys_tcp_waits_for_data(int fd);

#endif
