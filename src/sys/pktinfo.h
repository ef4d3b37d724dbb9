/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The local address of single datagrams: where one came to, where one is to come from (RFC 3542,
 * 6).
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

/* Room for it among the ancillary data of a message (cmsg(3)). */
union sys_pktinfo_room {
	struct cmsghdr align;
	char bytes[64];
};

/* Whether this system can do it for sockets of this family. */
bool sys_pktinfo_supported(int family);

/* Has the socket tell it of each datagram received (on != 0), or not. 0, or -1 with errno. */
int sys_pktinfo_enable(int fd, int family, int on);

/*
 * Puts it into a message to be sent; `room` becomes the message's ancillary data. Its family is a
 * supported one.
 */
void sys_pktinfo_put(
    struct msghdr *message, union sys_pktinfo_room *room, const struct sys_pktinfo *local);

/* Gets it from a received one: family AF_UNSPEC if it has none. */
void sys_pktinfo_get(struct msghdr *message, struct sys_pktinfo *out_local);

#endif
