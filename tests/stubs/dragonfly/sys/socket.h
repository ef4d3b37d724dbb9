/* SPDX-License-Identifier: Apache-2.0 */
/* DragonFly 6's sockets: as FreeBSD's but for what is here. */
#ifndef STUBS_DRAGONFLY_SYS_SOCKET_H
#define STUBS_DRAGONFLY_SYS_SOCKET_H

#define mmsghdr  stub_freebsd_mmsghdr
#define recvmmsg stub_freebsd_recvmmsg
#define sendmmsg stub_freebsd_sendmmsg
#include_next <sys/socket.h>
#undef mmsghdr
#undef recvmmsg
#undef sendmmsg
#undef MSG_WAITFORONE
#undef SO_DOMAIN
#undef SO_PROTOCOL
#undef SO_REUSEPORT_LB

#endif
