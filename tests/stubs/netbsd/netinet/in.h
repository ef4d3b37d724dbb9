/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's addresses and options, where they differ from FreeBSD's: sys/netinet/in.h. */
#ifndef STUBS_NETBSD_NETINET_IN_H
#define STUBS_NETBSD_NETINET_IN_H

#include_next <netinet/in.h>
#undef IPPROTO_UDPLITE
#undef IP_DONTFRAG
#define IP_PKTINFO     25
#define IP_RECVPKTINFO 26

struct in_pktinfo {
	struct in_addr ipi_addr;
	unsigned int ipi_ifindex;
};
#define ipi_spec_dst ipi_addr

#endif
