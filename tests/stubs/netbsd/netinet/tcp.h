/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's options of TCP: sys/netinet/tcp.h. It has no Fast Open. */
#ifndef STUBS_NETBSD_NETINET_TCP_H
#define STUBS_NETBSD_NETINET_TCP_H

#include_next <netinet/tcp.h>
#undef TCP_NOPUSH
#undef TCP_INFO
#define TCP_INFO 9
#undef TCP_KEEPIDLE
#define TCP_KEEPIDLE 3
#undef TCP_KEEPINTVL
#define TCP_KEEPINTVL 5
#undef TCP_KEEPCNT
#define TCP_KEEPCNT 6
#undef TCP_FASTOPEN

#endif
