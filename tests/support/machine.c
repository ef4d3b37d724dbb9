/* SPDX-License-Identifier: Apache-2.0 */
/* A loopback interface for the tests, in a network namespace if the machine has none to offer. */
#include "support/machine.h"

#include <sched.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static bool can_bind(const struct sockaddr *addr, socklen_t len)
{
	int fd = socket(addr->sa_family, SOCK_DGRAM, 0);
	bool bound = fd != -1 && bind(fd, addr, len) == 0;

	if (fd != -1)
		close(fd);
	return bound;
}

/* An interface that is down has lost its IPv6 address, and IPv4 datagrams do not arrive. */
static bool has_loopback(void)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };

	v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return can_bind((const struct sockaddr *)&v4, sizeof(v4)) &&
	       can_bind((const struct sockaddr *)&v6, sizeof(v6));
}

static bool raise_loopback(void)
{
	struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	bool raised = fd != -1 && ioctl(fd, SIOCSIFFLAGS, &request) == 0;

	if (fd != -1)
		close(fd);
	return raised;
}

/* A user who is not root may do so in a user namespace, where the system allows those. */
const char *machine_prepare(void)
{
	if (has_loopback())
		return NULL;
	if (unshare(CLONE_NEWNET) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
		return "no loopback interface with IPv4 and IPv6, and no network of its own";
	if (!raise_loopback() || !has_loopback())
		return "no loopback interface with IPv4 and IPv6, not even in a network of its own";
	return NULL;
}
