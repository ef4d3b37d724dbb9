/* SPDX-License-Identifier: Apache-2.0 */
/* What the command's waiting for many makes of Winsock's exceptions. */
#include <openssl/bio.h>

#include "cmd/sys/pollset.h"
#include "support/contract.h"
#include "support/peer.h"
#include "windows_peer.h"

enum { LONG_MS = 1000 * 1000 };

static short ask(int fd, short events, int timeout_ms)
{
	sys_pollfd p = { .fd = fd, .events = events };

	CHECK(sys_poll(&p, 1, timeout_ms) != -1);
	return p.revents;
}

static void urgent_data_is_no_error(void)
{
	int pair[2];

	windows_pair(pair);
	CHECK_INT(send((SOCKET)pair[1], "!", 1, MSG_OOB), 1);
	CHECK_INT(send((SOCKET)pair[1], ".", 1, 0), 1);
	CHECK_INT(ask(pair[0], POLLIN, LONG_MS), POLLIN);
	CHECK_INT(ask(pair[0], POLLIN | POLLOUT, LONG_MS), POLLIN | POLLOUT);
	CHECK_INT(ask(pair[0], POLLOUT, LONG_MS), POLLOUT);
	BIO_closesocket(pair[0]);
	BIO_closesocket(pair[1]);
}

static void a_connect_that_is_refused_is_one(void)
{
	union peer_addr at;
	int filler, listener = peer_full(AF_INET, &at, &filler);
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_NONBLOCK), 0);
	CHECK_INT(ask(fd, POLLOUT, 0), 0);
	peer_close(listener, -1, -1);
	CHECK_INT(ask(fd, POLLOUT, LONG_MS), POLLERR);
	peer_close(filler, fd, -1);
}

static const struct contract_case cases[] = {
	{ "urgent data is no error", urgent_data_is_no_error, 0, 0 },
	{ "a connect that is refused is one", a_connect_that_is_refused_is_one, 0, 0 },
};

int main(void)
{
	return contract_main("windows pollset", cases, sizeof(cases) / sizeof(cases[0]));
}
