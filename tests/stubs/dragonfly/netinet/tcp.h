/* SPDX-License-Identifier: Apache-2.0 */
/* DragonFly has no Fast Open. */
#ifndef STUBS_DRAGONFLY_NETINET_TCP_H
#define STUBS_DRAGONFLY_NETINET_TCP_H

#include_next <netinet/tcp.h>
#undef TCP_FASTOPEN

#endif
