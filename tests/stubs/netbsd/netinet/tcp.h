/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD has no Fast Open. */
#ifndef STUBS_NETBSD_NETINET_TCP_H
#define STUBS_NETBSD_NETINET_TCP_H

#include_next <netinet/tcp.h>
#undef TCP_FASTOPEN

#endif
