/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All 64 combinations of the page's flags on listen, connect and accept, IPv4 and IPv6: what the
 * kernel says the socket is afterwards, by tests/data/flags.tsv.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"
#include "support/table.h"

#ifndef TCP_FASTOPEN_CONNECT
#define TCP_FASTOPEN_CONNECT 30
#endif

enum { VERSION_WITH_FASTOPEN = 0x30200000 };

/* The columns that hold what is compared. */
static const char *const columns[] = { "ret", "errno", "mode", "keepalive", "nodelay", "reuseaddr",
	"v6only", "fastopen", "fastopen_connect", "errors" };

struct outcome {
	int ret; /* 1: worked */
	int err;
	int retry;
	int fd;
};

static int number_of(const char *family)
{
	return strcmp(family, "v4") == 0 ? AF_INET : AF_INET6;
}

static struct outcome outcome(int ret, int failure, int fd)
{
	struct outcome o = { .ret = ret != failure, .fd = fd };

	o.err = o.ret != 0 ? 0 : errno;
	o.retry = o.ret != 0 ? 0 : BIO_sock_should_retry(ret);
	return o;
}

static struct outcome do_listen(int family, int listener, int options)
{
	union peer_addr at;
	int fd = BIO_socket(family, SOCK_STREAM, 0, 0);

	(void)listener;
	peer_loopback(family, &at);
	return outcome(BIO_listen(fd, peer_bio(&at), options), 0, fd);
}

static struct outcome do_connect(int family, int listener, int options)
{
	union peer_addr at;
	int peer = peer_listen(family, 1, &at);
	int fd = BIO_socket(family, SOCK_STREAM, 0, 0);
	struct outcome o = outcome(BIO_connect(fd, peer_bio(&at), options), 0, fd);

	(void)listener;
	peer_close(peer, -1, -1);
	return o;
}

static struct outcome do_accept(int family, int listener, int options)
{
	struct outcome on = do_listen(family, 0, listener);
	struct outcome o;
	union peer_addr at;
	int peer, fd;

	peer_name(on.fd, &at);
	peer = peer_dial(&at);
	fd = BIO_accept_ex(on.fd, NULL, options);
	o = outcome(fd, -1, fd);
	peer_close(peer, on.fd, -1);
	return o;
}

static const struct {
	const char *name;
	struct outcome (*run)(int family, int listener, int options);
} calls[] = {
	{ "BIO_listen", do_listen },
	{ "BIO_connect", do_connect },
	{ "BIO_accept_ex", do_accept },
};

static struct outcome call(const struct table *t, size_t row)
{
	const char *name = table_text(t, row, "call");
	int family = number_of(table_text(t, row, "family"));
	int listener = atoi(table_text(t, row, "listener"));
	int options = (int)table_number(t, row, "options");

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (strcmp(calls[i].name, name) == 0)
			return calls[i].run(family, listener, options);
	}
	CHECK_STR(name, "a call that this test knows");
	return (struct outcome){ .fd = -1 };
}

static void describe(const struct outcome *o, char *out, size_t size)
{
	int fd = o->fd;

	snprintf(out, size, "%d\t%s%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%s", o->ret,
	    contract_errno_name(o->err), o->retry != 0 ? "(retry)" : "",
	    peer_is_nonblocking(fd) ? "nonblock" : "block",
	    peer_option(fd, SOL_SOCKET, SO_KEEPALIVE), peer_option(fd, IPPROTO_TCP, TCP_NODELAY),
	    peer_option(fd, SOL_SOCKET, SO_REUSEADDR), peer_option(fd, IPPROTO_IPV6, IPV6_V6ONLY),
	    peer_option(fd, IPPROTO_TCP, TCP_FASTOPEN),
	    peer_option(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT), contract_errors());
}

/* What a system has not, it does not tell; what nobody sets is as the system has it. */
static const char *cell(const struct table *t, size_t row, const char *column)
{
	int fresh = peer_socket(AF_INET, SOCK_STREAM), fresh6 = peer_socket(AF_INET6, SOCK_STREAM);
	int v6only = peer_option(fresh6, IPPROTO_IPV6, IPV6_V6ONLY);
	bool has_server = peer_option(fresh, IPPROTO_TCP, TCP_FASTOPEN) != -1;
	bool has_client = peer_option(fresh, IPPROTO_TCP, TCP_FASTOPEN_CONNECT) != -1;

	peer_close(fresh, fresh6, -1);
	if (strcmp(column, "reuseaddr") == 0 && !system_reuses_addresses())
		return "0";
	if ((strcmp(column, "fastopen") == 0 && !has_server) ||
	    (strcmp(column, "fastopen_connect") == 0 && !has_client))
		return "-1";
	if (strcmp(column, "v6only") == 0 &&
	    strcmp(table_text(t, row, "call"), "BIO_connect") == 0 &&
	    strcmp(table_text(t, row, "family"), "v6") == 0)
		return v6only != 0 ? "1" : "0";
	return table_text(t, row, column);
}

static void expected(const struct table *t, size_t row, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		n += (size_t)snprintf(
		    out + n, size - n, "%s%s", i > 0 ? "\t" : "", cell(t, row, columns[i]));
}

static void name_of(const struct table *t, size_t row, char *out, size_t size)
{
	snprintf(out, size, "flags.tsv: %s %s %s, listener %s", table_text(t, row, "call"),
	    table_text(t, row, "family"), table_text(t, row, "options"),
	    table_text(t, row, "listener"));
}

static void check_state(const struct table *t, size_t row)
{
	char what[128], want[512], got[20000];
	struct outcome o;

	ERR_clear_error();
	o = call(t, row);
	name_of(t, row, what, sizeof(what));
	expected(t, row, want, sizeof(want));
	describe(&o, got, sizeof(got));
	contract_check_str("flags.tsv", (int)row + 2, got, want, what);
	peer_close(o.fd, -1, -1);
}

static void each(bool fastopen, void (*check)(const struct table *t, size_t row))
{
	struct table *t = table_load("flags.tsv");
	int rows = 0;

	for (size_t row = 0; row < table_rows(t); row++) {
		if (((table_number(t, row, "options") & BIO_SOCK_TFO) != 0) != fastopen)
			continue;
		check(t, row);
		rows++;
	}
	CHECK_INT(rows, fastopen ? 128 : 192);
	table_free(t);
}

static void without_fastopen(void)
{
	each(false, check_state);
}

static void with_fastopen(void)
{
	int fresh = peer_socket(AF_INET, SOCK_STREAM), has = 0;

	has = peer_option(fresh, IPPROTO_TCP, TCP_FASTOPEN) != -1;
	peer_close(fresh, -1, -1);
	if (!has)
		contract_skip("no TCP_FASTOPEN here");
	each(true, check_state);
}

static void check_cloexec(const struct table *t, size_t row)
{
	struct outcome o = call(t, row);
	char what[128];

	name_of(t, row, what, sizeof(what));
	contract_check_int("flags.tsv", (int)row + 2, peer_is_cloexec(o.fd),
	    table_number(t, row, "D1:cloexec"), what);
	peer_close(o.fd, -1, -1);
}

static void close_on_exec(void)
{
	each(false, check_cloexec);
	each(true, check_cloexec);
}

static const struct contract_case cases[] = {
	{ "the 192 rows without TFO", without_fastopen, 0, 0 },
	{ "the 128 rows with TFO", with_fastopen, 0, VERSION_WITH_FASTOPEN },
	{ "every descriptor of the 320 rows is close-on-exec", close_on_exec, 1, 0 },
};

int main(void)
{
	return contract_main("sock.flags", cases, sizeof(cases) / sizeof(cases[0]));
}
