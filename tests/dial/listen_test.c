/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_listen() at addresses, names and everywhere. */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/interpose.h"
#include "support/peer.h"
#include "support/system.h"

enum { ROOM = 8, NO_ERRNO = 4242 };

typedef int getaddrinfo_fn(const char *, const char *, const struct addrinfo *, struct addrinfo **);

/*
 * nobody.invalid is not known, unsure.invalid not for now; many.invalid has ::1, 127.0.0.1 twice
 * and an address that is nobody's (RFC 5737).
 */
int INTERPOSED(getaddrinfo)(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	static const char *const many[] = { "127.0.0.1", "192.0.2.1", "127.0.0.1", "::1" };
	getaddrinfo_fn *next = NEXT(getaddrinfo);
	struct addrinfo numeric = *hints;
	int failed = 0;

	if (host != NULL && strcmp(host, "unsure.invalid") == 0)
		return EAI_AGAIN;
	if (host != NULL && strcmp(host, "nobody.invalid") == 0)
		return EAI_NONAME;
	if (host == NULL || strcmp(host, "many.invalid") != 0)
		return next(host, service, hints, out);
	numeric.ai_flags = AI_NUMERICHOST;
	for (size_t i = 0; i < sizeof(many) / sizeof(many[0]) && failed == 0; i++) {
		failed = next(many[i], service, &numeric, out);
		out = failed == 0 ? &(*out)->ai_next : out;
	}
	return failed;
}

static biosock_listen_options options_of(int flags, int family)
{
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;

	options.flags = flags;
	options.family = family;
	return options;
}

static void close_all(const int *socks, int n)
{
	for (int i = 0; i < n; i++)
		peer_close(socks[i], -1, -1);
}

static int family_of(int fd)
{
	union peer_addr at;

	return peer_name(fd, &at) == 0 ? at.sa.sa_family : -1;
}

static in_port_t port_of(int fd)
{
	union peer_addr at;

	return peer_name(fd, &at) == 0 ? peer_port(&at) : 0;
}

/* Whether a connection to the port of loopback comes to one of the listeners. */
static bool serves(const int *socks, int n, int family)
{
	union peer_addr to;
	int fd, peer = -1;

	peer_loopback(family, &to);
	if (family == AF_INET)
		to.v4.sin_port = port_of(socks[0]);
	else
		to.v6.sin6_port = port_of(socks[0]);
	fd = peer_dial(&to);
	for (int i = 0; i < n && fd != -1 && peer == -1; i++) {
		if (n == 1 || peer_poll(socks[i], 1) > 0)
			peer = peer_accept(socks[i]);
	}
	peer_close(fd, peer, -1);
	return peer != -1;
}

static void everywhere_is_one_socket_of_both_families(void)
{
	static const char *const hosts[] = { NULL, "*" };
	int socks[ROOM];

	system_need_family(AF_INET6);
	for (size_t i = 0; i < 2; i++) {
		errno = NO_ERRNO;
		CHECK_INT(biosock_listen(hosts[i], NULL, NULL, socks, ROOM), 1);
		CHECK_INT(errno, NO_ERRNO);
		CHECK_ERRORS("-");
		CHECK_INT(family_of(socks[0]), AF_INET6);
		CHECK(peer_is_cloexec(socks[0]));
		CHECK(!peer_is_nonblocking(socks[0]));
		CHECK(serves(socks, 1, AF_INET));
		CHECK(serves(socks, 1, AF_INET6));
		close_all(socks, 1);
	}
}

static void v6_only_is_a_socket_each(void)
{
	biosock_listen_options options = options_of(BIO_SOCK_V6_ONLY | BIO_SOCK_NONBLOCK, 0);
	int socks[ROOM];

	system_need_family(AF_INET6);
	if (!CHECK_INT(biosock_listen("*", "0", &options, socks, ROOM), 2))
		return;
	CHECK_INT(family_of(socks[0]), AF_INET6);
	CHECK_INT(family_of(socks[1]), AF_INET);
	CHECK_INT(port_of(socks[0]), port_of(socks[1]));
	CHECK(peer_is_nonblocking(socks[0]) && peer_is_nonblocking(socks[1]));
	CHECK(serves(socks + 1, 1, AF_INET));
	CHECK(serves(socks, 1, AF_INET6));
	close_all(socks, 2);
}

static void a_family_is_that_alone(void)
{
	biosock_listen_options v4 = options_of(0, AF_INET), v6 = options_of(0, AF_INET6);
	int socks[ROOM];

	CHECK_INT(biosock_listen(NULL, NULL, &v4, socks, 1), 1);
	CHECK_INT(family_of(socks[0]), AF_INET);
	close_all(socks, 1);
	system_need_family(AF_INET6);
	CHECK_INT(biosock_listen(NULL, NULL, &v6, socks, 1), 1);
	CHECK(serves(socks, 1, AF_INET6));
	CHECK(!serves(socks, 1, AF_INET));
	close_all(socks, 1);
}

static void a_literal_is_one_address(void)
{
	int socks[ROOM];

	CHECK_INT(biosock_listen("127.0.0.1", NULL, NULL, socks, 1), 1);
	CHECK(serves(socks, 1, AF_INET));
	close_all(socks, 1);
	system_need_family(AF_INET6);
	CHECK_INT(biosock_listen("::1", NULL, NULL, socks, 1), 1);
	CHECK(serves(socks, 1, AF_INET6));
	close_all(socks, 1);
}

/* That of nobody cannot be had: with `partial` the others are, each once, on one port. */
static void a_name_is_all_its_addresses_or_none(void)
{
	biosock_listen_options options = options_of(0, AF_UNSPEC);
	int socks[ROOM], before = system_open_descriptors();

	system_need_family(AF_INET6);
	CHECK_INT(biosock_listen("many.invalid", NULL, &options, socks, ROOM), -1);
	CHECK_INT(errno, EADDRNOTAVAIL);
	CHECK_ERRORS(contract_failed(EADDRNOTAVAIL, "bind", "unable to bind socket"));
	CHECK_INT(system_open_descriptors(), before);
	options.partial = 1;
	if (!CHECK_INT(biosock_listen("many.invalid", NULL, &options, socks, ROOM), 2))
		return;
	CHECK_ERRORS("-");
	CHECK_INT(family_of(socks[0]), AF_INET6);
	CHECK_INT(family_of(socks[1]), AF_INET);
	CHECK_INT(port_of(socks[0]), port_of(socks[1]));
	close_all(socks, 2);
	options.family = AF_INET;
	CHECK_INT(biosock_listen("192.0.2.1", NULL, &options, socks, ROOM), -1);
	CHECK_INT(errno, EADDRNOTAVAIL);
	CHECK_ERRORS(contract_failed(EADDRNOTAVAIL, "bind", "unable to bind socket"));
}

/* Not what this machine has, but others listen at. */
static void a_name_is_what_this_machine_has(void)
{
	biosock_listen_options options = options_of(0, AF_UNSPEC);
	int socks[ROOM], before, taken;
	union peer_addr at;
	char port[8];

	system_need_family(AF_INET6);
	options.partial = 2;
	if (!CHECK_INT(biosock_listen("many.invalid", NULL, &options, socks, ROOM), 2))
		return;
	CHECK_ERRORS("-");
	CHECK_INT(port_of(socks[0]), port_of(socks[1]));
	close_all(socks, 2);
	taken = peer_listen(AF_INET, 1, &at);
	snprintf(port, sizeof(port), "%d", ntohs(peer_port(&at)));
	before = system_open_descriptors();
	CHECK_INT(biosock_listen("many.invalid", port, &options, socks, ROOM), -1);
	CHECK_INT(errno, EADDRINUSE);
	CHECK_INT(system_open_descriptors(), before);
	CHECK_ERRORS(contract_failed(EADDRINUSE, "bind", "unable to bind socket"));
	peer_close(taken, -1, -1);
	CHECK_INT(biosock_listen("192.0.2.1", NULL, &options, socks, ROOM), -1);
	CHECK_INT(errno, EADDRNOTAVAIL);
	CHECK_ERRORS(contract_failed(EADDRNOTAVAIL, "bind", "unable to bind socket"));
}

static void a_port_that_is_taken_is_told_of(void)
{
	union peer_addr at;
	int taken = peer_listen(AF_INET, 1, &at), socks[ROOM], before;
	char port[8];

	snprintf(port, sizeof(port), "%d", ntohs(peer_port(&at)));
	before = system_open_descriptors();
	CHECK_INT(biosock_listen("127.0.0.1", port, NULL, socks, ROOM), -1);
	CHECK_INT(errno, EADDRINUSE);
	CHECK(strstr(contract_errors_whole(), "127.0.0.1:") != NULL);
	CHECK_INT(system_open_descriptors(), before);
	peer_close(taken, -1, -1);
}

static void records_are_in_its_name(void)
{
	static const char *const hosts[] = { "192.0.2.1", "nobody.invalid" };
	int socks[ROOM];

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		const char *function = NULL;

		CHECK_INT(biosock_listen(hosts[i], NULL, NULL, socks, ROOM), -1);
		ERR_peek_last_error_func(&function);
		CHECK_STR(function, "biosock_listen");
		ERR_clear_error();
	}
}

static void shards_share_a_port(void)
{
	biosock_listen_options options = options_of(0, AF_INET);
	int socks[ROOM];

	if (peer_says_of_option(AF_INET, SOCK_STREAM, SOL_SOCKET, SO_REUSEPORT) != 0)
		contract_skip("no SO_REUSEPORT here");
	options.shards = 3;
	if (!CHECK_INT(biosock_listen("127.0.0.1", NULL, &options, socks, 3), 3))
		return;
	for (int i = 0; i < 3; i++) {
		CHECK_INT(port_of(socks[i]), port_of(socks[0]));
		CHECK(peer_option(socks[i], SOL_SOCKET, SO_REUSEPORT) > 0);
	}
	CHECK(port_of(socks[0]) != 0);
	close_all(socks, 3);
}

static void datagrams_need_no_queue(void)
{
	biosock_listen_options options = options_of(0, AF_INET);
	int socks[ROOM];

	options.socktype = SOCK_DGRAM;
	CHECK_INT(biosock_listen("127.0.0.1", NULL, &options, socks, ROOM), 1);
	CHECK_INT(peer_option(socks[0], SOL_SOCKET, SO_TYPE), SOCK_DGRAM);
	CHECK(port_of(socks[0]) != 0);
	close_all(socks, 1);
}

static void a_name_that_is_unknown_is_the_lookups_failure(void)
{
	int socks[ROOM];

	CHECK_INT(biosock_listen("127.0.0.1", "70000", NULL, socks, ROOM), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:invalid argument(no such port: 127.0.0.1:70000)");
}

/* And a record, but nothing that is open. */
static void what_is_not_found_has_an_errno(void)
{
	static const struct {
		const char *host, *service;
		int family, err;
	} rows[] = {
		{ "nobody.invalid", "0", AF_UNSPEC, ENOENT },
		{ "unsure.invalid", "0", AF_UNSPEC, EAGAIN },
		{ "127.0.0.1", "0", AF_INET6, ENOENT },
		{ "127.0.0.1", "no-such-service", AF_UNSPEC, ENOENT },
		{ "127.0.0.1", "-1", AF_UNSPEC, ENOENT },
		{ NULL, "no-such-service", AF_UNSPEC, ENOENT },
		{ "127.0.0.1", "70000", AF_UNSPEC, EINVAL },
		{ "127.0.0.1", "", AF_UNSPEC, EINVAL },
		{ NULL, "", AF_UNSPEC, EINVAL },
		{ "unix:", NULL, AF_UNSPEC, EINVAL },
		{ "unix:@", NULL, AF_UNSPEC, EINVAL },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		biosock_listen_options options = options_of(0, rows[i].family);
		int before = system_open_descriptors(), socks[ROOM];

		errno = 0;
		CHECK_INT(biosock_listen(rows[i].host, rows[i].service, &options, socks, ROOM), -1);
		CHECK_INT(errno, rows[i].err);
		CHECK(ERR_peek_error() != 0);
		ERR_clear_error();
		CHECK_INT(system_open_descriptors(), before);
	}
}

enum {
	ITS_SIZE,
	ITS_FLAGS,
	ITS_FAMILY,
	ITS_TYPE,
	ITS_BACKLOG,
	ITS_SHARDS,
	ITS_MODE,
	ITS_STALE,
	ITS_PARTIAL
};

static const struct {
	int what, value;
} bad[] = {
	{ ITS_SIZE, 0 },
	{ ITS_SIZE, 8 },
	{ ITS_SIZE, 4096 },
	{ ITS_FLAGS, 0x40 },
	{ ITS_FLAGS, -1 },
	{ ITS_FAMILY, 77 },
	{ ITS_FAMILY, -1 },
	{ ITS_TYPE, 77 },
	{ ITS_TYPE, -1 },
	{ ITS_BACKLOG, -1 },
	{ ITS_SHARDS, -1 },
	{ ITS_MODE, -2 },
	{ ITS_MODE, 010000 },
	{ ITS_STALE, 2 },
	{ ITS_STALE, -1 },
	{ ITS_PARTIAL, 3 },
	{ ITS_PARTIAL, -1 },
};

static void set(biosock_listen_options *o, int what, int value)
{
	int *const places[] = {
		[ITS_FLAGS] = &o->flags,
		[ITS_FAMILY] = &o->family,
		[ITS_TYPE] = &o->socktype,
		[ITS_BACKLOG] = &o->backlog,
		[ITS_SHARDS] = &o->shards,
		[ITS_MODE] = &o->mode,
		[ITS_STALE] = &o->stale,
		[ITS_PARTIAL] = &o->partial,
	};

	if (what == ITS_SIZE)
		o->size = (size_t)value;
	else
		*places[what] = value;
}

static void refused(const char *host, const biosock_listen_options *o, int *socks, size_t n)
{
	int before = system_open_descriptors();

	errno = 0;
	CHECK_INT(biosock_listen(host, NULL, o, socks, n), -1);
	CHECK_INT(errno, EINVAL);
	CHECK(ERR_peek_error() != 0);
	ERR_clear_error();
	CHECK_INT(system_open_descriptors(), before);
}

static void what_means_nothing_is_refused(void)
{
	biosock_listen_options options;
	int socks[ROOM];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		options = options_of(0, AF_UNSPEC);
		set(&options, bad[i].what, bad[i].value);
		refused("127.0.0.1", &options, socks, ROOM);
	}
	refused("127.0.0.1", NULL, NULL, ROOM);
	refused("127.0.0.1", NULL, socks, 0);
	options = options_of(0, AF_INET);
	refused("unix:/tmp/x", &options, socks, ROOM);
	refused("unix:", NULL, socks, ROOM);
	refused("unix:@", NULL, socks, ROOM);
	options = options_of(0, AF_UNSPEC);
	options.shards = 2;
	refused("unix:/tmp/biosock-no-such", &options, socks, ROOM);
}

static void too_few_places_open_nothing(void)
{
	biosock_listen_options each = options_of(BIO_SOCK_V6_ONLY, 0), group = options_of(0, 0);
	int socks[ROOM] = { -7, -7 };

	refused("*", &each, socks, 1);
	refused("many.invalid", NULL, socks, 2);
	group.shards = 4;
	refused("127.0.0.1", &group, socks, 3);
	group.shards = 0x7fffffff;
	refused("127.0.0.1", &group, socks, ROOM);
	CHECK_INT(socks[0], -7);
	CHECK_INT(socks[1], -7);
}

static const struct contract_case cases[] = {
	{ "everywhere is one socket of both families", everywhere_is_one_socket_of_both_families, 0,
	    0 },
	{ "V6_ONLY is a socket each", v6_only_is_a_socket_each, 0, 0 },
	{ "a family is that alone", a_family_is_that_alone, 0, 0 },
	{ "a literal is one address", a_literal_is_one_address, 0, 0 },
	{ "a name is all its addresses, or none", a_name_is_all_its_addresses_or_none, 0, 0 },
	{ "a name is what this machine has", a_name_is_what_this_machine_has, 0, 0 },
	{ "a port that is taken is told of", a_port_that_is_taken_is_told_of, 0, 0 },
	{ "records are in its name", records_are_in_its_name, 0, 0 },
	{ "shards share a port", shards_share_a_port, 0, 0 },
	{ "datagrams need no queue", datagrams_need_no_queue, 0, 0 },
	{ "a name that is unknown is the lookup's failure",
	    a_name_that_is_unknown_is_the_lookups_failure, 0, 0 },
	{ "what is not found has an errno", what_is_not_found_has_an_errno, 0, 0 },
	{ "what means nothing is refused", what_means_nothing_is_refused, 0, 0 },
	{ "too few places open nothing", too_few_places_open_nothing, 0, 0 },
};

int main(void)
{
	return contract_main("listen", cases, sizeof(cases) / sizeof(cases[0]));
}
