/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The MTU by IP_MTU and IP_MTU_DISCOVER, which Windows 10 has; before it there is the one option
 * not to fragment.
 */
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

static int set_discovery(int fd, int family, int how)
{
	if (family == AF_INET)
		return sys_set_option(fd, IPPROTO_IP, IP_MTU_DISCOVER, how);
	if (family == AF_INET6)
		return sys_set_option(fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, how);
	return no_such_family();
}

int sys_mtu_discover(int fd, int family)
{
	return set_discovery(fd, family, IP_PMTUDISC_DO);
}

int sys_mtu_dont_fragment(int fd, int family, int on)
{
	if (family == AF_INET6)
		return sys_set_option(fd, IPPROTO_IPV6, IPV6_DONTFRAG, on != 0);
	if (set_discovery(fd, family, on ? IP_PMTUDISC_PROBE : IP_PMTUDISC_DONT) == 0)
		return 0;
	return family == AF_INET ? sys_set_option(fd, IPPROTO_IP, IP_DONTFRAGMENT, on != 0) : -1;
}
