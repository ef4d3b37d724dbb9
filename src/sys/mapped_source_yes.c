/* SPDX-License-Identifier: Apache-2.0 */
/*
 * macOS and FreeBSD hand such a datagram to IPv4, with the ancillary data that came with it
 * (udp6_send() of xnu's bsd/netinet6/udp6_usrreq.c and FreeBSD's sys/netinet6/udp6_usrreq.c).
 */
#include "sys/mapped_source.h"

bool sys_has_mapped_sources(void)
{
	return true;
}
