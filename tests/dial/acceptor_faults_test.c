/* SPDX-License-Identifier: Apache-2.0 */
/* An acceptor with each of its calls failing: told of, nothing left, and again possible. */
#include <errno.h>
#include <string.h>

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/faults.h"
#include "support/interpose.h"
#include "support/peer.h"
#include "support/system.h"

/* These calls are counted under the names of others that an acceptor does not make. */
enum { EPOLL_CREATE = FAULT_OPEN, EPOLL_CTL = FAULT_CHMOD, EVENTFD = FAULT_PIPE, MOST = 20 };

int INTERPOSED(epoll_create1)(int flags)
{
	return faults_meet((enum fault_call)EPOLL_CREATE) ? -1 : NEXT(epoll_create1)(flags);
}

int INTERPOSED(epoll_ctl)(int epoll, int what, int fd, struct epoll_event *event)
{
	return faults_meet((enum fault_call)EPOLL_CTL) ? -1
	                                               : NEXT(epoll_ctl)(epoll, what, fd, event);
}

int INTERPOSED(eventfd)(unsigned int count, int flags)
{
	return faults_meet((enum fault_call)EVENTFD) ? -1 : NEXT(eventfd)(count, flags);
}

static const struct {
	int call, err;
	bool told; /* else it does without */
} faults[] = {
	{ FAULT_MALLOC, ENOMEM, true },
	{ EPOLL_CREATE, EMFILE, true },
	{ EPOLL_CTL, ENOSPC, true },
	{ EVENTFD, EMFILE, true },
	{ FAULT_GETSOCKOPT, ENOTSOCK, true },
	{ FAULT_IOCTL, EBADF, true },
	{ FAULT_SOCKET, EMFILE, false },
	{ FAULT_GETSOCKNAME, ENOBUFS, false },
};

/* Returns whether there was an n-th such call. */
static bool play(const int *socks, int fault, int n)
{
	int before = system_open_descriptors(), memory = faults_live_memory();
	biosock_acceptor *a;

	faults_clear();
	faults_fail((enum fault_call)faults[fault].call, n, faults[fault].err);
	errno = 0;
	faults_begin();
	a = biosock_acceptor_new(socks, 2, NULL);
	faults_end();
	CHECK_INT(a == NULL, faults_struck() && faults[fault].told);
	if (a == NULL && faults[fault].call != FAULT_MALLOC)
		CHECK_INT(errno, faults[fault].err);
	CHECK_INT(ERR_peek_error() != 0, a == NULL);
	ERR_clear_error();
	biosock_acceptor_free(a);
	CHECK_INT(system_open_descriptors(), before);
	CHECK_INT(faults_live_memory(), memory);
	return faults_struck();
}

static void every_call_fails_in_turn(void)
{
	union peer_addr at;
	int socks[2] = { peer_listen(AF_INET, 8, &at), peer_listen(AF_INET, 8, &at) }, played = 0;

	for (int fault = 0; fault < (int)(sizeof(faults) / sizeof(faults[0])); fault++) {
		for (int n = 1; n < MOST && play(socks, fault, n); n++)
			played++;
	}
	CHECK(played >= 10);
	CHECK_INT(faults_bad_closes(), 0);
	peer_close(socks[0], socks[1], -1);
}

/* One accept fails; those that came before it are not lost by that, nor are those behind it. */
static void a_failing_accept_is_told_when_there_is_nothing_else(void)
{
	static const int errors[] = { ENOBUFS, ENOMEM };
	biosock_accepted batch[4] = { { 0, 0, NULL } };
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), clients[2] = { peer_dial(&at), -1 };
	biosock_acceptor *a = biosock_acceptor_new(&listener, 1, NULL);

	for (size_t i = 0; i < 2; i++) {
		clients[1] = peer_dial(&at);
		faults_clear();
		faults_fail(FAULT_ACCEPT, 2, errors[i]);
		faults_fail(FAULT_ACCEPT, 3, errors[i]);
		faults_begin();
		CHECK_INT(biosock_acceptor_wait(a, batch, 4, 5000, NULL), 1);
		CHECK_ERRORS("-");
		peer_close(batch[0].sock, clients[0], -1);
		CHECK_INT(biosock_acceptor_wait(a, batch, 4, 5000, NULL), -1);
		CHECK_INT(errno, errors[i]);
		CHECK_ERRORS(contract_failed(errors[i], "accept", "accept error"));
		faults_end();
		CHECK_INT(biosock_acceptor_wait(a, batch, 1, 5000, NULL), 1);
		peer_close(batch[0].sock, clients[1], -1);
		clients[0] = peer_dial(&at);
	}
	biosock_acceptor_free(a);
	peer_close(listener, clients[0], -1);
}

/* Those that were lost in the queue are passed over (D3). */
static void lost_connections_are_passed_over(void)
{
	biosock_accepted one = { -1, -1, NULL };
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), client = peer_dial(&at);
	biosock_acceptor *a = biosock_acceptor_new(&listener, 1, NULL);

	faults_clear();
	faults_fail(FAULT_ACCEPT, 1, ECONNABORTED);
	faults_fail(FAULT_ACCEPT, 2, ENETDOWN);
	faults_begin();
	CHECK_INT(biosock_acceptor_wait(a, &one, 1, 5000, NULL), 1);
	faults_end();
	CHECK_ERRORS("-");
	biosock_acceptor_free(a);
	peer_close(listener, client, one.sock);
}

static const struct contract_case cases[] = {
	{ "every call fails in turn", every_call_fails_in_turn, 0, 0 },
	{ "a failing accept is told when there is nothing else",
	    a_failing_accept_is_told_when_there_is_nothing_else, 0, 0 },
	{ "lost connections are passed over", lost_connections_are_passed_over, 0, 0 },
};

int main(void)
{
	if (faults_own_memory() != 1)
		return 1;
	return contract_main("acceptor_faults", cases, sizeof(cases) / sizeof(cases[0]));
}
