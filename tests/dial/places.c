/* SPDX-License-Identifier: Apache-2.0 */
#include "dial/places.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "support/contract.h"

static unsigned seed;

void places_begin(void)
{
	seed = (unsigned)time(NULL);
	printf("seed %u\n", seed);
}

unsigned places_any(unsigned below)
{
	seed = seed * 1103515245U + 12345U;
	return (seed >> 16) % below;
}

struct places places_listen(void)
{
	static const int families[] = { AF_INET, AF_INET, AF_INET6, AF_UNIX };
	struct places p = { .n = 0 };

	for (int i = 0; i < PLACES; i++) {
		int fd = peer_listen(families[i], PLACES_BACKLOG, &p.at[p.n]);

		if (fd != -1)
			p.socks[p.n++] = fd;
	}
	CHECK(p.n >= 2);
	return p;
}

void places_leave(const struct places *p)
{
	for (int i = 0; i < p->n; i++) {
		if (p->at[i].sa.sa_family == AF_UNIX)
			unlink(p->at[i].un.sun_path);
		peer_close(p->socks[i], -1, -1);
	}
}

int places_dial(const union peer_addr *to)
{
	const struct linger reset = { 1, 0 };
	int fd = peer_dial(to);

	if (fd != -1 && to->sa.sa_family != AF_UNIX)
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
	return fd;
}
