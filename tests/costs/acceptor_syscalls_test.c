/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an acceptor costs in system calls: those of a loop of epoll_wait() and accept4(), and none
 * besides. Where nothing is to be waited for, the queue of an only listener is all that is asked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <sys/epoll.h>
#include <sys/socket.h>

#include <biosock.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/syscalls.h"

enum { WAITING = 20, BATCH = 8 };

static int listener_with_clients(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, WAITING, &at);

	for (int i = 0; i < WAITING; i++) {
		if (peer_dial(&at) == -1)
			return -1;
	}
	peer_set_nonblocking(listener);
	return listener;
}

static int epoll_with(int fd)
{
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	struct epoll_event event = { .events = EPOLLIN };

	epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
	return epoll;
}

static bool is_ready(int epoll)
{
	struct epoll_event event;

	return epoll_wait(epoll, &event, 1, -1) == 1;
}

static bool raw(void *arg)
{
	int listener = listener_with_clients(), epoll = epoll_with(listener), n = 0;

	(void)arg;
	syscalls_begin();
	while (n < WAITING && is_ready(epoll)) {
		while (accept4(listener, NULL, NULL, SOCK_CLOEXEC) != -1)
			n++;
	}
	syscalls_end();
	return n == WAITING;
}

static bool by_acceptor(void *arg)
{
	int listener = listener_with_clients(), n = 0, got = 0;
	biosock_acceptor *a = biosock_acceptor_new(&listener, 1, NULL);
	biosock_accepted batch[BATCH] = { { 0, 0, NULL } };

	(void)arg;
	syscalls_begin();
	while (n < WAITING && (got = biosock_acceptor_wait(a, batch, BATCH, -1, NULL)) > 0)
		n += got;
	syscalls_end();
	return n == WAITING;
}

/* Who has an event loop of his own waits there, and never in the acceptor. */
static bool in_event_loop(void *arg)
{
	int listener = listener_with_clients(), n = 0, got;
	biosock_acceptor *a = biosock_acceptor_new(&listener, 1, NULL);
	biosock_accepted batch[BATCH] = { { 0, 0, NULL } };
	int epoll = epoll_with(biosock_acceptor_fd(a));

	(void)arg;
	syscalls_begin();
	while (n < WAITING && is_ready(epoll)) {
		do {
			got = biosock_acceptor_wait(a, batch, BATCH, 0, NULL);
			n += got > 0 ? got : 0;
		} while (got == BATCH);
	}
	syscalls_end();
	return n == WAITING;
}

static void expect_calls_of_raw_loop(bool (*body)(void *))
{
	struct syscalls own, loop;
	const char *why;

	if (COSTS_SANITIZED)
		contract_skip("sanitizers make calls of their own");
	if (!syscalls_count(raw, NULL, &loop, &why) && why != NULL)
		contract_skip(why);
	CHECK(syscalls_count(body, NULL, &own, &why));
	CHECK_INT(loop.n, WAITING + 2);
	CHECK_INT(own.n, loop.n);
	CHECK_STR(own.names, loop.names);
}

static void an_acceptor_costs_what_the_raw_loop_does(void)
{
	expect_calls_of_raw_loop(by_acceptor);
}

static void so_does_one_in_an_event_loop(void)
{
	expect_calls_of_raw_loop(in_event_loop);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "an acceptor costs what the raw loop does",
		    an_acceptor_costs_what_the_raw_loop_does, 0, 0 },
		{ "so does one in an event loop", so_does_one_in_an_event_loop, 0, 0 },
	};

	return contract_main("costs.acceptor", cases, sizeof(cases) / sizeof(cases[0]));
}
