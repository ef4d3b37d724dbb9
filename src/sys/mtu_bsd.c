/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The MTU on BSD and macOS: RFC 3542, 11 for IPv6. For IPv4 there is at most a flag not to
 * fragment; the discovered MTU stays in the kernel.
 */
#include "sys/mtu.h"

#include <errno.h>
#include <stddef.h>

#include "sys/calls.h"

static const struct {
	int family, level, name;
} flags[] = {
#ifdef IP_DONTFRAG /* FreeBSD, macOS */
	{ AF_INET, IPPROTO_IP, IP_DONTFRAG },
#endif
	{ AF_INET6, IPPROTO_IPV6, IPV6_DONTFRAG },
};

static int unsupported(void)
{
	errno = ENOPROTOOPT;
	return -1;
}

int sys_mtu_get(int fd, int family, int *out_mtu)
{
	struct ip6_mtuinfo path;
	socklen_t len = sizeof(path);

	if (family != AF_INET6)
		return unsupported();
	if (getsockopt(fd, IPPROTO_IPV6, IPV6_PATHMTU, &path, &len) == -1)
		return -1;
	*out_mtu = (int)path.ip6m_mtu;
	return 0;
}

/* What is not fragmented is discovered: too large a datagram fails with EMSGSIZE. */
int sys_mtu_discover(int fd, int family)
{
	return sys_mtu_dont_fragment(fd, family, 1);
}

int sys_mtu_dont_fragment(int fd, int family, int on)
{
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (flags[i].family == family)
			return sys_set_option(fd, flags[i].level, flags[i].name, on != 0);
	}
	return unsupported();
}
