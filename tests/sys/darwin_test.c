/* SPDX-License-Identifier: Apache-2.0 */
/* What macOS' kernel does differently, answered in its place. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <netinet/in.h>
#include <netinet/tcp.h>

#include "elsewhere.h"
#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"
#include "sys/descriptor.h"
#include "sys/nosignal.h"

/* The descriptor that poll() says is none, as it does of devices. */
static int device;

int elsewhere_poll(struct pollfd *set, nfds_t n, int timeout_ms)
{
	int ready = poll(set, n, device != -1 ? 0 : timeout_ms), refused = 0;

	for (nfds_t i = 0; i < n && ready >= 0; i++) {
		if (set[i].fd == -1 || set[i].fd != device)
			continue;
		refused += set[i].revents == 0;
		set[i].revents = POLLNVAL;
	}
	return ready == -1 ? -1 : ready + refused;
}

static long long milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

struct ends {
	int device[2], socket[2];
};

static struct ends open_ends(void)
{
	struct ends e = { { -1, -1 }, { -1, -1 } };

	CHECK_INT(pipe(e.device), 0);
	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, e.socket), 0);
	device = e.device[0];
	return e;
}

static void close_ends(const struct ends *e)
{
	peer_close(e->device[0], e->device[1], -1);
	peer_close(e->socket[0], e->socket[1], -1);
	device = -1;
}

static void a_device_is_waited_for(void)
{
	struct ends e = open_ends();
	struct pollfd set[3] = { { e.device[0], POLLIN, 0 }, { -1, POLLIN, 0 },
		{ e.socket[0], POLLIN, 0 } };
	long long began = milliseconds();

	CHECK_INT(elsewhere_sys_poll(set, 3, 60), 0);
	CHECK(milliseconds() - began >= 50);
	CHECK_INT(set[0].revents | set[1].revents | set[2].revents, 0);
	CHECK_INT(write(e.device[1], "x", 1), 1);
	CHECK_INT(elsewhere_sys_poll(set, 3, 5000), 1);
	CHECK_INT(set[0].revents, POLLIN);
	CHECK_INT(set[1].revents | set[2].revents, 0);
	CHECK_INT(write(e.socket[1], "x", 1), 1);
	CHECK_INT(elsewhere_sys_poll(set, 3, -1), 2);
	CHECK_INT(set[2].revents, POLLIN);
	close_ends(&e);
}

static void a_device_that_ended_can_be_read(void)
{
	struct ends e = open_ends();
	struct pollfd set[2] = { { e.device[0], POLLIN, 0 }, { e.socket[0], POLLOUT, 0 } };

	close(e.device[1]);
	e.device[1] = -1;
	CHECK_INT(elsewhere_sys_poll(set, 2, 5000), 2);
	CHECK_INT(set[0].revents, POLLIN);
	CHECK_INT(set[1].revents, POLLOUT);
	close_ends(&e);
}

static void what_is_closed_is_still_said_to_be(void)
{
	struct ends e = open_ends();
	int closed = system_closed_descriptor();
	struct pollfd set[2] = { { closed, POLLIN, 0 }, { e.socket[0], POLLIN, 0 } };

	CHECK_INT(elsewhere_sys_poll(set, 2, 5000), 1);
	CHECK_INT(set[0].revents, POLLNVAL);
	close_ends(&e);
}

static void a_signal_is_nothing_ready(void)
{
	struct ends e = open_ends();
	struct pollfd set[1] = { { e.device[0], POLLIN, 0 } };

	if (!system_interrupt())
		contract_skip("no signal interrupts a call here");
	CHECK_INT(elsewhere_sys_poll(set, 1, 5000), 0);
	CHECK_INT(set[0].revents, 0);
	system_interrupt_stop();
	close_ends(&e);
}

static void a_descriptor_too_high_for_select_is_an_error(void)
{
	struct ends e = open_ends();
	int high = system_duplicate(e.socket[0], FD_SETSIZE);
	struct pollfd set[2] = { { e.device[0], POLLIN, 0 }, { high, POLLIN, 0 } };

	if (high == -1)
		contract_skip("no descriptor that high may be had");
	CHECK_INT(elsewhere_sys_poll(set, 2, 0), -1);
	CHECK_INT(errno, EINVAL);
	close(high);
	close_ends(&e);
}

/* What the kernel says of the next option or connect, and of the peer; 0: what this one says. */
static int option_err, connect_err, peer_err;

int elsewhere_setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
	errno = option_err;
	return option_err != 0 ? -1 : setsockopt(fd, level, name, value, len);
}

int elsewhere_getpeername(int fd, struct sockaddr *addr, socklen_t *len)
{
	errno = peer_err;
	return peer_err != 0 ? -1 : getpeername(fd, addr, len);
}

int elsewhere_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	int r = connect_err != EISCONN ? connect(fd, addr, len) : 0;

	errno = connect_err;
	return connect_err != 0 ? -1 : r;
}

static void connect_to(int fd, const union peer_addr *to, int err, int want)
{
	connect_err = err;
	CHECK_INT(elsewhere_sys_connect(fd, &to->sa, peer_len(to)), want);
	if (want == -1)
		CHECK_INT(errno, err);
	connect_err = 0;
}

static void connecting_again_has_connected(void)
{
	static const int families[] = { AF_INET, AF_INET6, AF_UNIX };

	peer_err = 0;
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		union peer_addr at, other;
		int listener = peer_listen(families[i], 8, &at);
		int elsewhere = peer_listen(families[i], 8, &other);
		int fd = peer_socket(families[i], SOCK_STREAM);

		connect_to(fd, &at, EISCONN, -1);
		connect_to(fd, &at, 0, 0);
		connect_to(fd, &at, EISCONN, 0);
		connect_to(fd, &other, EISCONN, -1);
		if (families[i] == AF_UNIX)
			unlink(other.un.sun_path);
		peer_loopback(families[(i + 1) % 3], &other);
		connect_to(fd, &other, EISCONN, -1);
		if (families[i] == AF_UNIX)
			unlink(at.un.sun_path);
		peer_close(listener, elsewhere, fd);
	}
}

static void an_association_is_dissolved(void)
{
	union peer_addr at, none;
	int listener = peer_listen(AF_INET, 8, &at), stream = peer_dial(&at);
	int fd = peer_socket(AF_INET, SOCK_DGRAM);

	peer_err = 0;
	peer_wildcard(AF_UNSPEC, 0, &none);
	connect_to(fd, &at, 0, 0);
	connect_to(fd, &none, EAFNOSUPPORT, 0);
	connect_to(fd, &at, 0, 0);
	connect_to(fd, &none, EINVAL, 0);
	connect_to(fd, &none, EBADF, -1);
	connect_to(fd, &at, EAFNOSUPPORT, -1);
	connect_to(stream, &at, EAFNOSUPPORT, -1);
	peer_close(listener, stream, fd);
}

static void an_option_of_a_connection_that_is_over_is_no_error(void)
{
	static const struct {
		int option, peer, result, err;
	} rows[] = {
		{ 0, ENOTCONN, 0, 0 },
		{ EINVAL, EINVAL, 0, 0 },
		{ EINVAL, ENOTCONN, -1, EINVAL },
		{ ENOPROTOOPT, EINVAL, -1, ENOPROTOOPT },
		{ EBADF, EBADF, -1, EBADF },
	};
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		option_err = rows[i].option;
		peer_err = rows[i].peer;
		CHECK_INT(
		    elsewhere_sys_set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1), rows[i].result);
		if (rows[i].result == -1)
			CHECK_INT(errno, rows[i].err);
	}
	CHECK_INT(peer_option(fd, IPPROTO_TCP, TCP_NODELAY), 1);
	peer_close(fd, -1, -1);
}

/* The last socket that was told to raise no signal: in nosignal_darwin.c's place. */
static int quiet;

void sys_no_signal(int fd)
{
	quiet = fd;
}

static void sockets_are_what_was_asked_for(void)
{
	for (unsigned flags = 0; flags <= (SYS_NONBLOCK | SYS_INHERIT); flags++) {
		int fd = elsewhere_sys_socket(AF_INET, SOCK_STREAM, 0, flags);

		CHECK(fd >= 0);
		CHECK_INT(peer_is_nonblocking(fd), (flags & SYS_NONBLOCK) != 0);
		CHECK_INT(peer_is_cloexec(fd), (flags & SYS_INHERIT) == 0);
		CHECK_INT(quiet, fd);
		peer_close(fd, -1, -1);
	}
	CHECK_INT(elsewhere_sys_socket(250, SOCK_STREAM, 0, 0), -1);
	CHECK_INT(errno, EAFNOSUPPORT);
}

/* What a program made itself raises no signal either, once it is a BIO's (D2). */
static void a_socket_handed_over_is_told(void)
{
	int stream = peer_socket(AF_INET, SOCK_STREAM),
	    datagrams = peer_socket(AF_INET, SOCK_DGRAM);
	BIO *b = BIO_new_socket(stream, BIO_NOCLOSE);

	CHECK_INT(quiet, stream);
	BIO_free(b);
	b = BIO_new_dgram(datagrams, BIO_NOCLOSE);
	CHECK_INT(quiet, datagrams);
	BIO_set_fd(b, stream, BIO_NOCLOSE);
	CHECK_INT(quiet, stream);
	BIO_free(b);
	peer_close(stream, datagrams, -1);
}

/* As BSD does: what is accepted has its listener's mode. And a name, or none. */
static bool nameless;

int elsewhere_accept(int fd, struct sockaddr *addr, socklen_t *len)
{
	int accepted = accept(fd, addr, len);

	if (peer_is_nonblocking(fd) && accepted != -1)
		peer_set_nonblocking(accepted);
	if (nameless)
		*len = 0;
	return accepted;
}

static void accepted_sockets_are_what_was_asked_for(void)
{
	union peer_addr at, from;
	int listener = peer_listen(AF_INET, 8, &at);

	for (unsigned flags = 0; flags <= (SYS_NONBLOCK | SYS_INHERIT); flags++) {
		socklen_t len = sizeof(from);
		int dialer = peer_dial(&at);
		int fd = elsewhere_sys_accept(listener, &from.sa, &len, flags);

		CHECK(fd >= 0);
		CHECK_INT(peer_is_nonblocking(fd), (flags & SYS_NONBLOCK) != 0);
		CHECK_INT(peer_is_cloexec(fd), (flags & SYS_INHERIT) == 0);
		CHECK_INT(quiet, fd);
		CHECK_INT(len, sizeof(from.v4));
		peer_close(dialer, fd, -1);
		peer_set_nonblocking(listener);
	}
	peer_close(listener, -1, -1);
}

static void an_accepted_socket_without_a_name_was_lost(void)
{
	union peer_addr at, from;
	int listener = peer_listen(AF_INET, 8, &at), dialer = peer_dial(&at);
	int before = system_open_descriptors();
	socklen_t len = sizeof(from);

	nameless = true;
	CHECK_INT(elsewhere_sys_accept(listener, &from.sa, &len, 0), -1);
	nameless = false;
	CHECK_INT(errno, ECONNABORTED);
	CHECK_INT(system_open_descriptors(), before);
	peer_close(listener, dialer, -1);
}

static void a_pipe_neither_waits_nor_is_inherited(void)
{
	int ends[2];
	char byte;

	CHECK_INT(elsewhere_sys_pipe(ends), 0);
	for (int i = 0; i < 2; i++)
		CHECK(peer_is_nonblocking(ends[i]) && peer_is_cloexec(ends[i]));
	CHECK_INT(read(ends[0], &byte, 1), -1);
	CHECK_INT(errno, EAGAIN);
	CHECK_INT(write(ends[1], "x", 1), 1);
	CHECK_INT(read(ends[0], &byte, 1), 1);
	peer_close(ends[0], ends[1], -1);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "a device is waited for", a_device_is_waited_for, 0, 0 },
		{ "a device that ended can be read", a_device_that_ended_can_be_read, 0, 0 },
		{ "what is closed is still said to be", what_is_closed_is_still_said_to_be, 0, 0 },
		{ "a signal is nothing ready", a_signal_is_nothing_ready, 0, 0 },
		{ "a descriptor too high for select is an error",
		    a_descriptor_too_high_for_select_is_an_error, 0, 0 },
		{ "connecting again has connected", connecting_again_has_connected, 0, 0 },
		{ "an association is dissolved", an_association_is_dissolved, 0, 0 },
		{ "an option of a connection that is over is no error",
		    an_option_of_a_connection_that_is_over_is_no_error, 0, 0 },
		{ "sockets are what was asked for", sockets_are_what_was_asked_for, 0, 0 },
		{ "a socket handed over is told", a_socket_handed_over_is_told, 0, 0 },
		{ "accepted sockets are what was asked for",
		    accepted_sockets_are_what_was_asked_for, 0, 0 },
		{ "an accepted socket without a name was lost",
		    an_accepted_socket_without_a_name_was_lost, 0, 0 },
		{ "a pipe neither waits nor is inherited", a_pipe_neither_waits_nor_is_inherited, 0,
		    0 },
	};

	return contract_main("darwin", cases, sizeof(cases) / sizeof(cases[0]));
}
