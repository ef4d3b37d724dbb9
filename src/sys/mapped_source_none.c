/* SPDX-License-Identifier: Apache-2.0 */
/*
 * NetBSD chooses the address itself, whatever it was told (sys/netinet6/udp6_output.c). OpenBSD and
 * DragonFly have no IPv4 peers of IPv6 sockets.
 */
#include "sys/mapped_source.h"

bool sys_has_mapped_sources(void)
{
	return false;
}
