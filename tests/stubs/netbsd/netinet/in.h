/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's addresses and options: as FreeBSD's but for what is here. */
#ifndef STUBS_NETBSD_NETINET_IN_H
#define STUBS_NETBSD_NETINET_IN_H

#include_next <netinet/in.h>
#undef IP_DONTFRAG

#endif
