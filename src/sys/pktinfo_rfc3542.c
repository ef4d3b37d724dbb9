/* SPDX-License-Identifier: Apache-2.0 */
/* Local addresses by RFC 3542, and for IPv4, which has no such standard, by what the system has. */
#include "sys/datagram_message.h"

#include <errno.h>
#include <string.h>

#ifdef IP_SENDSRCADDR /* BSD, ip(4): the address alone */
enum { V4_RECEIVE = IP_RECVDSTADDR, V4_RECEIVED = IP_RECVDSTADDR, V4_SEND = IP_SENDSRCADDR };
typedef struct in_addr v4_info;

static v4_info v4_sent_from(struct in_addr address)
{
	return address;
}

static struct in_addr v4_received_at(v4_info info)
{
	return info;
}
#else /* Linux, ip(7), and macOS: with its interface */
enum { V4_RECEIVE = IP_PKTINFO, V4_RECEIVED = IP_PKTINFO, V4_SEND = IP_PKTINFO };
typedef struct in_pktinfo v4_info;

static v4_info v4_sent_from(struct in_addr address)
{
	return (v4_info){ .ipi_spec_dst = address };
}

static struct in_addr v4_received_at(v4_info info)
{
	return info.ipi_addr;
}
#endif

_Static_assert(sizeof(union sys_pktinfo_room) >=
                   CMSG_SPACE(sizeof(struct in6_pktinfo)) + CMSG_SPACE(sizeof(v4_info)),
    "room");

/*
 * An IPv6 socket's IPv4 datagrams are told of as mapped IPv6 addresses (not by NetBSD, which has no
 * word of theirs).
 */
static const struct option {
	int family, level, name;
} options[] = {
	{ AF_INET, IPPROTO_IP, V4_RECEIVE },
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

/* Behind what is there already. */
static void put(struct msghdr *message, int level, int type, const void *info, size_t n)
{
	struct cmsghdr *header =
	    (void *)((char *)message->msg_control + (size_t)message->msg_controllen);

	message->msg_controllen += (socklen_t)CMSG_SPACE(n);
	header->cmsg_level = level;
	header->cmsg_type = type;
	header->cmsg_len = (socklen_t)CMSG_LEN(n);
	memcpy(CMSG_DATA(header), info, n);
}

static void put_v4(struct msghdr *message, struct in_addr address)
{
	v4_info info = v4_sent_from(address);

	put(message, IPPROTO_IP, V4_SEND, &info, sizeof(info));
}

/* The last four bytes of a mapped address. */
static struct in_addr unmapped(const struct in6_addr *address)
{
	struct in_addr v4;

	memcpy(&v4, address->s6_addr + 12, sizeof(v4));
	return v4;
}

/*
 * An IPv6 socket's datagram to an IPv4 peer is sent by the kernel's IPv4, which on macOS and older
 * FreeBSD and Linux passes over what is said of IPv6; and IPv6 over what is said of IPv4. So a
 * mapped address is said in both ways: either it is heeded, or it is an error.
 */
void sys_pktinfo_put(
    struct msghdr *message, union sys_pktinfo_room *room, const struct sys_pktinfo *local)
{
	struct in6_pktinfo v6 = { local->address.v6, local->interface };

	memset(room, 0, sizeof(*room));
	message->msg_control = room;
	message->msg_controllen = 0;
	if (local->family == AF_INET) {
		put_v4(message, local->address.v4);
		return;
	}
	put(message, IPPROTO_IPV6, IPV6_PKTINFO, &v6, sizeof(v6));
	if (IN6_IS_ADDR_V4MAPPED(&local->address.v6))
		put_v4(message, unmapped(&local->address.v6));
}

static void get_v4(const struct cmsghdr *header, struct sys_pktinfo *out_local)
{
	v4_info info;

	memcpy(&info, CMSG_DATA(header), sizeof(info));
	out_local->family = AF_INET;
	out_local->address.v4 = v4_received_at(info);
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

/* musl's macro mixes signed and unsigned lengths. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wsign-compare"
static struct cmsghdr *next(struct msghdr *message, struct cmsghdr *header)
{
	return CMSG_NXTHDR(message, header);
}
#pragma GCC diagnostic pop

/*
 * Whether the header has n bytes, and all that it says it has: the kernel cuts the last one when
 * there is no room (MSG_CTRUNC), and says so in its length, or only in that of the whole.
 */
static bool holds(const struct msghdr *message, const struct cmsghdr *header, size_t n)
{
	const char *end = (const char *)message->msg_control + message->msg_controllen;

	return header->cmsg_len >= CMSG_LEN(n) &&
	       header->cmsg_len <= (size_t)(end - (const char *)header);
}

static bool is_v4(const struct msghdr *message, const struct cmsghdr *header)
{
	return header->cmsg_level == IPPROTO_IP && header->cmsg_type == V4_RECEIVED &&
	       holds(message, header, sizeof(v4_info));
}

static bool is_v6(const struct msghdr *message, const struct cmsghdr *header)
{
	return header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO &&
	       holds(message, header, sizeof(struct in6_pktinfo));
}

void sys_pktinfo_get(struct msghdr *message, struct sys_pktinfo *out_local)
{
	*out_local = (struct sys_pktinfo){ .family = AF_UNSPEC };
	for (struct cmsghdr *at = CMSG_FIRSTHDR(message); at != NULL; at = next(message, at)) {
		if (is_v4(message, at))
			get_v4(at, out_local);
		if (is_v6(message, at))
			get_v6(at, out_local);
	}
}
