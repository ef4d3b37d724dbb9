/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fast Open on macOS 10.11: connectx(2) defers the connect to the first write, TCP_FASTOPEN
 * listens; the bits of net.inet.tcp.fastopen switch each on.
 */
#include "sys/fastopen.h"

#include <errno.h>
#include <stddef.h>

#include "sys/calls.h"
#include "sys/connect_bsd.h"
#include "sys/fastopen_darwin.h"
#include "sys/stream.h"
#include "sys/tcp_socket.h"
#include "sys/tunable.h"

/* Whether the system has Fast Open switched on for one end. errno and *out_call if not. */
static enum sys_fastopen switched_on(int end, const char **out_call)
{
	int bits;

	*out_call = "sysctlbyname";
	if (!sys_tunable("net.inet.tcp.fastopen", &bits))
		return SYS_FASTOPEN_UNSUPPORTED;
	if ((bits & end) != 0)
		return SYS_FASTOPEN_ON;
	errno = EOPNOTSUPP;
	return SYS_FASTOPEN_DISABLED;
}

/* Nothing is set on the socket; connectx() is told. */
enum sys_fastopen sys_fastopen_enable(int fd, const char **out_call)
{
	*out_call = "getsockopt";
	return sys_is_tcp(fd) ? switched_on(SYS_DARWIN_FASTOPEN_CLIENT, out_call)
	                      : SYS_FASTOPEN_FAILED;
}

/*
 * It returns 0 at once: the SYN leaves with the first bytes written, or when something is to be
 * read. Idempotent: that the bytes may arrive twice was accepted by asking for Fast Open (RFC 7413,
 * 2.1). Other families have no such connect.
 */
int sys_fastopen_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	sa_endpoints_t ends = { .sae_dstaddr = addr, .sae_dstaddrlen = len };

	if (addr->sa_family != AF_INET && addr->sa_family != AF_INET6)
		return sys_connect(fd, addr, len);
	if (connectx(fd, &ends, SAE_ASSOCID_ANY,
	        CONNECT_DATA_IDEMPOTENT | CONNECT_RESUME_ON_READ_WRITE, NULL, 0, NULL, NULL) == 0)
		return 0;
	return sys_connect_failed(fd, addr);
}

bool sys_fastopen_sends(void)
{
	return true;
}

bool sys_fastopen_connects_bare(void)
{
	return false;
}

/* EISCONN: somebody has connected the socket before. */
ssize_t sys_fastopen_send(
    int fd, const void *bytes, size_t n, const struct sockaddr *addr, socklen_t len, bool may_wait)
{
	(void)may_wait;
	if (sys_fastopen_connect(fd, addr, len) == -1 && errno != EISCONN)
		return -1;
	return sys_stream_send(fd, bytes, n);
}

/* Only a socket that listens already takes it. */
enum sys_fastopen sys_fastopen_listen(int fd, const char **out_call)
{
	enum sys_fastopen on = switched_on(SYS_DARWIN_FASTOPEN_SERVER, out_call);

	if (on != SYS_FASTOPEN_ON || sys_set_option(fd, IPPROTO_TCP, TCP_FASTOPEN, 1) == 0)
		return on;
	*out_call = "setsockopt";
	return SYS_FASTOPEN_FAILED;
}
