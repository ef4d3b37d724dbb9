/* SPDX-License-Identifier: Apache-2.0 */
/* The hook of biosock_listen(): sockets as the program wants them, before they are bound. */
#include <errno.h>
#include <string.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"

enum { ROOM = 8, MOST = 8, NO_ERRNO = 4242 };

/* What the hook is to say, by the family, and what it has seen. */
struct hook {
	int says_v4, says_v6, err;
	int n;
	struct {
		int sock, family, port, bound_port;
	} seen[MOST];
};

static int port_of(int sock)
{
	union peer_addr at;

	return peer_name(sock, &at) == 0 ? ntohs(peer_port(&at)) : -1;
}

static int see(void *arg, int sock, const BIO_ADDR *local)
{
	struct hook *hook = arg;
	int family = BIO_ADDR_family(local);

	if (hook->n < MOST) {
		hook->seen[hook->n].sock = sock;
		hook->seen[hook->n].family = family;
		hook->seen[hook->n].port = ntohs(BIO_ADDR_rawport(local));
		hook->seen[hook->n].bound_port = port_of(sock);
	}
	hook->n++;
	errno = hook->err;
	return family == AF_INET6 ? hook->says_v6 : hook->says_v4;
}

static biosock_listen_options options_of(struct hook *hook, int flags)
{
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;

	options.flags = flags;
	options.prepare = see;
	options.arg = hook;
	return options;
}

static void close_all(const int *socks, int n)
{
	for (int i = 0; i < n; i++)
		peer_close(socks[i], -1, -1);
}

/* The second has the port that the system picked for the first, and no socket is bound yet. */
static void it_sees_each_socket_before_it_is_bound(void)
{
	struct hook hook = { 1, 1, 0, 0, { { 0 } } };
	biosock_listen_options options = options_of(&hook, BIO_SOCK_V6_ONLY);
	int socks[ROOM];

	system_need_family(AF_INET6);
	errno = NO_ERRNO;
	if (!CHECK_INT(biosock_listen("*", "0", &options, socks, ROOM), 2))
		return;
	CHECK_INT(errno, NO_ERRNO);
	CHECK(hook.n >= 2); /* more often if a port was taken in the other family */
	if (hook.n == 2) {
		CHECK_INT(hook.seen[0].sock, socks[0]);
		CHECK_INT(hook.seen[1].sock, socks[1]);
	}
	CHECK_INT(hook.seen[0].family, AF_INET6);
	CHECK_INT(hook.seen[1].family, AF_INET);
	CHECK_INT(hook.seen[0].port, 0);
	CHECK(hook.seen[1].port != 0);
	for (int i = 0; i < 2; i++)
		CHECK(hook.seen[i].bound_port <= 0);
	close_all(socks, 2);
}

static void it_is_called_for_each_shard(void)
{
	struct hook hook = { 1, 1, 0, 0, { { 0 } } };
	biosock_listen_options options = options_of(&hook, 0);
	int socks[ROOM];

	if (peer_says_of_option(AF_INET, SOCK_STREAM, SOL_SOCKET, SO_REUSEPORT) != 0)
		contract_skip("no SO_REUSEPORT here");
	options.shards = 3;
	if (!CHECK_INT(biosock_listen("127.0.0.1", NULL, &options, socks, ROOM), 3))
		return;
	CHECK_INT(hook.n, 3);
	close_all(socks, 3);
}

static int keep_alive(void *arg, int sock, const BIO_ADDR *local)
{
	const int on = 1;

	(void)arg;
	(void)local;
	return setsockopt(sock, SOL_SOCKET, SO_KEEPALIVE, (const void *)&on, sizeof(on)) == 0;
}

static void what_it_sets_holds(void)
{
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;
	int sock;

	options.prepare = keep_alive;
	if (!CHECK_INT(biosock_listen("127.0.0.1", NULL, &options, &sock, 1), 1))
		return;
	CHECK(peer_option(sock, SOL_SOCKET, SO_KEEPALIVE) > 0);
	peer_close(sock, -1, -1);
}

/* Also where one socket would have been for both families. */
static void an_address_can_be_left_out(void)
{
	static const int flags[] = { 0, BIO_SOCK_V6_ONLY };
	int socks[ROOM], before = system_open_descriptors();

	system_need_family(AF_INET6);
	for (int i = 0; i < 2; i++) {
		struct hook hook = { 1, 0, 0, 0, { { 0 } } };
		biosock_listen_options options = options_of(&hook, flags[i]);
		union peer_addr at;

		if (!CHECK_INT(biosock_listen(NULL, NULL, &options, socks, ROOM), 1))
			return;
		CHECK_INT(peer_name(socks[0], &at), 0);
		CHECK_INT(at.sa.sa_family, AF_INET);
		CHECK_ERRORS("-");
		close_all(socks, 1);
		CHECK_INT(system_open_descriptors(), before);
	}
}

/* What it says to every address, the errno it leaves, and what becomes of that. */
static const struct {
	const char *host;
	int flags, says, err, want;
	const char *why;
} ends[] = {
	{ "127.0.0.1", 0, 0, 0, ECANCELED, "all addresses were left out" },
	{ "*", 0, 0, EPERM, ECANCELED, "all addresses were left out" },
	{ "*", BIO_SOCK_V6_ONLY, 0, 0, ECANCELED, "all addresses were left out" },
	{ "127.0.0.1", 0, -1, EPERM, EPERM, "ended by the caller" },
	{ "127.0.0.1", 0, -1, 0, ECANCELED, "ended by the caller" },
	{ "*", 0, -1, EPERM, EPERM, "ended by the caller" },
	{ "*", BIO_SOCK_V6_ONLY, -1, EADDRNOTAVAIL, EADDRNOTAVAIL, "ended by the caller" },
	{ "*", BIO_SOCK_V6_ONLY, -7, EADDRINUSE, EADDRINUSE, "ended by the caller" },
};

static void it_can_end_all(void)
{
	int socks[ROOM], before = system_open_descriptors();

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		for (int partial = 0; partial <= 2; partial++) {
			struct hook hook = { ends[i].says, ends[i].says, ends[i].err, 0,
				{ { 0 } } };
			biosock_listen_options options = options_of(&hook, ends[i].flags);

			options.partial = partial;
			CHECK_INT(biosock_listen(ends[i].host, NULL, &options, socks, ROOM), -1);
			CHECK_INT(errno, ends[i].want);
			CHECK(strstr(contract_errors_whole(), ends[i].why) != NULL);
			CHECK(ends[i].says == 0 || hook.n == 1);
			CHECK_INT(system_open_descriptors(), before);
		}
	}
}

static const struct contract_case cases[] = {
	{ "it sees each socket before it is bound", it_sees_each_socket_before_it_is_bound, 0, 0 },
	{ "it is called for each shard", it_is_called_for_each_shard, 0, 0 },
	{ "what it sets holds", what_it_sets_holds, 0, 0 },
	{ "an address can be left out", an_address_can_be_left_out, 0, 0 },
	{ "it can end all", it_can_end_all, 0, 0 },
};

int main(void)
{
	return contract_main("listen_hook", cases, sizeof(cases) / sizeof(cases[0]));
}
