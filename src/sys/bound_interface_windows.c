/* SPDX-License-Identifier: Apache-2.0 */
/* IP_UNICAST_IF and IPV6_UNICAST_IF (Windows Vista): IPv4's number is in network byte order. */
#include "sys/bound_interface.h"

#include <errno.h>

#include "sys/interface.h"
#include "sys/winsock.h"

int sys_bind_to_interface(int fd, int family, const char *name)
{
	DWORD index = sys_interface_index(name), ordered = htonl(index);
	int r;

	if (index == 0) {
		errno = ENODEV;
		return -1;
	}
	r = family == AF_INET6 ? setsockopt(sys_handle(fd), IPPROTO_IPV6, IPV6_UNICAST_IF,
	                             (const char *)&index, sizeof(index))
	                       : setsockopt(sys_handle(fd), IPPROTO_IP, IP_UNICAST_IF,
	                             (const char *)&ordered, sizeof(ordered));
	return r == 0 ? 0 : sys_failed(fd);
}
