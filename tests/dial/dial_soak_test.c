/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Thousands of dials that end in every way, a quarter of them freed or cancelled at a random
 * moment: no descriptor and no memory is left. usage: dial_dial_soak_test [SEED]
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/err.h>

#include "dial/network.h"
#include "support/contract.h"
#include "support/memory.h"
#include "support/peer.h"

#ifndef DIALS
#define DIALS 10000
#endif

static unsigned int seed = 1;
static struct network_port there, refusing;
static union peer_addr silent;

static int any(int below)
{
	seed = seed * 1103515245u + 12345u;
	return (int)(seed >> 16 & 0x7fff) % below;
}

static biosock_dialer *begin(const biosock_dial_options *options)
{
	static const char *const answers[] = { "", "again", "hang", "hang 127.0.0.1", "127.0.0.1",
		"127.0.0.2 127.0.0.1", "::1" };
	const char *port = any(2) ? there.text : refusing.text;
	biosock_dialer *d;

	if (any(3) == 0)
		return biosock_dialer_new(any(2) ? "127.0.0.1" : "::1", port, options);
	if (any(3) == 0) {
		d = biosock_dialer_new(NULL, NULL, options);
		biosock_dialer_add(d, peer_bio(&silent));
		biosock_dialer_no_more(d, any(2) ? AF_UNSPEC : AF_INET);
		return d;
	}
	network_answers(any(2) ? answers[any(4)] : answers[6], answers[any(6)]);
	return biosock_dialer_new("name.example", port, options);
}

/* Some of them are let go in the middle. */
static void run(biosock_dialer *d)
{
	int steps = any(4) == 0 ? any(6) : 1000, r = 0;
	bool by_descriptor = any(4) == 0 && biosock_dialer_fd(d) != -1;

	for (int i = 0; i < steps && (r = biosock_dialer_step(d)) == 0; i++) {
		struct pollfd list[8] = { { .fd = -1 } };
		size_t n = biosock_dialer_pollfds(d, list, 8);

		if (by_descriptor) {
			list[0] = (struct pollfd){ .fd = biosock_dialer_fd(d), .events = POLLIN };
			n = 1;
		}
		CHECK(poll(list, (nfds_t)n, by_descriptor ? 5000 : biosock_dialer_timeout(d)) >= 0);
	}
	while (r == 1) {
		peer_close(biosock_dialer_take(d, NULL), -1, -1);
		r = any(2) && biosock_dialer_reject(d, EPROTO) ? biosock_dialer_step(d) : 0;
	}
}

static void drain(int listener)
{
	struct pollfd one = { .fd = listener, .events = POLLIN };

	while (listener != -1 && poll(&one, 1, 0) == 1)
		peer_close(accept(listener, NULL, NULL), -1, -1);
}

static void until_all_is_as_it_was(int descriptors, long held)
{
	for (int i = 0; i < 50000; i++) {
		network_release();
		if (network_descriptors() == descriptors && memory_held == held)
			break;
		usleep(100);
	}
	CHECK_INT(network_descriptors(), descriptors);
	CHECK_INT(memory_held, held);
}

static void nothing_is_left(void)
{
	int ends[2], filler, full = peer_full(AF_INET, &silent, &filler), descriptors;
	long held;

	network_listen(&there);
	network_refuse(&refusing);
	CHECK_INT(pipe(ends), 0);
	descriptors = network_descriptors();
	held = memory_held;
	for (int i = 0; i < DIALS && contract_failures() == 0; i++) {
		biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;
		biosock_dialer *d;

		options.timeout_ms = any(4);
		options.attempt_ms = 10;
		options.resolution_ms = any(3);
		options.cancel_fd = any(8) == 0 ? ends[0] : -1;
		d = begin(&options);
		if (options.cancel_fd != -1 && any(2))
			CHECK_INT(write(ends[1], "x", 1), 1);
		run(d);
		biosock_dialer_free(d);
		ERR_clear_error();
		drain(there.v4);
		drain(there.v6);
		if (i % 16 == 0)
			network_release();
	}
	until_all_is_as_it_was(descriptors, held);
	network_close(&there);
	network_close(&refusing);
	peer_close(full, filler, -1);
	peer_close(ends[0], ends[1], -1);
}

static const struct contract_case cases[] = {
	{ "nothing is left", nothing_is_left, 0, 0 },
};

int main(int argc, char **argv)
{
	if (!memory_watch())
		return 1;
	if (argc > 1)
		seed = (unsigned int)atoi(argv[1]);
	return contract_main("dial soak", cases, sizeof(cases) / sizeof(cases[0]));
}
