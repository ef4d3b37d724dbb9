/* SPDX-License-Identifier: Apache-2.0 */
/* Setting an option on OpenBSD and DragonFly, whose IPv6 sockets never take IPv4. */
#include "sys/calls.h"

/* IPV6_V6ONLY is there to be read (ip6(4)): it is on, whatever was asked for. */
int sys_set_option(int fd, int level, int name, int value)
{
	if (level == IPPROTO_IPV6 && name == IPV6_V6ONLY)
		return 0;
	return setsockopt(fd, level, name, &value, sizeof(value));
}
