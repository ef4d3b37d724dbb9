/* SPDX-License-Identifier: Apache-2.0 */
/* Whether WSASendMsg() does what its ancillary data say: Wine's does not look at them. */
#include <posix.h>
#include <stdbool.h>

#include <mswsock.h>

#include "support/system.h"
#include "support/windows/real.h"

static struct sockaddr_in local(u_long host)
{
	struct sockaddr_in addr = { .sin_family = AF_INET };

	addr.sin_addr.s_addr = htonl(host);
	return addr;
}

/* One byte to `to`, from 127.0.0.2. */
static void send_from(int fd, struct sockaddr_in *to)
{
	struct {
		WSACMSGHDR head;
		IN_PKTINFO info;
	} control = { .head = { .cmsg_len = sizeof(control),
		          .cmsg_level = IPPROTO_IP,
		          .cmsg_type = IP_PKTINFO },
		.info = { .ipi_addr = local(INADDR_LOOPBACK + 1).sin_addr } };
	WSABUF byte = { .len = 1, .buf = (char[]){ 'x' } };
	WSAMSG message = { .name = (struct sockaddr *)to,
		.namelen = sizeof(*to),
		.lpBuffers = &byte,
		.dwBufferCount = 1,
		.Control = { .len = sizeof(control), .buf = (char *)&control } };

	posix_sendmsg(fd, &message, 0);
}

bool system_sends_from(void)
{
	struct sockaddr_in to = local(INADDR_LOOPBACK), from = local(0);
	int in = posix_socket(AF_INET, SOCK_DGRAM, 0), out = posix_socket(AF_INET, SOCK_DGRAM, 0);
	int len = sizeof(to);
	char byte;

	posix_bind(in, (struct sockaddr *)&to, len);
	posix_getsockname(in, (struct sockaddr *)&to, &len);
	send_from(out, &to);
	posix_recvfrom(in, &byte, 1, MSG_DONTWAIT, (struct sockaddr *)&from, &len);
	posix_close(in);
	posix_close(out);
	return from.sin_addr.s_addr == htonl(INADDR_LOOPBACK + 1);
}
