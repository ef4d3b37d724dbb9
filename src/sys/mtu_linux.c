/* SPDX-License-Identifier: Apache-2.0 */
/* The MTU by ip(7) and ipv6(7). */
#include "sys/mtu.h"

#include <errno.h>

#include "sys/calls.h"

static int no_such_family(void)
{
	errno = ENOPROTOOPT;
	return -1;
}

int sys_mtu_get(int fd, int family, int *out_mtu)
{
	if (family == AF_INET)
		return sys_get_option(fd, IPPROTO_IP, IP_MTU, out_mtu);
	if (family == AF_INET6)
		return sys_get_option(fd, IPPROTO_IPV6, IPV6_MTU, out_mtu);
	return no_such_family();
}

int sys_mtu_discover(int fd, int family)
{
	if (family == AF_INET)
		return sys_set_option(fd, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DO);
	if (family == AF_INET6)
		return sys_set_option(fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, IPV6_PMTUDISC_DO);
	return no_such_family();
}

int sys_mtu_dont_fragment(int fd, int family, int on)
{
	if (family == AF_INET)
		return sys_set_option(
		    fd, IPPROTO_IP, IP_MTU_DISCOVER, on ? IP_PMTUDISC_PROBE : IP_PMTUDISC_DONT);
	if (family == AF_INET6)
		return sys_set_option(fd, IPPROTO_IPV6, IPV6_DONTFRAG, on != 0);
	return no_such_family();
}
