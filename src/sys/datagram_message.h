/* SPDX-License-Identifier: Apache-2.0 */
/* A datagram as POSIX's struct msghdr: for the files of src/sys that make the calls. */
#ifndef BIOSOCK_SYS_DATAGRAM_MESSAGE_H
#define BIOSOCK_SYS_DATAGRAM_MESSAGE_H

#include <sys/uio.h>

#include "sys/datagram.h"

/*
 * Room for a struct sys_pktinfo among the ancillary data of a message (cmsg(3)), and for what else
 * a program may have had its socket tell: times, dropped datagrams, hop limits.
 */
union sys_pktinfo_room {
	struct cmsghdr align;
	char bytes[256];
};

/* What a struct msghdr points to. */
struct sys_datagram_parts {
	struct iovec bytes;
	union sys_pktinfo_room control;
};

/*
 * Each fills *out to be handed to sendmsg(2) or recvmsg(2); what it points to is in *d and *parts.
 * False, with errno: the datagram cannot be sent through fd from its local address.
 */
bool sys_datagram_outgoing(
    int fd, const struct sys_datagram *d, struct sys_datagram_parts *parts, struct msghdr *out);
void sys_datagram_incoming(
    const struct sys_datagram *d, struct sys_datagram_parts *parts, struct msghdr *out);

/* recvmsg(2) has filled *message with n bytes: takes them over into *d. */
void sys_datagram_arrived(struct sys_datagram *d, struct msghdr *message, size_t n);

/*
 * Puts a local address into a message to be sent; `room` becomes the message's ancillary data. Its
 * family is a supported one.
 */
void sys_pktinfo_put(
    struct msghdr *message, union sys_pktinfo_room *room, const struct sys_pktinfo *local);

/*
 * Whether the kernel heeds such a local address of a datagram for `to`, NULL the socket's own
 * peer, or says itself that it cannot. False, with errno: it would pass over it without a word.
 */
bool sys_pktinfo_heeded(int fd, const struct sys_pktinfo *local, const struct sockaddr *to);

/*
 * Whether the local address is the socket's own, and is best not said: FreeBSD refuses any for a
 * socket that is bound to one. errno is kept.
 */
bool sys_pktinfo_is_own(int fd, const struct sys_pktinfo *local);

/* Gets the local address from a received one: family AF_UNSPEC if it has none, or not all of it. */
void sys_pktinfo_get(struct msghdr *message, struct sys_pktinfo *out_local);

/* sys_datagrams_send() and sys_datagrams_receive(), by a system call for each datagram. */
int sys_datagrams_send_each(int fd, struct sys_datagram *list, size_t n);
int sys_datagrams_receive_each(int fd, struct sys_datagram *list, size_t n);

#endif
