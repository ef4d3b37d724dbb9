/* SPDX-License-Identifier: Apache-2.0 */
/*
 * connect() on BSD and macOS. Called again, as after a signal or while it was under way, it says
 * EISCONN of the connection it has made itself; told AF_UNSPEC, it ends an association and then
 * says that there is no such address (connect(2)). A program cannot tell these from failures.
 */
#include "sys/connect_bsd.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "sys/calls.h"

union address {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un un;
};

static bool is_same(const union address *a, const union address *b)
{
	if (a->sa.sa_family != b->sa.sa_family)
		return false;
	switch (a->sa.sa_family) {
	case AF_INET:
		return a->v4.sin_port == b->v4.sin_port &&
		       a->v4.sin_addr.s_addr == b->v4.sin_addr.s_addr;
	case AF_INET6:
		return a->v6.sin6_port == b->v6.sin6_port &&
		       memcmp(&a->v6.sin6_addr, &b->v6.sin6_addr, sizeof(b->v6.sin6_addr)) == 0;
	case AF_UNIX:
		return strncmp(a->un.sun_path, b->un.sun_path, sizeof(a->un.sun_path)) == 0;
	default:
		return false;
	}
}

/* False: there is none. */
static bool find_peer(int fd, union address *out)
{
	socklen_t len = sizeof(*out);

	memset(out, 0, sizeof(*out));
	return getpeername(fd, &out->sa, &len) == 0;
}

int sys_connect_failed(int fd, const struct sockaddr *addr)
{
	const union address *to = (const union address *)(const void *)addr;
	int err = errno;
	union address peer;
	bool has_peer = find_peer(fd, &peer);
	bool is_connected = err == EISCONN && has_peer && is_same(&peer, to);
	bool no_address = err == EAFNOSUPPORT || err == EINVAL; /* EINVAL: of IPv6's length */
	bool is_dissolved = no_address && addr->sa_family == AF_UNSPEC && !has_peer;

	errno = err;
	return is_connected || is_dissolved ? 0 : -1;
}

int sys_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	return connect(fd, addr, len) == 0 ? 0 : sys_connect_failed(fd, addr);
}
