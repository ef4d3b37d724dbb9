/* SPDX-License-Identifier: Apache-2.0 */
/* Local addresses by IP_PKTINFO and IPV6_PKTINFO of Winsock. */
#include "sys/pktinfo_windows.h"

#include <errno.h>
#include <string.h>

#include "sys/calls.h"

bool sys_pktinfo_supported(int family)
{
	return family == AF_INET || family == AF_INET6;
}

/*
 * An IPv6 socket tells of its IPv4 datagrams by the option of IPv4, which one of IPv6 only lacks.
 */
int sys_pktinfo_enable(int fd, int family, int on)
{
	if (!sys_pktinfo_supported(family)) {
		errno = ENOPROTOOPT;
		return -1;
	}
	if (family == AF_INET)
		return sys_set_option(fd, IPPROTO_IP, IP_PKTINFO, on != 0);
	if (sys_set_option(fd, IPPROTO_IPV6, IPV6_PKTINFO, on != 0) == -1)
		return -1;
	sys_set_option(fd, IPPROTO_IP, IP_PKTINFO, on != 0);
	return 0;
}

/* mingw-w64's macros mix signed and unsigned lengths. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"
static ULONG space_of(size_t n)
{
	return (ULONG)WSA_CMSG_SPACE(n);
}

static void *data_of(WSACMSGHDR *header)
{
	return WSA_CMSG_DATA(header);
}

static WSACMSGHDR *next(WSAMSG *message, WSACMSGHDR *header)
{
	return WSA_CMSG_NXTHDR(message, header);
}
#pragma GCC diagnostic pop

static void put(WSAMSG *message, int level, int type, const void *info, size_t n)
{
	WSACMSGHDR *header = (WSACMSGHDR *)(void *)message->Control.buf;

	message->Control.len = space_of(n);
	header->cmsg_level = level;
	header->cmsg_type = type;
	header->cmsg_len = WSA_CMSG_LEN(n);
	memcpy(data_of(header), info, n);
}

/* The last four bytes of a mapped address. */
static struct in_addr unmapped(const struct in6_addr *address)
{
	struct in_addr v4;

	memcpy(&v4, address->s6_addr + 12, sizeof(v4));
	return v4;
}

static void map(struct in_addr v4, struct in6_addr *out)
{
	*out = (struct in6_addr){ .s6_addr = { [10] = 0xff, [11] = 0xff } };
	memcpy(out->s6_addr + 12, &v4, sizeof(v4));
}

void sys_pktinfo_put(WSAMSG *message, union sys_pktinfo_room *room, const struct sys_pktinfo *local)
{
	IN6_PKTINFO v6 = { local->address.v6, local->interface };
	IN_PKTINFO v4 = { local->address.v4, 0 };
	bool mapped = local->family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&local->address.v6);

	memset(room, 0, sizeof(*room));
	message->Control.buf = room->bytes;
	if (mapped)
		v4.ipi_addr = unmapped(&local->address.v6);
	if (mapped || local->family == AF_INET)
		put(message, IPPROTO_IP, IP_PKTINFO, &v4, sizeof(v4));
	else
		put(message, IPPROTO_IPV6, IPV6_PKTINFO, &v6, sizeof(v6));
}

/* As a mapped address where the sender's is one. */
static void get_v4(WSACMSGHDR *header, int family, struct sys_pktinfo *out_local)
{
	IN_PKTINFO info;

	memcpy(&info, data_of(header), sizeof(info));
	out_local->family = family;
	if (family == AF_INET6)
		map(info.ipi_addr, &out_local->address.v6);
	else
		out_local->address.v4 = info.ipi_addr;
}

/* Only a link-local address needs its interface to be told apart from another's (RFC 4007, 6). */
static void get_v6(WSACMSGHDR *header, struct sys_pktinfo *out_local)
{
	IN6_PKTINFO info;

	memcpy(&info, data_of(header), sizeof(info));
	out_local->family = AF_INET6;
	out_local->address.v6 = info.ipi6_addr;
	out_local->interface = IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr) ? info.ipi6_ifindex : 0;
}

/* Whether the header has all of its n bytes: what does not fit is cut (MSG_CTRUNC). */
static bool holds(const WSAMSG *message, WSACMSGHDR *header, size_t n)
{
	const char *end = message->Control.buf + message->Control.len;

	return header->cmsg_len >= (size_t)((char *)data_of(header) - (char *)header) + n &&
	       (size_t)(end - (const char *)data_of(header)) >= n;
}

void sys_pktinfo_get(WSAMSG *message, struct sys_pktinfo *out_local)
{
	*out_local = (struct sys_pktinfo){ .family = AF_UNSPEC };
	for (WSACMSGHDR *at = WSA_CMSG_FIRSTHDR(message); at != NULL; at = next(message, at)) {
		if (at->cmsg_level == IPPROTO_IP && at->cmsg_type == IP_PKTINFO &&
		    holds(message, at, sizeof(IN_PKTINFO)))
			get_v4(at, message->name->sa_family, out_local);
		if (at->cmsg_level == IPPROTO_IPV6 && at->cmsg_type == IPV6_PKTINFO &&
		    holds(message, at, sizeof(IN6_PKTINFO)))
			get_v6(at, out_local);
	}
}
