/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a datagram to an IPv4 peer of an IPv6 socket can be told its local address. */
#ifndef BIOSOCK_SYS_MAPPED_SOURCE_H
#define BIOSOCK_SYS_MAPPED_SOURCE_H

#include <stdbool.h>

bool sys_has_mapped_sources(void);

#endif
