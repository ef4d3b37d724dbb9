/* SPDX-License-Identifier: Apache-2.0 */
/* The options of ip(4) that pktinfo_rfc3542.c knows a BSD by: FreeBSD, sys/netinet/in.h. */
#ifndef BIOSOCK_TESTS_SYS_BSD_IP_H
#define BIOSOCK_TESTS_SYS_BSD_IP_H

#include <netinet/in.h>

#define IP_RECVDSTADDR 7
#define IP_SENDSRCADDR IP_RECVDSTADDR

#endif
