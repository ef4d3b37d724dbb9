/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's options of TCP: sys/netinet/tcp.h. It has no Fast Open. */
#ifndef STUBS_OPENBSD_NETINET_TCP_H
#define STUBS_OPENBSD_NETINET_TCP_H

#include_next <netinet/tcp.h>
#undef TCP_NOPUSH
#define TCP_NOPUSH 0x10
#undef TCP_INFO
#define TCP_INFO 0x09
#undef TCP_KEEPIDLE
#undef TCP_KEEPINTVL
#undef TCP_KEEPCNT
#undef TCP_FASTOPEN

#endif
