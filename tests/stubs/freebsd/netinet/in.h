/* SPDX-License-Identifier: Apache-2.0 */
/* FreeBSD's internet addresses and options: inet(4), ip(4), ip6(4). */
#ifndef STUBS_FREEBSD_NETINET_IN_H
#define STUBS_FREEBSD_NETINET_IN_H

#include <sys/types.h>

/* It declares no more of sockets: who wants AF_INET includes sys/socket.h. */
typedef uint8_t sa_family_t;
typedef uint32_t in_addr_t;
typedef uint16_t in_port_t;

#define IPPROTO_IP      0
#define IPPROTO_ICMP    1
#define IPPROTO_TCP     6
#define IPPROTO_UDP     17
#define IPPROTO_IPV6    41
#define IPPROTO_ICMPV6  58
#define IPPROTO_SCTP    132
#define IPPROTO_UDPLITE 136
#define IPPROTO_RAW     255

#ifndef STUBS_FREEBSD_IN_ADDR
#define STUBS_FREEBSD_IN_ADDR
struct in_addr {
	in_addr_t s_addr;
};
#endif

struct sockaddr_in {
	uint8_t sin_len;
	sa_family_t sin_family;
	in_port_t sin_port;
	struct in_addr sin_addr;
	char sin_zero[8];
};

struct in6_addr {
	union {
		uint8_t stub_u8[16];
		uint32_t stub_u32[4];
	} stub_u6;
};
#define s6_addr stub_u6.stub_u8

/* RFC 3493, 3.4: there is a sin6_len. */
#define SIN6_LEN

struct sockaddr_in6 {
	uint8_t sin6_len;
	sa_family_t sin6_family;
	in_port_t sin6_port;
	uint32_t sin6_flowinfo;
	struct in6_addr sin6_addr;
	uint32_t sin6_scope_id;
};

struct in6_pktinfo {
	struct in6_addr ipi6_addr;
	unsigned int ipi6_ifindex;
};

struct ip6_mtuinfo {
	struct sockaddr_in6 ip6m_addr;
	uint32_t ip6m_mtu;
};

struct ip_mreq {
	struct in_addr imr_multiaddr, imr_interface;
};

#define INADDR_ANY       ((in_addr_t)0x00000000)
#define INADDR_LOOPBACK  ((in_addr_t)0x7f000001)
#define INADDR_BROADCAST ((in_addr_t)0xffffffff)
#define INADDR_NONE      ((in_addr_t)0xffffffff)
#define INET_ADDRSTRLEN  16
#define INET6_ADDRSTRLEN 46
extern const struct in6_addr in6addr_any, in6addr_loopback;
#define IN6ADDR_ANY_INIT                                                                           \
	{                                                                                          \
		{                                                                                  \
			{                                                                          \
				0                                                                  \
			}                                                                          \
		}                                                                                  \
	}
#define IN6ADDR_LOOPBACK_INIT                                                                      \
	{                                                                                          \
		{                                                                                  \
			{                                                                          \
				0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1                     \
			}                                                                          \
		}                                                                                  \
	}

/* RFC 3493, 6.4. */
#define IN6_IS_ADDR_UNSPECIFIED(a)                                                                 \
	(((a)->stub_u6.stub_u32[0] | (a)->stub_u6.stub_u32[1] | (a)->stub_u6.stub_u32[2] |         \
	     (a)->stub_u6.stub_u32[3]) == 0)
#define IN6_IS_ADDR_LOOPBACK(a)                                                                    \
	(((a)->stub_u6.stub_u32[0] | (a)->stub_u6.stub_u32[1] | (a)->stub_u6.stub_u32[2]) == 0 &&  \
	    (a)->stub_u6.stub_u32[3] == __builtin_bswap32(1))
#define IN6_IS_ADDR_V4MAPPED(a)                                                                    \
	(((a)->stub_u6.stub_u32[0] | (a)->stub_u6.stub_u32[1]) == 0 &&                             \
	    (a)->stub_u6.stub_u32[2] == __builtin_bswap32(0xffff))
#define IN6_IS_ADDR_LINKLOCAL(a)                                                                   \
	((a)->stub_u6.stub_u8[0] == 0xfe && ((a)->stub_u6.stub_u8[1] & 0xc0) == 0x80)
#define IN6_IS_ADDR_MULTICAST(a) ((a)->stub_u6.stub_u8[0] == 0xff)
#define IN6_IS_ADDR_MC_NODELOCAL(a)                                                                \
	(IN6_IS_ADDR_MULTICAST(a) && ((a)->stub_u6.stub_u8[1] & 0xf) == 1)
#define IN6_IS_ADDR_MC_LINKLOCAL(a)                                                                \
	(IN6_IS_ADDR_MULTICAST(a) && ((a)->stub_u6.stub_u8[1] & 0xf) == 2)

#define IP_TOS            3
#define IP_TTL            4
#define IP_RECVDSTADDR    7
#define IP_SENDSRCADDR    IP_RECVDSTADDR
#define IP_DONTFRAG       67

#define IPV6_UNICAST_HOPS 4
#define IPV6_V6ONLY       27
#define IPV6_RECVPKTINFO  36
#define IPV6_USE_MIN_MTU  42
#define IPV6_RECVPATHMTU  43
#define IPV6_PATHMTU      44
#define IPV6_PKTINFO      46
#define IPV6_DONTFRAG     62

uint32_t htonl(uint32_t);
uint16_t htons(uint16_t);
uint32_t ntohl(uint32_t);
uint16_t ntohs(uint16_t);

#endif
