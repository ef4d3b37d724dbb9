/* SPDX-License-Identifier: Apache-2.0 */
#include "support/half_dead.h"

#include <netdb.h>
#include <stdio.h>

#include <arpa/inet.h>

#include "support/contract.h"
#include "support/peer.h"

/* In the order that a lookup has them. */
static void find_families(int out_families[2])
{
	const struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };
	struct addrinfo *list = NULL;
	int n = 0;

	CHECK_INT(getaddrinfo(NULL, "1", &hints, &list), 0);
	for (const struct addrinfo *at = list; at != NULL && n < 2; at = at->ai_next)
		out_families[n++] = at->ai_family;
	freeaddrinfo(list);
	if (n < 2 || out_families[0] == out_families[1])
		contract_skip("this machine has one address only");
}

static int listen_at(int family, in_port_t port)
{
	union peer_addr at;
	int fd = peer_socket(family, SOCK_STREAM), on = 1;

	peer_loopback(family, &at);
	if (family == AF_INET6) {
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
		at.v6.sin6_port = port;
	} else {
		at.v4.sin_port = port;
	}
	if (fd != -1 && bind(fd, &at.sa, peer_len(&at)) == 0 && listen(fd, 64) == 0)
		return fd;
	peer_close(fd, -1, -1);
	return -1;
}

void half_dead_open(struct half_dead *place)
{
	union peer_addr at;
	int families[2];

	find_families(families);
	place->alive_family = families[1];
	for (int i = 0; i < 50; i++) {
		place->dead = peer_full(families[0], &at, &place->filler);
		place->alive = listen_at(families[1], peer_port(&at));
		snprintf(place->service, sizeof(place->service), "%d", ntohs(peer_port(&at)));
		if (place->dead != -1 && place->alive != -1)
			return;
		peer_close(place->dead, place->filler, place->alive);
	}
	contract_skip("no port is free in both families");
}

void half_dead_close(const struct half_dead *place)
{
	peer_close(place->dead, place->filler, place->alive);
}
