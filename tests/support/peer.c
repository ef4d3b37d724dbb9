/* SPDX-License-Identifier: Apache-2.0 */
/* Peers and witnesses, by raw system calls. */
#include "support/peer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/system.h"

enum { PATIENCE_MS = 5000 };

BIO_ADDR *peer_bio(union peer_addr *addr)
{
	return (BIO_ADDR *)addr;
}

static socklen_t unix_len(const struct sockaddr_un *un)
{
	size_t n = sizeof(un->sun_path);

	if (un->sun_path[0] != '\0')
		return sizeof(*un);
	while (n > 0 && un->sun_path[n - 1] == '\0')
		n--;
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n);
}

socklen_t peer_len(const union peer_addr *addr)
{
	if (addr->sa.sa_family == AF_INET)
		return sizeof(addr->v4);
	if (addr->sa.sa_family == AF_INET6)
		return sizeof(addr->v6);
	return addr->sa.sa_family == AF_UNIX ? unix_len(&addr->un) : (socklen_t)sizeof(addr->sa);
}

void peer_wildcard(int family, in_port_t port, union peer_addr *out)
{
	memset(out, 0, sizeof(*out));
	out->sa.sa_family = (sa_family_t)family;
	if (family == AF_INET)
		out->v4.sin_port = port;
	if (family == AF_INET6)
		out->v6.sin6_port = port;
}

/* A path may have been left by an earlier process of the same number, that was ended. */
void peer_loopback(int family, union peer_addr *out)
{
	static int paths;

	peer_wildcard(family, 0, out);
	if (family == AF_INET)
		out->v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (family == AF_INET6)
		out->v6.sin6_addr = in6addr_loopback;
	if (family != AF_UNIX)
		return;
	snprintf(out->un.sun_path, sizeof(out->un.sun_path), "%s/biosock-test-%d-%d",
	    system_temporary(), (int)getpid(), paths++);
	unlink(out->un.sun_path);
}

size_t peer_abstract(const char *text, size_t n, char out[PEER_ABSTRACT_SIZE])
{
	out[0] = '\0';
	memcpy(out + 1, text, n);
	return 1 + n + (size_t)sprintf(out + 1 + n, "-%d", (int)getpid());
}

in_port_t peer_port(const union peer_addr *addr)
{
	return addr->sa.sa_family == AF_INET ? addr->v4.sin_port : addr->v6.sin6_port;
}

int peer_socket(int family, int type)
{
	return socket(family, type, 0);
}

int peer_refuse(int family, union peer_addr *out)
{
	int fd = peer_socket(family, SOCK_STREAM);

	peer_loopback(family, out);
	if (fd == -1 || bind(fd, &out->sa, peer_len(out)) == -1 || peer_name(fd, out) == -1) {
		peer_close(fd, -1, -1);
		return -1;
	}
	return fd;
}

int peer_listen(int family, int backlog, union peer_addr *out)
{
	int fd = peer_refuse(family, out);

	if (fd != -1 && listen(fd, backlog) == -1) {
		peer_close(fd, -1, -1);
		return -1;
	}
	return fd;
}

/* With a backlog of 0 Linux queues one connection, and holds the next one off. */
int peer_full(int family, union peer_addr *out, int *out_filler)
{
	int fd = peer_listen(family, 0, out);

	*out_filler = fd != -1 ? peer_dial(out) : -1;
	return fd;
}

int peer_dial(const union peer_addr *to)
{
	int fd = peer_socket(to->sa.sa_family, SOCK_STREAM);

	if (fd != -1 && connect(fd, &to->sa, peer_len(to)) == -1) {
		peer_close(fd, -1, -1);
		return -1;
	}
	return fd;
}

int peer_accept(int fd)
{
	return peer_poll(fd, POLLIN) == 1 ? accept(fd, NULL, NULL) : -1;
}

int peer_name(int fd, union peer_addr *out)
{
	socklen_t len = sizeof(*out);

	memset(out, 0, sizeof(*out));
	return getsockname(fd, &out->sa, &len);
}

int peer_option(int fd, int level, int name)
{
	int value = 0;
	socklen_t len = sizeof(value);

	return getsockopt(fd, level, name, &value, &len) == 0 ? value : -1;
}

bool peer_is_nonblocking(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags != -1 && (flags & O_NONBLOCK) != 0;
}

bool peer_is_cloexec(int fd)
{
	int flags = fcntl(fd, F_GETFD);

	return flags != -1 && (flags & FD_CLOEXEC) != 0;
}

void peer_set_nonblocking(int fd)
{
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

int peer_poll(int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };
	int n;

	do {
		n = poll(&p, 1, PATIENCE_MS);
	} while (n == -1 && errno == EINTR);
	return n;
}

int peer_says_of_type(int type)
{
	int fd = socket(AF_INET, type, 0), err = errno;

	peer_close(fd, -1, -1);
	return fd == -1 ? err : 0;
}

int peer_says_of_option(int family, int type, int level, int name)
{
	int fd = peer_socket(family, type), on = 1;
	int err = setsockopt(fd, level, name, &on, sizeof(on)) == -1 ? errno : 0;

	peer_close(fd, -1, -1);
	return err;
}

int peer_says_of_binding(const union peer_addr *at)
{
	int fd = peer_socket(AF_INET, SOCK_STREAM);
	int err = bind(fd, &at->sa, peer_len(at)) == -1 ? errno : 0;

	peer_close(fd, -1, -1);
	return err;
}

int peer_says_of_connecting(const union peer_addr *to)
{
	int fd = peer_socket(AF_INET, SOCK_STREAM);
	int err = connect(fd, &to->sa, peer_len(to)) == -1 ? errno : 0;

	peer_close(fd, -1, -1);
	return err;
}

int peer_says_of_connecting_again(const union peer_addr *to)
{
	int fd = peer_socket(to->sa.sa_family, SOCK_STREAM), err = 0;

	peer_set_nonblocking(fd);
	if (connect(fd, &to->sa, peer_len(to)) == -1 && peer_poll(fd, POLLOUT) == 1 &&
	    connect(fd, &to->sa, peer_len(to)) == -1)
		err = errno;
	peer_close(fd, -1, -1);
	return err;
}

void peer_close(int a, int b, int c)
{
	const int fds[] = { a, b, c };
	int err = errno;

	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++) {
		if (fds[i] != -1)
			close(fds[i]);
	}
	errno = err;
}
