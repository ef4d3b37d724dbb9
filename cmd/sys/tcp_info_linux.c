/* SPDX-License-Identifier: Apache-2.0 */
/* TCP_INFO of tcp(7), of which older kernels tell less. */
#include "cmd/sys/tcp_info.h"

#include <stddef.h>

#include "sys/net.h"

bool sys_tcp_info(int fd, struct sys_tcp_info *out)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) == -1 ||
	    len < offsetof(struct tcp_info, tcpi_total_retrans) + sizeof(info.tcpi_total_retrans))
		return false;
	*out = (struct sys_tcp_info){ info.tcpi_rtt, info.tcpi_snd_cwnd, info.tcpi_total_retrans };
	return true;
}
