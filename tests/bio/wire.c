/* SPDX-License-Identifier: Apache-2.0 */
/* Raw peers on loopback. */
#include "bio/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "support/contract.h"
#include "support/system.h"

enum { PATIENCE_MS = 5000 };

static struct sockaddr_in loopback(int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((in_port_t)port) };

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return a;
}

int wire_port(int fd)
{
	struct sockaddr_storage any = { .ss_family = AF_UNSPEC };
	socklen_t len = sizeof(any);

	if (getsockname(fd, (struct sockaddr *)&any, &len) != 0)
		return -1;
	if (any.ss_family == AF_INET6)
		return ntohs(((struct sockaddr_in6 *)&any)->sin6_port);
	return ntohs(((struct sockaddr_in *)&any)->sin_port);
}

int wire_refuse(int *out_port)
{
	struct sockaddr_in a = loopback(0);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd == -1 || bind(fd, (struct sockaddr *)&a, sizeof(a)) != 0)
		return -1;
	*out_port = wire_port(fd);
	return fd;
}

int wire_listen(int *out_port)
{
	int fd = wire_refuse(out_port);

	return fd != -1 && listen(fd, 64) == 0 ? fd : -1;
}

int wire_full(int *out_port, int *out_filler)
{
	int fd = wire_refuse(out_port);

	if (fd == -1 || listen(fd, 0) != 0)
		return -1;
	*out_filler = wire_dial(*out_port);
	return fd;
}

static int dial(const struct sockaddr *to, socklen_t len)
{
	int fd = socket(to->sa_family, SOCK_STREAM, 0);

	if (fd != -1 && connect(fd, to, len) == 0)
		return fd;
	wire_close(fd);
	return -1;
}

int wire_dial(int port)
{
	struct sockaddr_in a = loopback(port);

	return dial((struct sockaddr *)&a, sizeof(a));
}

int wire_dial6(int port)
{
	struct sockaddr_in6 a = { .sin6_family = AF_INET6, .sin6_port = htons((in_port_t)port) };

	a.sin6_addr = in6addr_loopback;
	return dial((struct sockaddr *)&a, sizeof(a));
}

static bool ready(int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };

	return fd != -1 && poll(&p, 1, PATIENCE_MS) == 1;
}

bool wire_readable(int fd)
{
	return ready(fd, POLLIN);
}

bool wire_writable(int fd)
{
	return ready(fd, POLLOUT);
}

int wire_accept(int fd)
{
	return wire_readable(fd) ? accept(fd, NULL, NULL) : -1;
}

int wire_listen_unix(char *out_path, size_t size)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(a.sun_path, sizeof(a.sun_path), "%s/biosock-wire-%d", system_temporary(),
	    (int)getpid());
	snprintf(out_path, size, "%s", a.sun_path);
	unlink(a.sun_path);
	if (fd == -1 || bind(fd, (struct sockaddr *)&a, sizeof(a)) != 0 || listen(fd, 8) != 0)
		return -1;
	return fd;
}

int wire_dial_unix(const char *path)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };

	snprintf(a.sun_path, sizeof(a.sun_path), "%s", path);
	return dial((struct sockaddr *)&a, sizeof(a));
}

bool wire_send(int fd, const char *text)
{
	size_t n = strlen(text);

	return send(fd, text, n, MSG_NOSIGNAL) == (ssize_t)n;
}

bool wire_receive(int fd, char *out, size_t n)
{
	while (n > 0) {
		ssize_t got = wire_readable(fd) ? recv(fd, out, n, 0) : -1;

		if (got <= 0)
			return false;
		out += got;
		n -= (size_t)got;
	}
	return true;
}

void wire_reset(int fd)
{
	struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	wire_close(fd);
}

void wire_reset_seen(int fd, int other)
{
	wire_reset(fd);
	CHECK(wire_readable(other));
}

/*
 * A connection that its peer has reset after it sent the text, read once: the result,
 * and its descriptor.
 */
static ssize_t read_reset_after(const char *text, int *out_fd)
{
	int port, listener = wire_listen(&port), peer;
	char byte;

	*out_fd = wire_dial(port);
	peer = wire_accept(listener);
	wire_send(peer, text);
	wire_reset(peer);
	wire_close(listener);
	return wire_readable(*out_fd) ? recv(*out_fd, &byte, 1, 0) : -2;
}

static ssize_t read_reset(int *out_fd)
{
	return read_reset_after("", out_fd);
}

bool wire_tells_resets(void)
{
	int fd;
	bool tells = read_reset(&fd) == -1;

	wire_close(fd);
	return tells;
}

bool wire_reads_before_reset(void)
{
	int fd;
	bool reads = read_reset_after("x", &fd) == 1;

	wire_close(fd);
	return reads;
}

bool wire_ends_after_reset(void)
{
	char byte;
	int fd;
	bool ends = read_reset(&fd) == -1 && recv(fd, &byte, 1, 0) == 0;

	wire_close(fd);
	return ends;
}

int wire_errno_after_reset(void)
{
	int fd, err;

	read_reset(&fd);
	err = send(fd, "x", 1, MSG_NOSIGNAL) == -1 ? errno : 0;
	wire_close(fd);
	return err;
}

bool wire_keeps_resets(void)
{
	struct sockaddr_storage from;
	socklen_t len = sizeof(from);
	int port, listener = wire_listen(&port), fd;

	wire_reset(wire_dial(port));
	fd = wire_readable(listener) ? accept(listener, (struct sockaddr *)&from, &len) : -1;
	wire_close(listener);
	wire_close(fd);
	return fd != -1 && len > 0;
}

void wire_close(int fd)
{
	int err = errno;

	if (fd != -1)
		close(fd);
	errno = err;
}

bool wire_is_nonblocking(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags != -1 && (flags & O_NONBLOCK) != 0;
}

int wire_option(int fd, int level, int name)
{
	int value = 0; /* some systems write a byte */
	socklen_t len = sizeof(value);

	return getsockopt(fd, level, name, &value, &len) == 0 ? value : -1;
}

const char *wire_name(int port)
{
	static char name[32];

	snprintf(name, sizeof(name), "127.0.0.1:%d", port);
	return name;
}

int wire_fd(BIO *b)
{
	int fd = -1;

	return BIO_get_fd(b, &fd) < 0 ? -1 : fd;
}

void wire_check_controls(BIO *b, const struct wire_control *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		contract_check_int(__FILE__, __LINE__,
		    BIO_ctrl(b, rows[i].command, rows[i].number, NULL), rows[i].want, rows[i].name);
}
