/* SPDX-License-Identifier: Apache-2.0 */
/* IP_BOUND_IF and IPV6_BOUND_IF, as macOS has them. */
#include "sys/bound_interface.h"

#include <errno.h>

#include "sys/interface.h"
#include "sys/net.h"

int sys_bind_to_interface(int fd, int family, const char *name)
{
	unsigned int index = sys_interface_index(name);

	if (index == 0) {
		errno = ENODEV;
		return -1;
	}
	return family == AF_INET6
	           ? setsockopt(fd, IPPROTO_IPV6, IPV6_BOUND_IF, &index, sizeof(index))
	           : setsockopt(fd, IPPROTO_IP, IP_BOUND_IF, &index, sizeof(index));
}
