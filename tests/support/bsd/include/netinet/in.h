/* SPDX-License-Identifier: Apache-2.0 */
/* The system's addresses, and what of Linux's tests name: as sys/socket.h beside this. */
#include_next <netinet/in.h>

#ifndef BIOSOCK_TESTS_BSD_IN_H
#define BIOSOCK_TESTS_BSD_IN_H

/* IANA's numbers. */
#ifndef IPPROTO_DCCP
#define IPPROTO_DCCP 33
#endif
#ifndef IPPROTO_SCTP
#define IPPROTO_SCTP 132
#endif
#ifndef IPPROTO_UDPLITE
#define IPPROTO_UDPLITE 136
#endif
#define IPPROTO_MPTCP 262

/* What tells of a datagram's local address here. */
#ifndef IP_PKTINFO
#define IP_PKTINFO IP_RECVDSTADDR
#endif

#define IP_MTU            0x20003
#define IPV6_MTU          0x20003
#define IP_MTU_DISCOVER   0x20004
#define IPV6_MTU_DISCOVER 0x20004
#define IP_PMTUDISC_DONT  0
#define IP_PMTUDISC_DO    2
#define IP_PMTUDISC_PROBE 3
#define IPV6_PMTUDISC_DO  2

#endif
