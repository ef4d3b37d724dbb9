/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The local address of single datagrams: where one came to, where one is to come from
 * (RFC 3542, 6).
 */
#ifndef BIOSOCK_SYS_PKTINFO_H
#define BIOSOCK_SYS_PKTINFO_H

#include <stdbool.h>

#include "sys/net.h"

struct sys_pktinfo {
	int family; /* AF_UNSPEC: not known, or no matter */
	union {
		struct in_addr v4;
		struct in6_addr v6;
	} address;
	unsigned interface; /* of a link-local IPv6 address; 0: no matter */
};

/* Whether this system can do it for sockets of this family. */
bool sys_pktinfo_supported(int family);

/* Has the socket tell it of each datagram received (on != 0), or not. 0, or -1 with errno. */
int sys_pktinfo_enable(int fd, int family, int on);

#endif
