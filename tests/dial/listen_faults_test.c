/* SPDX-License-Identifier: Apache-2.0 */
/*
 * biosock_listen() with each of its system calls failing: told of, nothing left,
 * and again possible.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/faults.h"
#include "support/interpose.h"
#include "support/peer.h"
#include "support/system.h"

enum { ROOM = 4, MOST = 40 };

int INTERPOSED(open)(const char *name, int flags, ...)
{
	va_list args;
	mode_t mode = 0;

	va_start(args, flags);
	if ((flags & O_CREAT) != 0)
		mode = (mode_t)va_arg(args, int);
	va_end(args);
	return faults_meet(FAULT_OPEN) ? -1 : NEXT(open)(name, flags, mode);
}

int INTERPOSED(fchmodat)(int folder, const char *name, mode_t mode, int flags)
{
	return faults_meet(FAULT_CHMOD) ? -1 : NEXT(fchmodat)(folder, name, mode, flags);
}

int INTERPOSED(unlink)(const char *name)
{
	return faults_meet(FAULT_UNLINK) ? -1 : NEXT(unlink)(name);
}

static union peer_addr path;

/* How it listens, how many sockets that gives, and what is there before and after it. */
struct scene {
	const char *name, *host;
	int flags, mode, n;
	void (*before)(void);
	void (*after)(void);
};

static void nothing(void)
{
}

static void leave_a_dead_one(void)
{
	int fd = peer_socket(AF_UNIX, SOCK_STREAM);

	unlink(path.un.sun_path);
	CHECK_INT(bind(fd, &path.sa, peer_len(&path)), 0);
	peer_close(fd, -1, -1);
}

/* The one that was there, or none: never one that the failed call made. */
static void is_dead_or_gone(void)
{
	int fd = peer_dial(&path);

	CHECK_INT(fd, -1);
	CHECK(errno == ECONNREFUSED || errno == ENOENT);
}

static char host_of_path[160];

static const struct scene scenes[] = {
	{ "everywhere", "*", BIO_SOCK_REUSEADDR | BIO_SOCK_KEEPALIVE | BIO_SOCK_TFO, -1, 1, nothing,
	    nothing },
	{ "a socket each", "*", BIO_SOCK_V6_ONLY | BIO_SOCK_NONBLOCK | BIO_SOCK_NODELAY, -1, 2,
	    nothing, nothing },
	{ "a path", host_of_path, 0, 0600, 1, leave_a_dead_one, is_dead_or_gone },
};

static int listen_as(const struct scene *s, int *socks)
{
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;

	options.flags = s->flags;
	options.mode = s->mode;
	return biosock_listen(s->host, NULL, &options, socks, ROOM);
}

static void close_all(const int *socks, int n)
{
	for (int i = 0; i < n; i++)
		peer_close(socks[i], -1, -1);
}

/* Nobody but the one who is asked whether he is alive says anything else than what failed. */
static void check_failure(const struct scene *s, int err)
{
	bool told = errno == err || (s->mode != -1 && errno == EADDRINUSE);

	CHECK(told);
	CHECK(ERR_peek_error() != 0);
	ERR_clear_error();
	s->after();
}

static const struct {
	enum fault_call call;
	int err;
} faults[] = {
	{ FAULT_SOCKET, EMFILE },
	{ FAULT_SETSOCKOPT, ENOBUFS },
	{ FAULT_IOCTL, EBADF },
	{ FAULT_BIND, EACCES },
	{ FAULT_BIND, EADDRINUSE },
	{ FAULT_LISTEN, ENOBUFS },
	{ FAULT_LISTEN, EADDRINUSE },
	{ FAULT_GETSOCKNAME, ENOBUFS },
	{ FAULT_CONNECT, ENOMEM },
	{ FAULT_OPEN, EACCES },
	{ FAULT_CHMOD, EPERM },
	{ FAULT_UNLINK, EPERM },
	{ FAULT_MALLOC, ENOMEM },
};

/* Returns whether there was an n-th such call. */
static bool play(const struct scene *s, enum fault_call call, int n, int err)
{
	int socks[ROOM], memory = faults_live_memory(), before, got;

	s->before();
	before = system_open_descriptors();
	faults_clear();
	faults_fail(call, n, err);
	faults_begin();
	got = listen_as(s, socks);
	faults_end();
	if (got == -1)
		check_failure(s, err);
	else
		CHECK_INT(got, s->n);
	close_all(socks, got);
	CHECK_INT(system_open_descriptors(), before);
	CHECK_INT(faults_live_memory(), memory);
	return faults_struck();
}

static void every_call_fails_in_turn(void)
{
	int played = 0, memory;

	system_need_family(AF_INET6);
	peer_loopback(AF_UNIX, &path);
	snprintf(host_of_path, sizeof(host_of_path), "unix:%s", path.un.sun_path);
	memory = faults_live_memory();
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
		for (size_t f = 0; f < sizeof(faults) / sizeof(faults[0]); f++) {
			for (int n = 1; n < MOST; n++) {
				if (!play(&scenes[i], faults[f].call, n, faults[f].err))
					break;
				played++;
			}
		}
	}
	CHECK(played > 30);
	CHECK_INT(faults_bad_closes(), 0);
	CHECK_INT(faults_live_memory(), memory);
	unlink(path.un.sun_path);
}

/* One that is taken in IPv4 is given back; the next may be free. */
static void a_port_that_is_taken_is_tried_again(void)
{
	int socks[ROOM];

	system_need_family(AF_INET6);
	for (int n = 2; n <= 4; n += 2) {
		faults_clear();
		faults_fail(n == 2 ? FAULT_BIND : FAULT_LISTEN, n, EADDRINUSE);
		faults_begin();
		CHECK_INT(listen_as(&scenes[1], socks), 2);
		faults_end();
		CHECK_ERRORS("-");
		close_all(socks, 2);
	}
}

static void a_port_that_is_never_free_is_told_of(void)
{
	int socks[ROOM], before = system_open_descriptors();

	system_need_family(AF_INET6);
	faults_clear();
	faults_fail(FAULT_LISTEN, FAULT_EVERY, EADDRINUSE);
	faults_begin();
	CHECK_INT(listen_as(&scenes[1], socks), -1);
	faults_end();
	CHECK_INT(errno, EADDRINUSE);
	CHECK_ERRORS(contract_failed(EADDRINUSE, "listen", "unable to listen socket"));
	CHECK_INT(faults_count(FAULT_LISTEN), 128);
	CHECK_INT(system_open_descriptors(), before);
}

static int family_of(int fd)
{
	union peer_addr at;

	return peer_name(fd, &at) == 0 ? at.sa.sa_family : -1;
}

/* Of which the system says that it has none, or no address. */
static void everywhere_is_ipv4_where_there_is_no_ipv6(void)
{
	static const struct {
		enum fault_call call;
		int err;
	} rows[] = { { FAULT_SOCKET, EAFNOSUPPORT }, { FAULT_BIND, EADDRNOTAVAIL } };
	int socks[ROOM], before = system_open_descriptors();

	for (int i = 0; i < 4; i++) {
		faults_clear();
		faults_fail(rows[i / 2].call, 1, rows[i / 2].err);
		faults_begin();
		errno = 4242;
		CHECK_INT(listen_as(&scenes[i % 2], socks), 1);
		faults_end();
		CHECK_INT(errno, 4242);
		CHECK_ERRORS("-");
		CHECK_INT(family_of(socks[0]), AF_INET);
		close_all(socks, 1);
		CHECK_INT(system_open_descriptors(), before);
	}
}

/* One of a family that there is must be had. */
static void a_machine_without_either_is_told_of(void)
{
	int socks[ROOM], before = system_open_descriptors();

	for (int i = 0; i < 2; i++) {
		faults_clear();
		faults_fail(FAULT_SOCKET, FAULT_EVERY, EAFNOSUPPORT);
		faults_begin();
		CHECK_INT(listen_as(&scenes[i], socks), -1);
		faults_end();
		CHECK_INT(errno, EAFNOSUPPORT);
		CHECK(ERR_peek_error() != 0);
		ERR_clear_error();
		CHECK_INT(system_open_descriptors(), before);
	}
}

static const struct contract_case cases[] = {
	{ "every call fails in turn", every_call_fails_in_turn, 0, 0 },
	{ "a port that is taken is tried again", a_port_that_is_taken_is_tried_again, 0, 0 },
	{ "everywhere is IPv4 where there is no IPv6", everywhere_is_ipv4_where_there_is_no_ipv6, 0,
	    0 },
	{ "a machine without either is told of", a_machine_without_either_is_told_of, 0, 0 },
	{ "a port that is never free is told of", a_port_that_is_never_free_is_told_of, 0, 0 },
};

int main(void)
{
	if (faults_own_memory() != 1)
		return 1;
	return contract_main("listen_faults", cases, sizeof(cases) / sizeof(cases[0]));
}
