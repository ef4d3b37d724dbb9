/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses by getifaddrs(3), which all have though POSIX does not. */
#include "sys/addresses.h"

#include <errno.h>
#include <ifaddrs.h>
#include <string.h>

#include "sys/net.h"

static bool is_wide(const struct sockaddr *addr)
{
	struct sockaddr_in6 v6;

	if (addr == NULL || addr->sa_family != AF_INET6)
		return false;
	memcpy(&v6, addr, sizeof(v6));
	return !IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr) && !IN6_IS_ADDR_LINKLOCAL(&v6.sin6_addr);
}

bool sys_has_v6_address(void)
{
	struct ifaddrs *list = NULL;
	int err = errno;
	bool found = false;

	if (getifaddrs(&list) == -1) {
		errno = err;
		return true;
	}
	for (const struct ifaddrs *at = list; at != NULL && !found; at = at->ifa_next)
		found = is_wide(at->ifa_addr);
	freeifaddrs(list);
	errno = err;
	return found;
}
