/* SPDX-License-Identifier: Apache-2.0 */
/* No local addresses of single datagrams. */
#include "sys/datagram_message.h"

#include <errno.h>

bool sys_pktinfo_supported(int family)
{
	(void)family;
	return false;
}

int sys_pktinfo_enable(int fd, int family, int on)
{
	(void)fd, (void)family, (void)on;
	errno = ENOPROTOOPT;
	return -1;
}

void sys_pktinfo_put(
    struct msghdr *message, union sys_pktinfo_room *room, const struct sys_pktinfo *local)
{
	(void)message, (void)room, (void)local;
}

void sys_pktinfo_get(struct msghdr *message, struct sys_pktinfo *out_local)
{
	(void)message;
	*out_local = (struct sys_pktinfo){ .family = AF_UNSPEC };
}
