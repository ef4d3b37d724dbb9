/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_acceptor when descriptors run out, and when a signal tells it to stop. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "dial/places.h"
#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"

enum {
	BATCH = 64,
	FEW = 1024, /* descriptors, once that is asked for */
	SOON_MS = 20000,
	CLIENTS = 4,
	EACH = 500, /* connections of a client */
	MARK = 4242,
};

/* Whether the client was served, by a byte, or saw the end. */
static int served(const union peer_addr *to)
{
	int fd = places_dial(to);
	char byte = 0;
	ssize_t n = recv(fd, &byte, 1, 0);

	close(fd);
	return n == 1 && byte == 'y';
}

/* Ends with 0 after it has said how many were served. */
static _Noreturn void be_a_client(const struct places *p, int out)
{
	int yes = 0;

	for (int i = 0; i < p->n; i++)
		close(p->socks[i]); /* when the server ends, all is over */
	for (int i = 0; i < EACH; i++)
		yes += served(&p->at[i % p->n]);
	_exit(write(out, &yes, sizeof(yes)) == sizeof(yes) ? 0 : 1);
}

static void serve(const biosock_accepted *batch, int n)
{
	for (int i = 0; i < n; i++) {
		CHECK_INT(send(batch[i].sock, "y", 1, 0), 1);
		peer_close(batch[i].sock, -1, -1);
	}
}

/* All descriptors that there may be, taken, and given back. */
static int taken[FEW], n_taken;

static void take_all_descriptors(void)
{
	const struct rlimit few = { FEW, FEW };

	CHECK_INT(setrlimit(RLIMIT_NOFILE, &few), 0);
	while (n_taken < FEW && (taken[n_taken] = dup(0)) != -1)
		n_taken++;
}

static void give_descriptors_back(void)
{
	while (n_taken > 0)
		close(taken[--n_taken]);
}

/* Every now and then there is no descriptor for the next connections. */
static void serve_all(biosock_acceptor *a, int *out_served, int *out_shed)
{
	biosock_accepted batch[BATCH] = { { 0, 0, NULL } };

	while (*out_served + *out_shed < CLIENTS * EACH) {
		size_t shed = 0;
		int n;

		if (places_any(3) == 0)
			take_all_descriptors();
		n = biosock_acceptor_wait(a, batch, 1 + places_any(BATCH), SOON_MS, &shed);
		give_descriptors_back();
		if (!CHECK(n > 0 || (n == 0 && shed > 0)))
			return;
		serve(batch, n);
		*out_served += n;
		*out_shed += (int)shed;
	}
}

static void those_for_whom_there_is_no_descriptor_are_shed_and_counted(void)
{
	struct places p = places_listen();
	int told[2], yes = 0, one, served_here = 0, shed = 0, status;
	biosock_acceptor *a;

	fflush(NULL);
	CHECK_INT(pipe(told), 0);
	for (int i = 0; i < CLIENTS; i++) {
		if (fork() == 0)
			be_a_client(&p, told[1]);
	}
	a = biosock_acceptor_new(p.socks, (size_t)p.n, NULL);
	serve_all(a, &served_here, &shed);
	biosock_acceptor_free(a);
	places_leave(&p);
	for (int i = 0; i < CLIENTS; i++) {
		CHECK_INT(read(told[0], &one, sizeof(one)), sizeof(one));
		yes += one;
		CHECK(wait(&status) > 0 && status == 0);
	}
	CHECK_INT(yes, served_here);
	CHECK_INT(yes + shed, CLIENTS * EACH);
	CHECK(shed > 0 && yes > 0);
	CHECK_ERRORS("-");
	peer_close(told[0], told[1], -1);
}

static void many_are_shed_at_once_and_the_caller_hears_of_it(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, PLACES_BACKLOG, &at), clients[3];
	biosock_acceptor *a = biosock_acceptor_new(&listener, 1, NULL);
	biosock_accepted one = { -1, -1, NULL };
	size_t shed = 0;
	char byte;

	for (int i = 0; i < 3; i++)
		clients[i] = places_dial(&at);
	take_all_descriptors();
	errno = MARK;
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, SOON_MS, &shed), 0);
	CHECK_INT(errno, MARK);
	CHECK_INT(shed, 3);
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, 0, &shed), 0);
	CHECK_INT(shed, 0);
	give_descriptors_back();
	for (int i = 0; i < 3; i++) {
		CHECK_INT(recv(clients[i], &byte, 1, 0), 0);
		peer_close(clients[i], -1, -1);
	}
	CHECK_ERRORS("-");
	clients[0] = places_dial(&at);
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, SOON_MS, NULL), 1);
	biosock_acceptor_free(a);
	peer_close(clients[0], one.sock, listener);
}

static void without_shedding_they_wait_until_there_are_descriptors(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, PLACES_BACKLOG, &at), clients[3];
	biosock_acceptor_options options = BIOSOCK_ACCEPTOR_OPTIONS_INIT;
	biosock_accepted three[3] = { { -1, -1, NULL }, { -1, -1, NULL }, { -1, -1, NULL } };
	biosock_acceptor *a;
	int n = 0;

	options.shed = 0;
	a = biosock_acceptor_new(&listener, 1, &options);
	for (int i = 0; i < 3; i++)
		clients[i] = places_dial(&at);
	take_all_descriptors();
	for (int i = 0; i < 2; i++) {
		size_t shed = 7;

		CHECK_INT(biosock_acceptor_wait(a, three, 3, SOON_MS, &shed), -1);
		CHECK_INT(errno, EMFILE);
		CHECK(ERR_GET_REASON(ERR_peek_last_error()) == BIO_R_ACCEPT_ERROR);
		ERR_clear_error();
		CHECK_INT((int)shed, 0);
	}
	give_descriptors_back();
	while (n < 3 && CHECK(biosock_acceptor_wait(a, &three[n], 1, SOON_MS, NULL) == 1))
		n++;
	take_all_descriptors();
	CHECK_INT(biosock_acceptor_wait(a, three, 3, 0, NULL), 0); /* for nobody */
	give_descriptors_back();
	CHECK_ERRORS("-");
	biosock_acceptor_free(a);
	for (int i = 0; i < n; i++)
		peer_close(clients[i], three[i].sock, -1);
	peer_close(listener, -1, -1);
}

static biosock_acceptor *to_be_stopped;

static void on_alarm(int signo)
{
	(void)signo;
	biosock_acceptor_stop(to_be_stopped);
}

static void a_signal_handler_stops_it(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at);
	biosock_accepted one = { -1, -1, NULL };

	to_be_stopped = biosock_acceptor_new(&listener, 1, NULL);
	signal(SIGALRM, on_alarm);
	alarm(1);
	CHECK_INT(biosock_acceptor_wait(to_be_stopped, &one, 1, -1, NULL), 0);
	signal(SIGALRM, SIG_DFL);
	biosock_acceptor_free(to_be_stopped);
	peer_close(listener, -1, -1);
}

static const struct contract_case cases[] = {
	{ "those for whom there is no descriptor are shed, and counted",
	    those_for_whom_there_is_no_descriptor_are_shed_and_counted, 0, 0 },
	{ "many are shed at once, and the caller hears of it",
	    many_are_shed_at_once_and_the_caller_hears_of_it, 0, 0 },
	{ "without shedding they wait until there are descriptors",
	    without_shedding_they_wait_until_there_are_descriptors, 0, 0 },
	{ "a signal handler stops it", a_signal_handler_stops_it, 0, 0 },
};

int main(void)
{
	places_begin();
	return contract_main("acceptor_limits", cases, sizeof(cases) / sizeof(cases[0]));
}
