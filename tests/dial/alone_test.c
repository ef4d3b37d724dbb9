/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A dial to a number that nobody follows takes a shorter way: what comes of it is the same as of
 * one that is traced.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/err.h>

#include "dial/network.h"
#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"

enum there { LISTENS, REFUSES, IS_FULL };

/* What can be told of a dial when it is over, as one text. */
static void dial_and_tell(const char *host, const char *service,
    const biosock_dial_options *options, bool with_result, char *out, size_t size)
{
	BIO_ADDR *peer = BIO_ADDR_new(), *local = BIO_ADDR_new();
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	union peer_addr name = { .sa = { .sa_family = AF_UNSPEC } };
	const char *function = "-";
	int fd, err;

	result.peer = peer;
	result.local = local;
	errno = 0;
	fd = biosock_dial(host, service, options, with_result ? &result : NULL);
	err = fd == -1 ? errno : 0;
	if (fd != -1)
		CHECK_INT(peer_name(fd, &name), 0);
	CHECK_INT(
	    ntohs(BIO_ADDR_rawport(local)), with_result && fd != -1 ? ntohs(peer_port(&name)) : 0);
	CHECK(!with_result || (result.connect_us >= 0) == (fd != -1));
	CHECK(!with_result || result.total_us >= result.connect_us);
	ERR_peek_last_error_func(&function);
	CHECK_STR(function, fd != -1 ? "-" : "biosock_dial");
	snprintf(out, size,
	    "%d %s nonblock %d cloexec %d alive %d family %d "
	    "tried %d peer %d/%d local %d lookups %lld %lld %s",
	    fd != -1, contract_errno_name(err), peer_is_nonblocking(fd), peer_is_cloexec(fd),
	    fd != -1 && peer_option(fd, SOL_SOCKET, SO_KEEPALIVE) != 0, name.sa.sa_family,
	    result.tried, BIO_ADDR_family(peer), ntohs(BIO_ADDR_rawport(peer)),
	    BIO_ADDR_family(local), (long long)result.lookup4_us, (long long)result.lookup6_us,
	    contract_errors());
	ERR_clear_error();
	peer_close(fd, -1, -1);
	BIO_ADDR_free(peer);
	BIO_ADDR_free(local);
}

static int open_there(enum there there, int family, union peer_addr *at, int *filler)
{
	*filler = -1;
	if (there == LISTENS)
		return peer_listen(family, 64, at);
	return there == REFUSES ? peer_refuse(family, at) : peer_full(family, at, filler);
}

/* Both ways, and what must stand in what they say. */
static void compare(enum there there, const char *host, biosock_dial_options options,
    bool with_result, const char *want)
{
	int family =
	    strchr(host, ':') != NULL && strncmp(host, "::ffff", 6) != 0 ? AF_INET6 : AF_INET;
	char short_way[600], long_way[600], service[8];
	const biosock_dial_options traced = network_options();
	union peer_addr at;
	int filler, fd = open_there(there, family, &at, &filler);

	snprintf(service, sizeof(service), "%d", fd != -1 ? ntohs(peer_port(&at)) : 9);
	dial_and_tell(host, service, &options, with_result, short_way, sizeof(short_way));
	CHECK_STR(network_story, "");
	options.trace = traced.trace;
	dial_and_tell(host, service, &options, with_result, long_way, sizeof(long_way));
	CHECK(strstr(network_story, "over") != NULL);
	CHECK_STR(short_way, long_way);
	if (!CHECK(strstr(short_way, want) != NULL))
		printf("           %s: %s\n", host, short_way);
	peer_close(fd, filler, -1);
}

static const biosock_dial_options by_default = BIOSOCK_DIAL_OPTIONS_INIT;

static void it_connects(void)
{
	static const char *const hosts[] = { "127.0.0.1", "::1", "::ffff:127.0.0.1" };
	static const int flags[] = { 0, BIO_SOCK_NONBLOCK, BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY,
		BIOSOCK_INHERIT, BIO_SOCK_TFO };

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		if (strchr(hosts[i], ':') != NULL && !system_has_family(AF_INET6))
			continue;
		for (size_t k = 0; k < sizeof(flags) / sizeof(flags[0]); k++) {
			biosock_dial_options options = by_default;

			options.flags = flags[k];
			compare(LISTENS, hosts[i], options, k % 2 == 0, "");
			options.timeout_ms = 20000;
			compare(LISTENS, hosts[i], options, k % 2 != 0, "");
		}
	}
	compare(LISTENS, "127.0.0.1", by_default, true, "1 0 nonblock 0 cloexec 1 alive 0");
}

static void it_is_refused(void)
{
	compare(REFUSES, "127.0.0.1", by_default, true,
	    "tried 1 peer 0/0 local 0 lookups -1 -1 "
	    "system library:ECONNREFUSED(calling connect());BIO routines:connect error");
	compare(REFUSES, "127.0.0.1", by_default, false, "0 ECONNREFUSED");
}

static void its_time_is_up(void)
{
	biosock_dial_options options = by_default;

	options.timeout_ms = 20;
	compare(IS_FULL, "127.0.0.1", options, true, "0 ETIMEDOUT");
	options.timeout_ms = 0;
	compare(IS_FULL, "127.0.0.1", options, false, "BIO routines:connect timeout");
	compare(REFUSES, "127.0.0.1", options, true, "0 ETIMEDOUT");
	compare(LISTENS, "127.0.0.1", options, true, "1 0 ");
}

static void it_has_an_address_of_its_own(void)
{
	biosock_dial_options options = by_default;
	union peer_addr local;

	peer_loopback(AF_INET, &local);
	options.local4 = peer_bio(&local);
	compare(LISTENS, "127.0.0.1", options, true, "1 0 ");
	options.keep_idle_s = 60;
	options.keep_count = 3;
	compare(LISTENS, "127.0.0.1", options, true,
	    network_has_keepalive_times() ? "alive 1" : "0 ENOPROTOOPT");
	options.keep_idle_s = options.keep_count = 0;
	local.v4.sin_addr.s_addr = htonl(0xc0000201); /* 192.0.2.1, of nobody (RFC 5737) */
	compare(LISTENS, "127.0.0.1", options, true, "0 EADDRNOTAVAIL");
}

/* What is no number, or no port, goes the long way in any case. */
static void all_else_is_as_ever(void)
{
	static const struct {
		const char *host, *service;
		int family;
	} rows[] = {
		{ "127.0.0.1", "70000", AF_UNSPEC },
		{ "127.0.0.1", "-1", AF_UNSPEC },
		{ "127.0.0.1", NULL, AF_UNSPEC },
		{ "127.0.0.1", "80", AF_INET6 },
		{ "::1", "80", AF_INET },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		biosock_dial_options options = by_default;
		char short_way[600], long_way[600];

		options.family = rows[i].family;
		dial_and_tell(rows[i].host, rows[i].service, &options, true, short_way, 600);
		options.trace = network_options().trace;
		dial_and_tell(rows[i].host, rows[i].service, &options, true, long_way, 600);
		CHECK_STR(short_way, long_way);
		CHECK(strncmp(short_way, "0 ", 2) == 0);
	}
}

static const struct contract_case cases[] = {
	{ "it connects", it_connects, 0, 0 },
	{ "it is refused", it_is_refused, 0, 0 },
	{ "its time is up", its_time_is_up, 0, 0 },
	{ "it has an address of its own", it_has_an_address_of_its_own, 0, 0 },
	{ "all else is as ever", all_else_is_as_ever, 0, 0 },
};

int main(void)
{
	return contract_main("dial.alone", cases, sizeof(cases) / sizeof(cases[0]));
}
