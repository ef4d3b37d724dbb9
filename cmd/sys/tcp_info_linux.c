/* SPDX-License-Identifier: Apache-2.0 */
/* TCP_INFO of tcp(7), and what the kernel tells of Multipath TCP, since 5.16. */
#include "cmd/sys/tcp_info.h"

#include <stddef.h>
#include <stdint.h>

#include "sys/net.h"

/* <linux/mptcp.h> has these, and not every machine has that. */
enum { OF_MULTIPATH = 284, MULTIPATH_INFO = 1, PROTOCOL_MULTIPATH = 262, FLAG_FELL_BACK = 1 };

/* The beginning of struct mptcp_info. */
struct multipath_info {
	uint8_t counts[6];
	uint32_t flags;
};

enum sys_multipath_use sys_multipath_use(int fd)
{
	struct multipath_info info = { { 0 }, 0 };
	int protocol = 0;
	socklen_t len = sizeof(protocol);

	if (getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &len) == -1 ||
	    protocol != PROTOCOL_MULTIPATH)
		return SYS_MULTIPATH_NONE;
	len = sizeof(info);
	if (getsockopt(fd, OF_MULTIPATH, MULTIPATH_INFO, &info, &len) == 0 &&
	    (info.flags & FLAG_FELL_BACK) == 0)
		return SYS_MULTIPATH_USED;
	return SYS_MULTIPATH_FELL_BACK;
}

/* Older kernels tell less. */
bool sys_tcp_info(int fd, struct sys_tcp_info *out)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) == -1 ||
	    len < offsetof(struct tcp_info, tcpi_total_retrans) + sizeof(info.tcpi_total_retrans))
		return false;
	*out = (struct sys_tcp_info){
		.rtt_us = info.tcpi_rtt,
		.cwnd = info.tcpi_snd_cwnd,
		.mss = info.tcpi_snd_mss,
		.retransmits = info.tcpi_total_retrans,
	};
	return true;
}

/* The state is first: all who tell anything tell it. */
bool sys_tcp_waits_for_data(int fd)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);

	return getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) == 0 &&
	       info.tcpi_state == TCP_SYN_SENT;
}
