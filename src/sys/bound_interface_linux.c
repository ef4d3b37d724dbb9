/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SO_BINDTODEVICE, for which nobody needs a privilege since Linux 5.7; before, what the interface
 * is asked to send is chosen by IP_UNICAST_IF (Linux 3.4), which leaves what comes in alone.
 */
#include "sys/bound_interface.h"

#include <errno.h>
#include <string.h>

#include "sys/interface.h"
#include "sys/net.h"

static int choose_for_sending(int fd, int family, const char *name)
{
	unsigned int index = htonl(sys_interface_index(name));

	if (index == 0) {
		errno = ENODEV;
		return -1;
	}
	return family == AF_INET6
	           ? setsockopt(fd, IPPROTO_IPV6, IPV6_UNICAST_IF, &index, sizeof(index))
	           : setsockopt(fd, IPPROTO_IP, IP_UNICAST_IF, &index, sizeof(index));
}

int sys_bind_to_interface(int fd, int family, const char *name)
{
	int before = errno;

	if (setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, name, (socklen_t)strlen(name) + 1) == 0)
		return 0;
	if (errno != EPERM)
		return -1;
	errno = before;
	return choose_for_sending(fd, family, name);
}
