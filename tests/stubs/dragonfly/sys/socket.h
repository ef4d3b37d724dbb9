/* SPDX-License-Identifier: Apache-2.0 */
/* DragonFly's sockets, where they differ from FreeBSD's: sys/sys/socket.h of DragonFly 6. */
#ifndef STUBS_DRAGONFLY_SYS_SOCKET_H
#define STUBS_DRAGONFLY_SYS_SOCKET_H

#define mmsghdr  stub_freebsd_mmsghdr
#define recvmmsg stub_freebsd_recvmmsg
#define sendmmsg stub_freebsd_sendmmsg
#include_next <sys/socket.h>
#undef mmsghdr
#undef recvmmsg
#undef sendmmsg

#undef SO_REUSEPORT_LB
#undef SO_DOMAIN
#undef SO_PROTOCOL
#undef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0x00000400
#undef MSG_CMSG_CLOEXEC
#define MSG_CMSG_CLOEXEC 0x00001000
#undef MSG_WAITFORONE

#endif
