/* SPDX-License-Identifier: Apache-2.0 */
/* Local addresses in the WSAMSG of a datagram: for the files of src/sys on Windows. */
#ifndef BIOSOCK_SYS_PKTINFO_WINDOWS_H
#define BIOSOCK_SYS_PKTINFO_WINDOWS_H

#include "sys/pktinfo.h"

#include <mswsock.h>

/*
 * Room among the ancillary data of a message: one for each family, and for what else a program may
 * have had its socket tell.
 */
union sys_pktinfo_room {
	WSACMSGHDR align;
	char bytes[256];
};

/* Puts a local address into a message to be sent; `room` becomes its ancillary data. */
void sys_pktinfo_put(
    WSAMSG *message, union sys_pktinfo_room *room, const struct sys_pktinfo *local);

/* Gets it from a received one that has its sender's name: family AF_UNSPEC if it has none. */
void sys_pktinfo_get(WSAMSG *message, struct sys_pktinfo *out_local);

#endif
