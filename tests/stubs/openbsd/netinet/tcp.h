/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD has no Fast Open. */
#ifndef STUBS_OPENBSD_NETINET_TCP_H
#define STUBS_OPENBSD_NETINET_TCP_H

#include_next <netinet/tcp.h>
#undef TCP_FASTOPEN

#endif
