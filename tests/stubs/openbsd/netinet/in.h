/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's addresses and options, where they differ from FreeBSD's: sys/netinet/in.h. */
#ifndef STUBS_OPENBSD_NETINET_IN_H
#define STUBS_OPENBSD_NETINET_IN_H

#include_next <netinet/in.h>
#undef IPPROTO_SCTP
#undef IPPROTO_UDPLITE
#undef IP_DONTFRAG

#endif
