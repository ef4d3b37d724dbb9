/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BSD and macOS pass over an IPv6 address for an IPv4 peer of an IPv6 socket. Linux says EINVAL,
 * and so it is here.
 */
#include "sys/datagram_message.h"

#include <errno.h>
#include <string.h>

#include "sys/mapped_source.h"

union address {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_storage storage;
};

/* False: it has none. */
static bool find_peer(int fd, const struct sockaddr *to, union address *out)
{
	socklen_t len = sizeof(*out);
	int err = errno;
	bool found = true;

	memset(out, 0, sizeof(*out));
	if (to == NULL)
		found = getpeername(fd, &out->sa, &len) == 0;
	else if (to->sa_family == AF_INET6)
		memcpy(&out->v6, to, sizeof(out->v6));
	errno = err;
	return found && out->sa.sa_family == AF_INET6;
}

bool sys_pktinfo_heeded(int fd, const struct sys_pktinfo *local, const struct sockaddr *to)
{
	bool is_mapped = local->family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&local->address.v6);
	union address peer;

	if (local->family != AF_INET6 || IN6_IS_ADDR_UNSPECIFIED(&local->address.v6) ||
	    !find_peer(fd, to, &peer))
		return true;
	if (is_mapped != IN6_IS_ADDR_V4MAPPED(&peer.v6.sin6_addr)) {
		errno = EINVAL;
		return false;
	}
	if (!is_mapped || sys_has_mapped_sources())
		return true;
	errno = EOPNOTSUPP;
	return false;
}

/* FreeBSD: in_pcbbind_setup() of sys/netinet/in_pcb.c. */
bool sys_pktinfo_is_own(int fd, const struct sys_pktinfo *local)
{
	union address name;
	socklen_t len = sizeof(name);
	int err = errno;
	bool found = getsockname(fd, &name.sa, &len) == 0 && name.sa.sa_family == local->family;

	errno = err;
	if (!found)
		return false;
	if (local->family == AF_INET)
		return name.v4.sin_addr.s_addr == local->address.v4.s_addr;
	return IN6_IS_ADDR_V4MAPPED(&local->address.v6) &&
	       memcmp(&name.v6.sin6_addr, &local->address.v6, sizeof(local->address.v6)) == 0;
}
