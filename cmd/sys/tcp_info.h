/* SPDX-License-Identifier: Apache-2.0 */
/* What the system knows of a TCP connection. */
#ifndef BIOSOCK_CMD_SYS_TCP_INFO_H
#define BIOSOCK_CMD_SYS_TCP_INFO_H

#include <stdbool.h>

struct sys_tcp_info {
	unsigned rtt_us;      /* the smoothed round trip */
	unsigned cwnd;        /* segments that may be on their way */
	unsigned retransmits; /* segments that were sent again, in all */
};

/* False if the socket is no TCP connection, or the system does not tell. errno is lost. */
bool sys_tcp_info(int fd, struct sys_tcp_info *out);

#endif
