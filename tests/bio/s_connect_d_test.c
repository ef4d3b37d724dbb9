/* SPDX-License-Identifier: Apache-2.0 */
/* Connect BIOs: the deliberate differences (DIFFERENCES.md). */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/wire.h"
#include "support/contract.h"
#include "support/memory.h"
#include "support/system.h"

/* Of <biosock.h>, which the oracle's build has not. */
#define NO_KEEPALIVE 0x80000

static void does_not_leak_into_children(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(fcntl(wire_fd(b), F_GETFD), FD_CLOEXEC);
	BIO_free(b);
	wire_close(l);
}

static void never_raises_sigpipe(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));
	char byte;

	signal(SIGPIPE, SIG_DFL);
	CHECK_INT(BIO_do_connect(b), 1);
	wire_reset(wire_accept(l));
	CHECK(wire_readable(wire_fd(b)));
	CHECK_INT(BIO_read(b, &byte, 1), wire_tells_resets() ? -1 : 0);
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_INT(errno, wire_errno_after_reset());
	BIO_free(b);
	wire_close(l);
}

/* A connect that nobody answers yet: told so at once, each time. 3.0 says 1 instead, 3.6 waits. */
static void says_at_once_that_it_is_under_way(void)
{
	int port, filler, l = wire_full(&port, &filler), peer;
	BIO *b = BIO_new_connect(wire_name(port));

	BIO_set_nbio(b, 1);
	for (int i = 0; i < 3; i++) {
		CHECK_INT(BIO_do_connect(b), 0);
		CHECK_INT(BIO_get_retry_flags(b), BIO_FLAGS_IO_SPECIAL | BIO_FLAGS_SHOULD_RETRY);
		CHECK_INT(BIO_get_retry_reason(b), BIO_RR_CONNECT);
		CHECK(BIO_sock_should_retry(0));
	}
	CHECK_ERRORS("-");
	peer = wire_accept(l);
	CHECK(wire_writable(wire_fd(b)));
	CHECK_INT(BIO_do_connect(b), 1);
	BIO_free(b);
	wire_close(peer);
	wire_close(filler);
	wire_close(l);
}

static void tells_of_all_addresses(void)
{
	int port, l = wire_refuse(&port);
	char service[8];
	BIO *b = BIO_new(BIO_s_connect());

	(void)strcpy(service, strchr(wire_name(port), ':') + 1);
	CHECK_INT(BIO_set_conn_port(b, service), 1);
	CHECK_INT(BIO_do_connect(b), 0);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_ERRORS("system library:ECONNREFUSED(calling connect());BIO routines:connect error;"
	             "system library:ECONNREFUSED(calling connect());BIO routines:connect error");
	CHECK_INT(BIO_reset(b), 0);
	BIO_set_nbio(b, 1);
	for (int i = 0; i < 10 && BIO_do_connect(b) <= 0 && BIO_should_retry(b); i++)
		CHECK(wire_writable(wire_fd(b)));
	CHECK_ERRORS(
	    "system library:ECONNREFUSED(calling connect());BIO routines:nbio connect error;"
	    "system library:ECONNREFUSED(calling connect());BIO routines:nbio connect error");
	BIO_free(b);
	wire_close(l);
}

static void a_failure_stays_one(void)
{
	int port, l = wire_refuse(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	BIO_set_nbio(b, 1);
	CHECK_INT(BIO_do_connect(b), 0);
	CHECK(wire_writable(wire_fd(b)));
	CHECK_INT(BIO_do_connect(b), 0);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_INT(BIO_should_retry(b), 0);
	ERR_clear_error();
	CHECK_INT(BIO_do_connect(b), 0);
	CHECK_ERRORS("BIO routines:connect error");
	BIO_free(b);
	wire_close(l);
}

static void ends_retrying_when_refused(void)
{
	int port, l = wire_refuse(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect_retry(b, 0, 10), -1);
	CHECK_ERRORS("system library:ECONNREFUSED(calling connect());BIO routines:connect error");
	BIO_free(b);
	wire_close(l);
}

static void tells_once(void)
{
	int port, l = wire_refuse(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect(b), 0);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_ERRORS("system library:ECONNREFUSED(calling connect());BIO routines:connect error");
	BIO_free(b);
	wire_close(l);
}

static void frees_what_it_has(void)
{
	int port, l = wire_listen(&port), fd;
	long before = memory_held;
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect(b), 1);
	fd = wire_fd(b);
	CHECK_INT(BIO_set_close(b, BIO_NOCLOSE), 1);
	BIO_free(b);
	CHECK_INT(memory_held, before);
	wire_close(fd);
	wire_close(l);
}

static void changes_mode_when_connected(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(BIO_set_nbio(b, 1), 1);
	CHECK(wire_is_nonblocking(wire_fd(b)));
	CHECK_INT(BIO_set_nbio(b, 0), 1);
	CHECK(!wire_is_nonblocking(wire_fd(b)));
	BIO_free(b);
	wire_close(l);
}

static void a_copy_leaves_the_socket_alone(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect(b), 1);
	BIO_free(BIO_dup_chain(b));
	CHECK_INT(BIO_write(b, "x", 1), 1);
	BIO_free(b);
	wire_close(l);
}

static void lets_keepalive_be_off(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_set_conn_mode(b, NO_KEEPALIVE), 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(wire_option(wire_fd(b), SOL_SOCKET, SO_KEEPALIVE), 0);
	BIO_free(b);
	wire_close(l);
}

static BIO_ADDR *unix_address(const char *path, size_t n)
{
	BIO_ADDR *addr = BIO_ADDR_new();

	BIO_ADDR_rawmake(addr, AF_UNIX, path, n, 0);
	return addr;
}

static void goes_to_a_path(void)
{
	char path[100], in[4];
	int l = wire_listen_unix(path, sizeof(path)), peer;
	BIO_ADDR *addr = unix_address(path, strlen(path));
	BIO *b = BIO_new(BIO_s_connect());

	system_need_family(AF_UNIX);
	CHECK_INT(BIO_set_conn_address(b, addr), 1);
	BIO_ADDR_free(addr);
	CHECK_STR(BIO_get_conn_hostname(b), "localhost");
	CHECK_STR(BIO_get_conn_port(b), path);
	CHECK_INT(BIO_do_connect(b), 1);
	peer = wire_accept(l);
	CHECK_INT(BIO_write(b, "unix", 4), 4);
	CHECK(wire_receive(peer, in, 4));
	CHECK_INT(BIO_reset(b), 0);
	unlink(path);
	CHECK_INT(BIO_do_connect(b), 0);
	CHECK_ERRORS("system library:ENOENT(calling connect());BIO routines:connect error");
	BIO_free(b);
	wire_close(peer);
	wire_close(l);
}

static const struct contract_case cases[] = {
	{ "the descriptor is close-on-exec", does_not_leak_into_children, 1, 0 },
	{ "a peer that is gone raises no signal", never_raises_sigpipe, 2, 0 },
	{ "an AF_UNIX path, by its address", goes_to_a_path, 6, 0 },
	{ "a connect under way is said to be", says_at_once_that_it_is_under_way, 8, 0 },
	{ "all addresses fail: the errors of all", tells_of_all_addresses, 9, 0 },
	{ "a failure stays one", a_failure_stays_one, 12, 0 },
	{ "retrying ends when refused", ends_retrying_when_refused, 12, 0 },
	{ "a refused connect is told of once", tells_once, 15, 0 },
	{ "BIO_NOCLOSE leaks nothing", frees_what_it_has, 17, 0 },
	{ "nonblocking mode changes when connected", changes_mode_when_connected, 17, 0 },
	{ "freeing a copy leaves the socket alone", a_copy_leaves_the_socket_alone, 17, 0 },
	{ "keepalive can be off", lets_keepalive_be_off, 18, 0 },
};

int main(void)
{
	memory_watch();
	return contract_main("connect BIOs' differences", cases, sizeof(cases) / sizeof(cases[0]));
}
