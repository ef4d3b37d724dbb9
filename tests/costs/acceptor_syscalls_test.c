/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an acceptor costs in system calls: those of a loop of epoll_wait() and accept4(),
 * and none besides.
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

static bool raw(void *arg)
{
	int listener = listener_with_clients(), epoll = epoll_create1(EPOLL_CLOEXEC), n = 0;
	struct epoll_event event = { .events = EPOLLIN };

	(void)arg;
	epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
	syscalls_begin();
	while (epoll_wait(epoll, &event, 1, n == 0 ? -1 : 0) == 1) {
		while (accept4(listener, NULL, NULL, SOCK_CLOEXEC) != -1)
			n++;
	}
	syscalls_end();
	return n == WAITING;
}

static bool by_acceptor(void *arg)
{
	int listener = listener_with_clients(), n = 0, got;
	biosock_acceptor *a = biosock_acceptor_new(&listener, 1, NULL);
	biosock_accepted batch[BATCH] = { { 0, 0, NULL } };

	(void)arg;
	syscalls_begin();
	while ((got = biosock_acceptor_wait(a, batch, BATCH, n == 0 ? -1 : 0, NULL)) > 0)
		n += got;
	syscalls_end();
	return n == WAITING;
}

static void an_acceptor_costs_what_the_raw_loop_does(void)
{
	struct syscalls own, loop;
	const char *why;

	if (COSTS_SANITIZED)
		contract_skip("sanitizers make calls of their own");
	if (!syscalls_count(raw, NULL, &loop, &why) && why != NULL)
		contract_skip(why);
	CHECK(syscalls_count(by_acceptor, NULL, &own, &why));
	CHECK_INT(loop.n, WAITING + 3);
	CHECK_INT(own.n, loop.n);
	CHECK_STR(own.names, loop.names);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "an acceptor costs what the raw loop does",
		    an_acceptor_costs_what_the_raw_loop_does, 0, 0 },
	};

	return contract_main("costs.acceptor", cases, sizeof(cases) / sizeof(cases[0]));
}
