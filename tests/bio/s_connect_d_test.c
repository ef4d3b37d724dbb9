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
/* BIO_set_sock_type(), BIO_get_sock_type(), which 3.0's headers do not have. */
#define SET_SOCK_TYPE 157
#define GET_SOCK_TYPE 158

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
	wire_reset_seen(wire_accept(l), wire_fd(b));
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

/* A socket that does not change leaves the mode as it was. */
static void a_mode_that_cannot_change_is_an_error(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));
	int fd;

	CHECK_INT(BIO_do_connect(b), 1);
	fd = wire_fd(b);
	wire_close(fd);
	CHECK_INT(BIO_set_nbio(b, 1), 0);
	CHECK_STR(contract_errno_name(errno), "EBADF");
	CHECK_ERRORS("system library:EBADF(calling ioctlsocket())");
	CHECK_INT(BIO_reset(b), 0);
	CHECK_INT(BIO_do_connect(b), 1);
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

/* What had come of a line, then the rest, and at the end what there is of the last. */
static void gives_half_a_line(void)
{
	int port, l = wire_listen(&port), peer;
	BIO *b = BIO_new_connect(wire_name(port));
	char in[16];

	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(BIO_set_nbio(b, 1), 1);
	peer = wire_accept(l);
	wire_send(peer, "ha");
	CHECK(wire_readable(wire_fd(b)));
	CHECK_INT(BIO_gets(b, in, sizeof(in)), 2);
	CHECK_STR(in, "ha");
	CHECK(BIO_should_retry(b) && BIO_should_read(b));
	CHECK_STR(contract_errno_name(errno), "EAGAIN");
	CHECK_INT(BIO_gets(b, in, sizeof(in)), -1);
	CHECK_STR(in, "");
	CHECK(BIO_should_retry(b) && BIO_should_read(b));
	wire_send(peer, "lf\nend");
	CHECK(wire_readable(wire_fd(b)));
	CHECK_INT(BIO_gets(b, in, sizeof(in)), 3);
	CHECK_STR(in, "lf\n");
	CHECK_INT(BIO_should_retry(b), 0);
	wire_close(peer);
	CHECK(wire_readable(wire_fd(b)));
	CHECK_INT(BIO_gets(b, in, sizeof(in)), 3);
	CHECK_STR(in, "end");
	CHECK_INT(BIO_should_retry(b), 0);
	CHECK_INT(BIO_gets(b, in, sizeof(in)), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
	wire_close(l);
}

static bool is_connected(int fd)
{
	struct sockaddr_storage peer;
	socklen_t len = sizeof(peer);

	return getpeername(fd, (struct sockaddr *)&peer, &len) == 0;
}

/* A connect BIO to a path whose listener has no room: as many fill its queue as it takes. */
static BIO *to_a_full_path(char *path, size_t size, int *out_listener, int *out_filler)
{
	int l = wire_listen_unix(path, size), filler;
	BIO_ADDR *addr = unix_address(path, strlen(path));
	BIO *b = BIO_new(BIO_s_connect());

	system_need_family(AF_UNIX);
	listen(l, 0);
	filler = wire_dial_unix(path);
	CHECK_INT(BIO_set_conn_address(b, addr), 1);
	BIO_ADDR_free(addr);
	*out_listener = l;
	*out_filler = filler;
	return b;
}

static void never_takes_no_room_for_connected(void)
{
	char path[100];
	int l, filler;
	BIO *b = to_a_full_path(path, sizeof(path), &l, &filler);

	BIO_set_nbio(b, 1);
	for (int i = 0; i < 3; i++) {
		CHECK_INT(BIO_do_connect(b), 0);
		CHECK_INT(BIO_should_retry(b), 0);
		if (i == 0) {
			CHECK_STR(contract_errno_name(errno), "EAGAIN");
			CHECK_ERRORS(
			    "system library:EAGAIN(calling connect());BIO routines:connect error");
		}
		CHECK_ERRORS(i == 0 ? "-" : "BIO routines:connect error");
		CHECK_INT(BIO_write(b, "x", 1), 0);
		ERR_clear_error();
	}
	CHECK(!is_connected(wire_fd(b)));
	CHECK_INT(BIO_reset(b), 0);
	wire_close(wire_accept(l));
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK(is_connected(wire_fd(b)));
	BIO_free(b);
	wire_close(filler);
	wire_close(l);
	unlink(path);
}

/* BIO_connect() is only to be called again, which is what a retry says. */
static void room_is_asked_for_again_by_hand(void)
{
	char path[100];
	int l, filler, fd;
	BIO_ADDR *addr;

	BIO_free(to_a_full_path(path, sizeof(path), &l, &filler));
	addr = unix_address(path, strlen(path));
	fd = BIO_socket(AF_UNIX, SOCK_STREAM, 0, 0);
	CHECK_INT(BIO_connect(fd, addr, BIO_SOCK_NONBLOCK), 0);
	CHECK_STR(contract_errno_name(errno), "EAGAIN");
	CHECK(BIO_sock_should_retry(0));
	CHECK_ERRORS("-");
	CHECK(!is_connected(fd));
	wire_close(wire_accept(l));
	CHECK_INT(BIO_connect(fd, addr, BIO_SOCK_NONBLOCK), 1);
	CHECK(is_connected(fd));
	BIO_ADDR_free(addr);
	wire_close(fd);
	wire_close(filler);
	wire_close(l);
	unlink(path);
}

/* A connect BIO's state that its info callback is told of. */
enum { REFUSED = 7 };

static int makes_room; /* the listener whose queue's connection is taken at the second try */

static int make_room(BIO *b, int state, int ret)
{
	static int tries;

	(void)b;
	if (state == REFUSED && ++tries == 2)
		wire_close(wire_accept(makes_room));
	return ret;
}

static void tries_again_until_there_is_room(void)
{
	char path[100];
	int filler;
	BIO *b = to_a_full_path(path, sizeof(path), &makes_room, &filler);

	CHECK_INT(BIO_do_connect_retry(b, 1, 0), 0);
	CHECK_ERRORS("BIO routines:connect timeout");
	CHECK_INT(BIO_reset(b), 0);
	(void)BIO_set_info_callback(b, make_room);
	CHECK_INT(BIO_do_connect_retry(b, 60, 0), 1);
	CHECK(is_connected(wire_fd(b)));
	CHECK_ERRORS("-");
	BIO_free(b);
	wire_close(filler);
	wire_close(makes_room);
	unlink(path);
}

/* A copy knows the type of socket that was asked for. */
static void a_copy_knows_the_socket_type(void)
{
	BIO *b = BIO_new_connect("127.0.0.1:9"), *copy;

	CHECK_INT(BIO_ctrl(b, SET_SOCK_TYPE, SOCK_DGRAM, NULL), 1);
	copy = BIO_dup_chain(b);
	CHECK_INT(BIO_ctrl(copy, GET_SOCK_TYPE, 0, NULL), SOCK_DGRAM);
	BIO_free(copy);
	BIO_free(b);
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
	{ "a mode that cannot change is an error", a_mode_that_cannot_change_is_an_error, 17, 0 },
	{ "freeing a copy leaves the socket alone", a_copy_leaves_the_socket_alone, 17, 0 },
	{ "a copy knows its socket type", a_copy_knows_the_socket_type, 17, 0 },
	{ "keepalive can be off", lets_keepalive_be_off, 18, 0 },
	{ "half a line is given", gives_half_a_line, 22, 0 },
	{ "a full listener is not connected to", never_takes_no_room_for_connected, 25, 0 },
	{ "a full listener is asked again", tries_again_until_there_is_room, 25, 0 },
	{ "a full listener, by BIO_connect", room_is_asked_for_again_by_hand, 0, 0 },
};

int main(void)
{
	memory_watch();
	return contract_main("connect BIOs' differences", cases, sizeof(cases) / sizeof(cases[0]));
}
