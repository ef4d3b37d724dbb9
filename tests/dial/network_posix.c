/* SPDX-License-Identifier: Apache-2.0 */
/* What of the network for dials POSIX has a way of its own for. */
#include <ifaddrs.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include "dial/network.h"
#include "support/contract.h"
#include "support/interpose.h"

int INTERPOSED(getifaddrs)(struct ifaddrs **out)
{
	static struct sockaddr_in6 addr = { .sin6_family = AF_INET6,
		.sin6_addr.s6_addr = { 0x20, 0x01, 0x0d, 0xb8 } };
	static struct ifaddrs one_of_v6 = { .ifa_addr = (struct sockaddr *)&addr };

	*out = network_has_v6 ? &one_of_v6 : NULL;
	return 0;
}

void INTERPOSED(freeifaddrs)(struct ifaddrs *list)
{
	(void)list;
}

int network_wait(biosock_dialer *dialer)
{
	struct pollfd list[16];
	size_t n = biosock_dialer_pollfds(dialer, list, 16);

	CHECK(n <= 16);
	return poll(list, (nfds_t)n, biosock_dialer_timeout(dialer));
}

bool network_has_keepalive_times(void)
{
	return true;
}

static int copy(void)
{
	return fork();
}

/* Undisturbed, lest one of the threads that a child lacks have what it needs to ask. */
int network_fork(void)
{
	return network_undisturbed(copy);
}

int network_threads(void)
{
	FILE *in = fopen("/proc/self/status", "r");
	char line[256];
	int n = -1;

	while (in != NULL && fgets(line, sizeof(line), in) != NULL)
		(void)sscanf(line, "Threads: %d", &n);
	if (in != NULL)
		fclose(in);
	return n;
}
