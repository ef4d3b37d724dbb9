/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Thousands of dials that end in every way, a quarter of them freed or cancelled at a random
 * moment: no descriptor, no thread and no memory is left. usage: dial_dial_soak_test [SEED [DIALS]]
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
static int dials = DIALS;
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

enum end { CONNECTED, REJECTED, REFUSED, OUT_OF_TIME, CANCELLED, NOWHERE, FREED, ENDS };

static const char *const end_names[ENDS] = { "connected", "rejected", "refused", "out of time",
	"cancelled", "no address", "freed" };
static int ends[ENDS];
static int cancel[2];

static enum end end_of(int err)
{
	switch (err) {
	case ECONNREFUSED:
		return REFUSED;
	case ETIMEDOUT:
		return OUT_OF_TIME;
	case ECANCELED:
		return CANCELLED;
	default:
		CHECK(err == ENOENT || err == EAGAIN);
		return NOWHERE;
	}
}

/* Who has a connection may reject it, and then there may be another. */
static enum end take(biosock_dialer *d)
{
	int r = 1;

	while (r == 1) {
		peer_close(biosock_dialer_take(d, NULL), -1, -1);
		if (any(2) == 0)
			return CONNECTED;
		CHECK_INT(biosock_dialer_reject(d, EPROTO), 1);
		r = biosock_dialer_step(d);
	}
	return REJECTED;
}

static void wait_once(biosock_dialer *d, bool by_descriptor)
{
	struct pollfd one = { .fd = -1, .events = POLLIN };

	if (by_descriptor)
		one.fd = biosock_dialer_fd(d);
	CHECK(by_descriptor ? poll(&one, 1, 20000) == 1 : network_wait(d) >= 0);
}

/* `moment`: before this step it is let go or, with `cancels`, cancelled. */
static enum end run(biosock_dialer *d, int moment, bool cancels)
{
	bool by_descriptor = any(4) == 0 && biosock_dialer_fd(d) != -1;
	int r = 0;

	for (int i = 0; r == 0; i++) {
		if (i == moment && !cancels)
			return FREED;
		if (i == moment)
			CHECK_INT(write(cancel[1], "x", 1), 1);
		r = biosock_dialer_step(d);
		if (r == 0)
			wait_once(d, by_descriptor);
	}
	return r == 1 ? take(d) : end_of(errno);
}

/* Half of them are to be cut short, of which half are not at their own end by then. */
static void dial_once(int least_ms)
{
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;
	int moment = any(2) ? any(3) : -1;
	bool cancels = moment != -1 && any(2);
	struct pollfd cancelled = { .fd = cancel[0], .events = POLLIN };
	biosock_dialer *d;
	char byte;

	options.timeout_ms = least_ms + any(4);
	options.attempt_ms = 10;
	options.resolution_ms = any(3);
	options.cancel_fd = cancels ? cancel[0] : -1;
	d = begin(&options);
	ends[run(d, moment, cancels)]++;
	biosock_dialer_free(d);
	ERR_clear_error();
	if (poll(&cancelled, 1, 0) == 1)
		CHECK_INT(read(cancel[0], &byte, 1), 1);
}

static bool all_have_come(void)
{
	for (int i = 0; i < ENDS; i++) {
		if (ends[i] == 0)
			return false;
	}
	return true;
}

static void drain(int listener)
{
	struct pollfd one = { .fd = listener, .events = POLLIN };

	while (listener != -1 && poll(&one, 1, 0) == 1)
		peer_close(accept(listener, NULL, NULL), -1, -1);
}

static void until_all_is_as_it_was(int descriptors, long held, int threads)
{
	for (int i = 0; i < 50000; i++) {
		network_release();
		if (network_descriptors() == descriptors && memory_held == held &&
		    network_threads() <= threads)
			break;
		usleep(100);
	}
	CHECK(network_threads() <= threads);
	CHECK_INT(network_descriptors(), descriptors);
	CHECK_INT(memory_held, held);
}

static void nothing_is_left(void)
{
	int filler, full = peer_full(AF_INET, &silent, &filler), descriptors, threads;
	long held;

	network_listen(&there);
	network_refuse(&refusing);
	network_pipe(cancel);
	descriptors = network_descriptors();
	threads = network_threads_at_rest();
	held = memory_held;
	for (int i = 0; i < dials && contract_failures() == 0; i++) {
		dial_once(0);
		drain(there.v4);
		drain(there.v6);
		if (i % 16 == 0)
			network_release();
	}
	/* To a slow machine all that is not at once is out of time. */
	for (int i = 0; i < dials && !all_have_come(); i++)
		dial_once(50);
	until_all_is_as_it_was(descriptors, held, threads);
	for (int i = 0; i < ENDS; i++) {
		printf("%s %d%s", end_names[i], ends[i], i + 1 < ENDS ? ", " : "\n");
		CHECK(ends[i] > 0);
	}
	network_close(&there);
	network_close(&refusing);
	peer_close(full, filler, -1);
	peer_close(cancel[0], cancel[1], -1);
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
	if (argc > 2)
		dials = atoi(argv[2]);
	return contract_main("dial soak", cases, sizeof(cases) / sizeof(cases[0]));
}
