/* SPDX-License-Identifier: Apache-2.0 */
/* A kernel that says itself when it cannot send from an address, as Linux does. */
#include "sys/datagram_message.h"

bool sys_pktinfo_heeded(int fd, const struct sys_pktinfo *local, const struct sockaddr *to)
{
	(void)fd, (void)local, (void)to;
	return true;
}

bool sys_pktinfo_is_own(int fd, const struct sys_pktinfo *local)
{
	(void)fd, (void)local;
	return false;
}
