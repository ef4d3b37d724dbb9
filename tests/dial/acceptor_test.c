/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_acceptor: each connection once, whatever happens meanwhile. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <netinet/tcp.h>
#include <poll.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "dial/places.h"
#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"

/* Where each costs more. */
#ifndef CONNECTIONS
#define CONNECTIONS 50000
#endif

enum {
	BURST = 400,
	BATCH = 64,
	SOON_MS = 20000,
	MARK = 4242,
};

static int which(const struct places *p, int listener)
{
	for (int i = 0; i < p->n; i++) {
		if (p->socks[i] == listener)
			return i;
	}
	return -1;
}

/* What the clients of a burst have sent: their number; and at which listener. */
static unsigned char seen[CONNECTIONS], sent_to[CONNECTIONS];

static void take(const struct places *p, const biosock_accepted *one)
{
	int number = -1;

	CHECK_INT(recv(one->sock, &number, sizeof(number), 0), sizeof(number));
	peer_close(one->sock, -1, -1);
	if (!CHECK(number >= 0 && number < CONNECTIONS))
		return;
	CHECK_INT(seen[number]++, 0);
	CHECK_INT(which(p, one->listener), sent_to[number]);
}

static int accept_burst(const struct places *p, biosock_acceptor *a, int want)
{
	int got = 0;

	while (got < want) {
		biosock_accepted batch[BATCH] = { { 0, 0, NULL } };
		size_t room = 1 + places_any(BATCH), shed = 9;
		int n = biosock_acceptor_wait(a, batch, room, SOON_MS, &shed);

		if (!CHECK(n > 0 && (size_t)n <= room) || !CHECK_INT(shed, 0))
			break;
		for (int i = 0; i < n; i++)
			take(p, &batch[i]);
		got += n;
	}
	return got;
}

static void each_connection_comes_once(void)
{
	struct places p = places_listen();
	biosock_acceptor *a = biosock_acceptor_new(p.socks, (size_t)p.n, NULL);
	biosock_accepted none = { -1, -1, NULL };
	int next = 0, clients[BURST];

	memset(seen, 0, sizeof(seen));
	while (next < CONNECTIONS && contract_failures() == 0) {
		int n = 1 + (int)places_any(BURST);

		n = n < CONNECTIONS - next ? n : CONNECTIONS - next;
		for (int i = 0; i < n; i++, next++) {
			sent_to[next] = (unsigned char)places_any((unsigned)p.n);
			clients[i] = places_dial(&p.at[sent_to[next]]);
			CHECK_INT(send(clients[i], &next, sizeof(next), 0), sizeof(next));
		}
		CHECK_INT(accept_burst(&p, a, n), n);
		for (int i = 0; i < n; i++)
			peer_close(clients[i], -1, -1);
	}
	CHECK_INT(next, CONNECTIONS);
	CHECK_INT(biosock_acceptor_wait(a, &none, 1, 0, NULL), 0);
	CHECK_ERRORS("-");
	biosock_acceptor_free(a);
	places_leave(&p);
}

static void *stop_soon(void *a)
{
	const struct timespec nap = { 0, 20000000 };

	nanosleep(&nap, NULL);
	biosock_acceptor_stop(a);
	return NULL;
}

static void a_thread_stops_it_for_good(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), client;
	biosock_acceptor *a = biosock_acceptor_new(&listener, 1, NULL);
	biosock_accepted one = { -1, -1, NULL };
	pthread_t thread;

	CHECK_INT(pthread_create(&thread, NULL, stop_soon, a), 0);
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, -1, NULL), 0);
	CHECK_INT(pthread_join(thread, NULL), 0);
	client = places_dial(&at);
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, -1, NULL), 0);
	biosock_acceptor_stop(a);
	biosock_acceptor_stop(NULL);
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, -1, NULL), 0);
	CHECK_ERRORS("-");
	biosock_acceptor_free(a);
	peer_close(listener, client, -1);
}

static long long milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* A signal that does not stop it only makes it wait on. */
static void the_time_is_up_whatever_signals_come(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at);
	biosock_acceptor *a = biosock_acceptor_new(&listener, 1, NULL);
	biosock_accepted one = { -1, -1, NULL };
	long long began = milliseconds();
	bool interrupted = system_interrupt();

	errno = MARK;
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, 80, NULL), 0);
	CHECK_INT(errno, MARK);
	CHECK(milliseconds() - began >= 80);
	if (interrupted)
		system_interrupt_stop();
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, 0, NULL), 0);
	CHECK_ERRORS("-");
	biosock_acceptor_free(a);
	peer_close(listener, -1, -1);
}

static void options_and_the_peer_are_as_with_accept_ex(void)
{
	biosock_acceptor_options options = BIOSOCK_ACCEPTOR_OPTIONS_INIT;
	union peer_addr at, peer, client_is;
	int listener = peer_listen(AF_INET, 8, &at), client = places_dial(&at);
	biosock_accepted one = { -1, -1, peer_bio(&peer) };
	biosock_acceptor *a;

	options.flags = BIO_SOCK_NONBLOCK | BIO_SOCK_NODELAY | BIO_SOCK_KEEPALIVE;
	a = biosock_acceptor_new(&listener, 1, &options);
	CHECK(peer_is_nonblocking(listener));
	errno = MARK;
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, SOON_MS, NULL), 1);
	CHECK_INT(errno, MARK);
	CHECK_INT(one.listener, listener);
	CHECK(peer_is_nonblocking(one.sock) && peer_is_cloexec(one.sock));
	CHECK(peer_option(one.sock, IPPROTO_TCP, TCP_NODELAY) > 0);
	CHECK(peer_option(one.sock, SOL_SOCKET, SO_KEEPALIVE) > 0);
	CHECK_INT(peer_name(client, &client_is), 0);
	CHECK_INT(peer_port(&peer), peer_port(&client_is));
	biosock_acceptor_free(a);
	peer_close(client, one.sock, -1);
	client = places_dial(&at);
	options.flags = BIOSOCK_INHERIT;
	a = biosock_acceptor_new(&listener, 1, &options);
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, SOON_MS, NULL), 1);
	CHECK(!peer_is_nonblocking(one.sock) && !peer_is_cloexec(one.sock));
	biosock_acceptor_free(a);
	peer_close(client, one.sock, listener);
}

static void a_peer_of_ipv4_has_an_address_of_ipv4(void)
{
	union peer_addr to, peer;
	biosock_accepted one = { -1, -1, peer_bio(&peer) };
	biosock_acceptor *a;
	int listener, client;

	system_need_family(AF_INET6);
	if (!CHECK_INT(biosock_listen(NULL, NULL, NULL, &listener, 1), 1))
		return;
	CHECK_INT(peer_name(listener, &to), 0);
	if (to.sa.sa_family != AF_INET6)
		contract_skip("no socket of both families here");
	peer.v4.sin_port = peer_port(&to);
	peer_loopback(AF_INET, &to);
	to.v4.sin_port = peer.v4.sin_port;
	client = places_dial(&to);
	a = biosock_acceptor_new(&listener, 1, NULL);
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, SOON_MS, NULL), 1);
	CHECK_INT(peer.sa.sa_family, AF_INET);
	CHECK_INT(peer.v4.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
	CHECK_INT(peer_name(client, &to), 0);
	CHECK_INT(peer_port(&peer), peer_port(&to));
	biosock_acceptor_free(a);
	peer_close(client, one.sock, listener);
}

/* Of a busy listener and a quiet one the quiet one's turn comes at once. */
static void listeners_take_turns(void)
{
	union peer_addr busy_at, quiet_at;
	int socks[2] = { peer_listen(AF_INET, PLACES_BACKLOG, &busy_at),
		peer_listen(AF_INET, PLACES_BACKLOG, &quiet_at) };
	biosock_acceptor *a = biosock_acceptor_new(socks, 2, NULL);
	biosock_accepted batch[4] = { { 0, 0, NULL } };
	int clients[9];

	for (int i = 0; i < 9; i++)
		clients[i] = places_dial(i < 8 ? &busy_at : &quiet_at);
	CHECK_INT(biosock_acceptor_wait(a, batch, 4, SOON_MS, NULL), 4);
	CHECK((batch[0].listener == socks[1]) != (batch[1].listener == socks[1]));
	for (int round = 0, left = 5; left > 0 && round < 9; round++) {
		for (int i = 0; i < 4; i++)
			peer_close(batch[i].sock, -1, -1);
		memset(batch, 0xff, sizeof(batch));
		for (int i = 0; i < 4; i++)
			batch[i].peer = NULL;
		left -= biosock_acceptor_wait(a, batch, 4, SOON_MS, NULL);
		CHECK(left >= 0);
	}
	for (int i = 0; i < 9; i++)
		peer_close(clients[i], i < 4 ? batch[i].sock : -1, -1);
	biosock_acceptor_free(a);
	peer_close(socks[0], socks[1], -1);
}

static void several_share_the_listeners(void)
{
	biosock_acceptor_options options = BIOSOCK_ACCEPTOR_OPTIONS_INIT;
	union peer_addr at;
	int listener = peer_listen(AF_INET, PLACES_BACKLOG, &at), clients[10], got = 0;
	biosock_accepted one = { -1, -1, NULL };
	biosock_acceptor *a, *b;

	options.exclusive = 1;
	a = biosock_acceptor_new(&listener, 1, &options);
	b = biosock_acceptor_new(&listener, 1, &options);
	CHECK(a != NULL);
	if (b == NULL) {
		ERR_clear_error();
		biosock_acceptor_free(a);
		peer_close(listener, -1, -1);
		contract_skip("one queue at a time is all that this kernel has");
	}
	for (int i = 0; i < 10; i++)
		clients[i] = places_dial(&at);
	for (int i = 0; i < 100 && got < 10; i++) {
		if (biosock_acceptor_wait(i % 2 == 0 ? a : b, &one, 1, 0, NULL) != 1)
			continue;
		peer_close(one.sock, -1, -1);
		got++;
	}
	CHECK_INT(got, 10);
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, 0, NULL), 0);
	CHECK_INT(biosock_acceptor_wait(b, &one, 1, 0, NULL), 0);
	for (int i = 0; i < 10; i++)
		peer_close(clients[i], -1, -1);
	biosock_acceptor_free(a);
	biosock_acceptor_free(b);
	peer_close(listener, -1, -1);
}

static void its_descriptor_says_when_to_wait(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), client;
	biosock_acceptor *a = biosock_acceptor_new(&listener, 1, NULL);
	struct pollfd own = { biosock_acceptor_fd(a), POLLIN, 0 };

	if (own.fd == -1) {
		CHECK_INT(errno, EOPNOTSUPP);
		CHECK(ERR_peek_error() != 0);
		ERR_clear_error();
	} else if (poll(&own, 1, 0) == 0) { /* a real queue of the kernel's */
		client = places_dial(&at);
		CHECK_INT(poll(&own, 1, SOON_MS), 1);
		peer_close(client, -1, -1);
	}
	biosock_acceptor_free(a);
	peer_close(listener, -1, -1);
}

static void the_listeners_outlive_it(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), before = system_open_descriptors(), client;
	biosock_acceptor *a = biosock_acceptor_new(&listener, 1, NULL);

	biosock_acceptor_free(a);
	biosock_acceptor_free(NULL);
	CHECK_INT(system_open_descriptors(), before);
	client = places_dial(&at);
	CHECK(peer_accept(listener) != -1);
	peer_close(listener, client, -1);
}

static void is_refused(const int *socks, size_t n, const biosock_acceptor_options *o, int err)
{
	int before = system_open_descriptors();

	errno = 0;
	CHECK(biosock_acceptor_new(socks, n, o) == NULL);
	CHECK_INT(errno, err);
	CHECK(ERR_peek_error() != 0);
	ERR_clear_error();
	CHECK_INT(system_open_descriptors(), before);
}

static void what_means_nothing_is_refused(void)
{
	biosock_acceptor_options good = BIOSOCK_ACCEPTOR_OPTIONS_INIT, bad;
	union peer_addr at;
	int socks[2] = { peer_listen(AF_INET, 8, &at), peer_socket(AF_INET, SOCK_STREAM) };
	int file = system_open_file();

	is_refused(NULL, 1, NULL, EINVAL);
	is_refused(socks, 0, NULL, EINVAL);
	is_refused(socks, 2, NULL, EINVAL);
	is_refused(&file, 1, NULL, ENOTSOCK);
	socks[1] = -1;
	is_refused(socks, 2, NULL, EBADF);
	bad = good;
	bad.size = 0;
	is_refused(socks, 1, &bad, EINVAL);
	bad = good;
	bad.flags = BIO_SOCK_REUSEADDR;
	is_refused(socks, 1, &bad, EINVAL);
	bad = good;
	bad.exclusive = 2;
	is_refused(socks, 1, &bad, EINVAL);
	bad = good;
	bad.shed = -1;
	is_refused(socks, 1, &bad, EINVAL);
	socks[1] = socks[0];
	peer_close(file, socks[0], -1);
}

static void a_wait_for_nothing_is_refused(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at);
	biosock_acceptor *a = biosock_acceptor_new(&listener, 1, NULL);
	biosock_accepted one = { -1, -1, NULL };
	size_t shed = 7;

	CHECK_INT(biosock_acceptor_wait(NULL, &one, 1, 0, &shed), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_INT(shed, 0);
	CHECK_INT(biosock_acceptor_wait(a, NULL, 1, 0, NULL), -1);
	CHECK_INT(biosock_acceptor_wait(a, &one, 0, 0, NULL), -1);
	CHECK_INT(biosock_acceptor_fd(NULL), -1);
	CHECK_INT(errno, EINVAL);
	CHECK(ERR_peek_error() != 0);
	ERR_clear_error();
	biosock_acceptor_free(a);
	peer_close(listener, -1, -1);
}

static const struct contract_case cases[] = {
	{ "each connection comes once", each_connection_comes_once, 0, 0 },
	{ "a thread stops it for good", a_thread_stops_it_for_good, 0, 0 },
	{ "the time is up, whatever signals come", the_time_is_up_whatever_signals_come, 0, 0 },
	{ "options and the peer are as with BIO_accept_ex",
	    options_and_the_peer_are_as_with_accept_ex, 0, 0 },
	{ "a peer of IPv4 has an address of IPv4", a_peer_of_ipv4_has_an_address_of_ipv4, 0, 0 },
	{ "listeners take turns", listeners_take_turns, 0, 0 },
	{ "several share the listeners", several_share_the_listeners, 0, 0 },
	{ "its descriptor says when to wait", its_descriptor_says_when_to_wait, 0, 0 },
	{ "the listeners outlive it", the_listeners_outlive_it, 0, 0 },
	{ "what means nothing is refused", what_means_nothing_is_refused, 0, 0 },
	{ "a wait for nothing is refused", a_wait_for_nothing_is_refused, 0, 0 },
};

int main(void)
{
	places_begin();
	return contract_main("acceptor", cases, sizeof(cases) / sizeof(cases[0]));
}
