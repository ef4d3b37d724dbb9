/* SPDX-License-Identifier: Apache-2.0 */
/* A datagram as POSIX's struct msghdr: for the files of src/sys that make the calls. */
#ifndef BIOSOCK_SYS_DATAGRAM_MESSAGE_H
#define BIOSOCK_SYS_DATAGRAM_MESSAGE_H

#include <sys/uio.h>

#include "sys/datagram.h"

/* What a struct msghdr points to. */
struct sys_datagram_parts {
	struct iovec bytes;
	union sys_pktinfo_room control;
};

/*
 * Each fills *out to be handed to sendmsg(2) or recvmsg(2); what it points to is in *d and *parts.
 */
void sys_datagram_outgoing(
    const struct sys_datagram *d, struct sys_datagram_parts *parts, struct msghdr *out);
void sys_datagram_incoming(
    const struct sys_datagram *d, struct sys_datagram_parts *parts, struct msghdr *out);

/* recvmsg(2) has filled *message with n bytes: takes them over into *d. */
void sys_datagram_arrived(struct sys_datagram *d, struct msghdr *message, size_t n);

#endif
