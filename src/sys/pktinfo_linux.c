/* SPDX-License-Identifier: Apache-2.0 */
/* Local addresses by IP_PKTINFO of ip(7), and by RFC 3542 for IPv6. */
#include "sys/pktinfo.h"

#include <errno.h>
#include <string.h>

_Static_assert(sizeof(union sys_pktinfo_room) >= CMSG_SPACE(sizeof(struct in6_pktinfo)), "room");

/* An IPv6 socket's IPv4 datagrams are told of as mapped IPv6 addresses. */
static const struct option {
	int family, level, name;
} options[] = {
	{ AF_INET, IPPROTO_IP, IP_PKTINFO },
	{ AF_INET6, IPPROTO_IPV6, IPV6_RECVPKTINFO },
};

static const struct option *option_of(int family)
{
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (options[i].family == family)
			return &options[i];
	return NULL;
}

bool sys_pktinfo_supported(int family)
{
	return option_of(family) != NULL;
}

int sys_pktinfo_enable(int fd, int family, int on)
{
	const struct option *option = option_of(family);
	int value = on != 0;

	if (option == NULL) {
		errno = ENOPROTOOPT;
		return -1;
	}
	return setsockopt(fd, option->level, option->name, &value, sizeof(value));
}

static void put(struct msghdr *message, int level, int type, const void *info, size_t n)
{
	struct cmsghdr *header;

	message->msg_controllen = CMSG_SPACE(n);
	header = CMSG_FIRSTHDR(message);
	header->cmsg_level = level;
	header->cmsg_type = type;
	header->cmsg_len = CMSG_LEN(n);
	memcpy(CMSG_DATA(header), info, n);
}

void sys_pktinfo_put(
    struct msghdr *message, union sys_pktinfo_room *room, const struct sys_pktinfo *local)
{
	struct in_pktinfo v4 = { .ipi_spec_dst = local->address.v4 };
	struct in6_pktinfo v6 = { local->address.v6, local->interface };

	memset(room, 0, sizeof(*room));
	message->msg_control = room;
	if (local->family == AF_INET)
		put(message, IPPROTO_IP, IP_PKTINFO, &v4, sizeof(v4));
	else
		put(message, IPPROTO_IPV6, IPV6_PKTINFO, &v6, sizeof(v6));
}

static void get_v4(const struct cmsghdr *header, struct sys_pktinfo *out_local)
{
	struct in_pktinfo info;

	memcpy(&info, CMSG_DATA(header), sizeof(info));
	out_local->family = AF_INET;
	out_local->address.v4 = info.ipi_addr;
}

/* Only a link-local address needs its interface to be told apart from another's (RFC 4007, 6). */
static void get_v6(const struct cmsghdr *header, struct sys_pktinfo *out_local)
{
	struct in6_pktinfo info;

	memcpy(&info, CMSG_DATA(header), sizeof(info));
	out_local->family = AF_INET6;
	out_local->address.v6 = info.ipi6_addr;
	out_local->interface = IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr) ? info.ipi6_ifindex : 0;
}

void sys_pktinfo_get(struct msghdr *message, struct sys_pktinfo *out_local)
{
	*out_local = (struct sys_pktinfo){ .family = AF_UNSPEC };
	for (struct cmsghdr *at = CMSG_FIRSTHDR(message); at != NULL;
	     at = CMSG_NXTHDR(message, at)) {
		if (at->cmsg_level == IPPROTO_IP && at->cmsg_type == IP_PKTINFO)
			get_v4(at, out_local);
		if (at->cmsg_level == IPPROTO_IPV6 && at->cmsg_type == IPV6_PKTINFO)
			get_v6(at, out_local);
	}
}
