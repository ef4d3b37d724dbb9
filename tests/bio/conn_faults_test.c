/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every system call that connect and accept BIOs make, failing in turn: no descriptor lost, the
 * records of it, and a BIO that can be used again. And how many calls there are. The calls are
 * replaced in this executable.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/ioctl.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/wire.h"
#include "support/contract.h"
#include "support/interpose.h"
#include "support/system.h"

enum { NEVER = 1000 };

static bool counting;
static int until_failure = NEVER, fail_with;
static char calls[200];

/* How many connections in a row are lost, and by what; how many were since. */
static int to_lose, lose_with, lost;

/* Whether this call, of the library's, is the one to fail. */
static bool fails(const char *name)
{
	if (!counting)
		return false;
	if (strcmp(name, "accept4") == 0 && to_lose > 0) {
		to_lose--;
		lost++;
		errno = lose_with;
		return true;
	}
	strncat(calls, name, sizeof(calls) - strlen(calls) - 1);
	strncat(calls, " ", sizeof(calls) - strlen(calls) - 1);
	if (until_failure == NEVER || until_failure-- != 0)
		return false;
	errno = fail_with;
	return true;
}

int INTERPOSED(socket)(int domain, int type, int protocol)
{
	return fails("socket") ? -1 : NEXT(socket)(domain, type, protocol);
}

int INTERPOSED(connect)(int fd, const struct sockaddr *addr, socklen_t len)
{
	return fails("connect") ? -1 : NEXT(connect)(fd, addr, len);
}

int INTERPOSED(setsockopt)(int fd, int level, int name, const void *value, socklen_t len)
{
	return fails("setsockopt") ? -1 : NEXT(setsockopt)(fd, level, name, value, len);
}

int INTERPOSED(getsockopt)(int fd, int level, int name, void *value, socklen_t *len)
{
	return fails("getsockopt") ? -1 : NEXT(getsockopt)(fd, level, name, value, len);
}

int INTERPOSED(ioctl)(int fd, INTERPOSED_REQUEST request, ...)
{
	va_list args;
	void *arg;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	return fails("ioctl") ? -1 : NEXT(ioctl)(fd, request, arg);
}

int INTERPOSED(bind)(int fd, const struct sockaddr *addr, socklen_t len)
{
	return fails("bind") ? -1 : NEXT(bind)(fd, addr, len);
}

int INTERPOSED(listen)(int fd, int backlog)
{
	return fails("listen") ? -1 : NEXT(listen)(fd, backlog);
}

/* The length that names are said to have; 0: as it is. */
static socklen_t name_length;

int INTERPOSED(getsockname)(int fd, struct sockaddr *addr, socklen_t *len)
{
	int r = fails("getsockname") ? -1 : NEXT(getsockname)(fd, addr, len);

	if (name_length > 0)
		*len = name_length;
	return r;
}

/* One that goes well may leave another errno. */
int INTERPOSED(close)(int fd)
{
	int r = NEXT(close)(fd);

	if (counting)
		errno = EIO;
	return r;
}

int INTERPOSED(accept4)(int fd, struct sockaddr *addr, socklen_t *len, int flags)
{
	return fails("accept4") ? -1 : NEXT(accept4)(fd, addr, len, flags);
}

static void count(int nth, int err)
{
	calls[0] = '\0';
	until_failure = nth;
	fail_with = err;
	counting = true;
}

/* How the calls of one operation are spelt; none of them fails. */
static void costs_four_calls(void)
{
	int port, l = wire_listen(&port);
	BIO *b;

	count(NEVER, 0);
	b = BIO_new_connect(wire_name(port));
	CHECK_INT(BIO_do_connect(b), 1);
	counting = false;
	CHECK_STR(calls, "socket ioctl setsockopt connect ");
	BIO_free(b);
	wire_close(l);
}

/* One try, its n-th call failing: 1 if there is no such call any more. */
static int try_connect(BIO *b, int nth, int err)
{
	int r;

	count(nth, err);
	r = (int)BIO_do_connect(b);
	counting = false;
	return r;
}

static void connect_survives(void)
{
	int port, l = wire_listen(&port), nth = 0, r = 0;
	BIO *b = BIO_new_connect(wire_name(port));

	while (nth < 20 && r != 1) {
		int descriptors = system_open_descriptors();

		r = try_connect(b, nth++, ENOBUFS);
		if (r != 1) {
			CHECK(r <= 0);
			CHECK_INT(errno, ENOBUFS);
			CHECK(strncmp(contract_errors(), "system library:ENOBUFS", 22) == 0);
		}
		CHECK_INT(BIO_reset(b), 0);
		CHECK_INT(system_open_descriptors(), descriptors);
	}
	CHECK_INT(nth, 5);
	CHECK_INT(BIO_do_connect(b), 1);
	BIO_free(b);
	wire_close(l);
}

static int try_accept(BIO *b, int nth, int err)
{
	int r;

	count(nth, err);
	r = (int)BIO_do_accept(b);
	counting = false;
	return r;
}

/* A call was made to fail. */
static bool struck(void)
{
	return until_failure < 0;
}

/* Where addresses are not reused, the port's guard is a wish that may fail. */
static void listen_survives(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int nth = 0, r = 0, wishes = 0, descriptors = system_open_descriptors();

	while (nth < 20 && (r != 1 || struck())) {
		r = try_accept(b, nth++, ENOBUFS);
		if (r == 1) {
			wishes += struck();
			CHECK_INT(BIO_reset(b), 0);
			continue;
		}
		CHECK_INT(errno, ENOBUFS);
		CHECK(strncmp(contract_errors(), "system library:ENOBUFS", 22) == 0);
		CHECK_INT(system_open_descriptors(), descriptors);
	}
	CHECK_INT(nth, 7 + wishes);
	CHECK_INT(wishes, !system_reuses_addresses());
	BIO_free(b);
}

static void accept_survives(void)
{
	static const int errnos[] = { EMFILE, ENFILE, ENOBUFS, ENOMEM };
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int peer;

	CHECK_INT(BIO_do_accept(b), 1);
	peer = wire_dial(wire_port(wire_fd(b)));
	for (size_t i = 0; i < sizeof(errnos) / sizeof(errnos[0]); i++) {
		CHECK_INT(try_accept(b, 0, errnos[i]), -1);
		CHECK_INT(errno, errnos[i]);
		CHECK_INT(BIO_should_retry(b), 0);
		CHECK(strstr(contract_errors(), "BIO routines:accept error") != NULL);
	}
	CHECK_INT(BIO_do_accept(b), 1);
	BIO_free_all(b);
	wire_close(peer);
}

/* D3: one connection lost in the queue is passed over. EINTR is a retry. */
static void accept_passes_over_lost_ones(void)
{
	static const int errnos[] = { ECONNABORTED, EPROTO, ENETDOWN, EHOSTUNREACH };
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int peer;

	CHECK_INT(BIO_do_accept(b), 1);
	for (size_t i = 0; i < sizeof(errnos) / sizeof(errnos[0]); i++) {
		if (!system_accept_loses(errnos[i]))
			continue;
		peer = wire_dial(wire_port(wire_fd(b)));
		CHECK_INT(try_accept(b, 0, errnos[i]), 1);
		BIO_free(BIO_pop(b));
		wire_close(peer);
	}
	CHECK_INT(try_accept(b, 0, EINTR), -1);
	CHECK(BIO_should_retry(b) && BIO_should_io_special(b));
	CHECK_INT(BIO_get_retry_reason(b), BIO_RR_ACCEPT);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static int accept_behind(BIO *b, int how_many)
{
	int r;

	to_lose = how_many;
	lost = 0;
	r = try_accept(b, NEVER, 0);
	to_lose = 0;
	return r;
}

/* More than any queue holds is no loss of connections: D3 comes to an end. */
static void accept_ends_with_too_many_lost(void)
{
	static const int errnos[] = { ECONNABORTED, EPROTO, ENETDOWN, EHOSTUNREACH };
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int peer;

	CHECK_INT(BIO_do_accept(b), 1);
	for (size_t i = 0; i < sizeof(errnos) / sizeof(errnos[0]); i++) {
		if (!system_accept_loses(errnos[i]))
			continue;
		lose_with = errnos[i];
		CHECK_INT(accept_behind(b, 1000000), -1);
		CHECK_INT(errno, errnos[i]);
		CHECK_INT(lost, 4097);
		CHECK_INT(BIO_should_retry(b), 0);
		CHECK_ERRORS(contract_failed(errnos[i], "accept", "accept error"));
		peer = wire_dial(wire_port(wire_fd(b)));
		CHECK_INT(accept_behind(b, 4096), 1);
		CHECK_ERRORS("-");
		BIO_free(BIO_pop(b));
		wire_close(peer);
	}
	BIO_free(b);
}

/* A signal in a blocking connect, which goes on. */
static void a_signal_is_a_retry(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(try_connect(b, 3, EINTR), 0);
	CHECK(BIO_should_retry(b) && BIO_should_io_special(b));
	CHECK_INT(BIO_get_retry_reason(b), BIO_RR_CONNECT);
	CHECK_ERRORS("-");
	BIO_free(b);
	wire_close(l);
}

/* It only waited for room in an AF_UNIX listener's queue (D25): connect() is called again. */
static void a_signal_leaves_nothing_under_way(void)
{
	char path[100];
	int l = wire_listen_unix(path, sizeof(path));
	BIO_ADDR *addr = BIO_ADDR_new();
	BIO *b = BIO_new(BIO_s_connect());

	system_need_family(AF_UNIX);
	BIO_ADDR_rawmake(addr, AF_UNIX, path, strlen(path), 0);
	CHECK_INT(BIO_set_conn_address(b, addr), 1);
	for (int i = 0; i < 2; i++) {
		CHECK_INT(try_connect(b, i == 0 ? 3 : 2, EINTR), 0);
		CHECK(strstr(calls, "connect ") != NULL);
		CHECK(BIO_should_retry(b) && BIO_should_io_special(b));
		CHECK_INT(BIO_get_retry_reason(b), BIO_RR_CONNECT);
	}
	CHECK_INT(try_connect(b, NEVER, 0), 1);
	CHECK(strstr(calls, "connect ") != NULL);
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK_ERRORS("-");
	BIO_free(b);
	BIO_ADDR_free(addr);
	wire_close(l);
	unlink(path);
}

/* None is, but what does not fit may not be taken for whole. */
static void a_name_longer_than_any_is_refused(void)
{
	union BIO_sock_info_u info = { .addr = BIO_ADDR_new() };
	int port, l = wire_listen(&port), descriptors = system_open_descriptors();
	BIO *b = BIO_new_accept("127.0.0.1:0");

	name_length = 10000;
	CHECK_INT(BIO_sock_info(l, BIO_SOCK_INFO_ADDRESS, &info), 0);
	CHECK_STR(contract_errno_name(errno), "EOVERFLOW");
	CHECK_ERRORS("BIO routines:getsockname truncated address");
	CHECK_INT(BIO_ADDR_family(info.addr), AF_UNSPEC);
	CHECK_INT(BIO_do_accept(b), -1);
	CHECK_ERRORS("BIO routines:getsockname truncated address");
	CHECK_INT(system_open_descriptors(), descriptors);
	name_length = 0;
	CHECK_INT(BIO_sock_info(l, BIO_SOCK_INFO_ADDRESS, &info), 1);
	CHECK_INT(BIO_do_accept(b), 1);
	BIO_free(b);
	BIO_ADDR_free(info.addr);
	wire_close(l);
}

/* D9: socket() fails for one address, and the next one does. */
static void the_next_address_is_tried(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new(BIO_s_connect());

	CHECK_INT(BIO_set_conn_port(b, strchr(wire_name(port), ':') + 1), 1);
	CHECK_INT(try_connect(b, 0, EAFNOSUPPORT), 1);
	CHECK_ERRORS("-");
	BIO_free(b);
	wire_close(l);
	b = BIO_new_accept("*:0");
	CHECK_INT(try_accept(b, 0, EAFNOSUPPORT), 1);
	CHECK_STR(BIO_get_accept_name(b), "0.0.0.0");
	CHECK_ERRORS("-");
	BIO_free(b);
}

/* How the first socket of this machine's two addresses is made: by its calls. */
static bool first_socket_is_made_by(int mode, const char *want)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new(BIO_s_connect());

	CHECK_INT(BIO_set_conn_port(b, strchr(wire_name(port), ':') + 1), 1);
	CHECK_INT(BIO_set_conn_mode(b, mode), 1);
	(void)try_connect(b, NEVER, 0);
	ERR_clear_error();
	BIO_free(b);
	wire_close(l);
	return strncmp(calls, want, strlen(want)) == 0;
}

/* Sockets that race never block; one that is to use Fast Open takes its turn, and so may block. */
static void fastopen_is_not_raced(void)
{
	if (system_is_windows())
		contract_skip("a socket is made by other calls here");
	CHECK(first_socket_is_made_by(0, "socket setsockopt connect "));
	CHECK(first_socket_is_made_by(BIO_SOCK_TFO, "socket ioctl "));
}

static const struct contract_case cases[] = {
	{ "a connect to a literal is four calls", costs_four_calls, 0, 0 },
	{ "connecting: each call fails", connect_survives, 0, 0 },
	{ "listening: each call fails", listen_survives, 0, 0 },
	{ "accepting: out of descriptors or memory", accept_survives, 0, 0 },
	{ "lost connections are passed over", accept_passes_over_lost_ones, 0, 0 },
	{ "too many lost connections are an error", accept_ends_with_too_many_lost, 0, 0 },
	{ "a signal while connecting", a_signal_is_a_retry, 0, 0 },
	{ "a signal while waiting for room", a_signal_leaves_nothing_under_way, 0, 0 },
	{ "a name longer than any is refused", a_name_longer_than_any_is_refused, 0, 0 },
	{ "Fast Open is not raced", fastopen_is_not_raced, 0, 0 },
	{ "no socket for an address", the_next_address_is_tried, 0, 0 },
};

int main(void)
{
	return contract_main(
	    "system calls of socket BIOs", cases, sizeof(cases) / sizeof(cases[0]));
}
