/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_listen() in a network of the test's own, where ports are few. */
#include <stddef.h>
#include <sys/resource.h>

#include <biosock.h>
#include <openssl/bio.h>

#include "support/contract.h"
#include "support/netns.h"
#include "support/peer.h"
#include "support/system.h"

enum { ROOM = 8, TAKEN = 9000, ROUNDS = 2000 };

static void close_all(const int *socks, int n)
{
	for (int i = 0; i < n; i++)
		peer_close(socks[i], -1, -1);
}

static in_port_t port_of(int fd)
{
	union peer_addr at;

	return peer_name(fd, &at) == 0 ? peer_port(&at) : 0;
}

/* Without the right to more descriptors, as many as there may be. */
static int take_ports(int *taken, int most)
{
	struct rlimit limit = { TAKEN + 200, TAKEN + 200 };
	union peer_addr any;
	int n = 0;

	if (setrlimit(RLIMIT_NOFILE, &limit) == -1)
		most = 300;
	peer_wildcard(AF_INET, 0, &any);
	for (; n < most; n++) {
		taken[n] = peer_socket(AF_INET, SOCK_STREAM);
		if (taken[n] == -1 || bind(taken[n], &any.sa, peer_len(&any)) == -1)
			break;
	}
	return n;
}

static void rounds_of_port_0(void)
{
	static int taken[TAKEN];
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;
	int n = take_ports(taken, TAKEN), socks[ROOM];

	options.flags = BIO_SOCK_V6_ONLY;
	CHECK(n >= 100);
	for (int i = 0; i < ROUNDS; i++) {
		if (!CHECK_INT(biosock_listen(NULL, "0", &options, socks, ROOM), 2))
			break;
		CHECK_INT(port_of(socks[0]), port_of(socks[1]));
		close_all(socks, 2);
	}
	CHECK_ERRORS("-");
	close_all(taken, n);
}

static void port_0_is_one_port_among_thousands_that_are_taken(void)
{
	system_need_family(AF_INET6);
	netns_run(rounds_of_port_0);
}

static const struct contract_case cases[] = {
	{ "port 0 is one port among thousands that are taken",
	    port_0_is_one_port_among_thousands_that_are_taken, 0, 0 },
};

int main(void)
{
	return contract_main("listen_ports", cases, sizeof(cases) / sizeof(cases[0]));
}
