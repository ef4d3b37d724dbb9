/* SPDX-License-Identifier: Apache-2.0 */
/* What of biosock_listen() is another thing on Windows: paths, and sockets that are passed. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"

static char host[160];

/* A path of the test's own, as a host. */
static void begin(void)
{
	union peer_addr at;

	system_need_family(AF_UNIX);
	peer_loopback(AF_UNIX, &at);
	snprintf(host, sizeof(host), "unix:%s", at.un.sun_path);
}

/* There are no datagrams by which it could be told that nobody has it. */
static void a_path_that_is_there_stays(void)
{
	int sock = -1, second;

	begin();
	if (!CHECK_INT(biosock_listen(host, NULL, NULL, &sock, 1), 1))
		return;
	CHECK_INT(biosock_listen(host, NULL, NULL, &second, 1), -1);
	CHECK_INT(errno, EADDRINUSE);
	peer_close(sock, -1, -1);
	CHECK_INT(biosock_listen(host, NULL, NULL, &second, 1), -1);
	CHECK_INT(errno, EADDRINUSE);
	ERR_clear_error();
	unlink(host + 5);
}

static void its_own_path_is_removed(void)
{
	int sock = -1;

	begin();
	if (!CHECK_INT(biosock_listen(host, NULL, NULL, &sock, 1), 1))
		return;
	CHECK_INT(biosock_listen_unlink(sock), 1);
	CHECK_INT(biosock_listen_unlink(sock), 0);
	CHECK_ERRORS("-");
	peer_close(sock, -1, -1);
}

static void there_are_no_modes(void)
{
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;
	int sock;

	begin();
	options.mode = 0600;
	CHECK_INT(biosock_listen(host, NULL, &options, &sock, 1), -1);
	CHECK_INT(errno, EOPNOTSUPP);
	ERR_clear_error();
	CHECK(access(host + 5, 0) == -1);
}

static void there_are_no_abstract_names(void)
{
	int sock;

	CHECK_INT(biosock_listen("unix:@name", NULL, NULL, &sock, 1), -1);
	CHECK_INT(errno, EOPNOTSUPP);
	CHECK(ERR_peek_error() != 0);
	ERR_clear_error();
}

static void no_sockets_are_passed(void)
{
	int sock;

	_putenv("LISTEN_PID=1");
	_putenv("LISTEN_FDS=1");
	CHECK_INT(biosock_listen_adopt(NULL, &sock, 1), 0);
	CHECK_ERRORS("-");
	CHECK_INT(biosock_listen_adopt(NULL, NULL, 1), -1);
	CHECK_INT(errno, EINVAL);
	ERR_clear_error();
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "a path that is there stays", a_path_that_is_there_stays, 0, 0 },
		{ "its own path is removed", its_own_path_is_removed, 0, 0 },
		{ "there are no modes", there_are_no_modes, 0, 0 },
		{ "there are no abstract names", there_are_no_abstract_names, 0, 0 },
		{ "no sockets are passed", no_sockets_are_passed, 0, 0 },
	};

	return contract_main("listen_windows", cases, sizeof(cases) / sizeof(cases[0]));
}
