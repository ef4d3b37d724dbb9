/* SPDX-License-Identifier: Apache-2.0 */
/* Listening on the first address of a name that can be had (D9), or on each (D27). */
#include <errno.h>

#include "addr/info.h"
#include "sock/made.h"
#include "sock/untold.h"
#include "sys/calls.h"

/* A port that the system picks for one address may be taken at another; then it picks again. */
enum { PORT_TRIES = 128 };

/* What a try to open all came to. */
enum outcome { OPEN, FAILED, AGAIN };

struct listening {
	bool each; /* not only the first that can be had */
	int options;
	struct pollfd *socks;
	int n;
	const BIO_ADDRINFO *first; /* the entry of socks[0] */
	in_port_t port;            /* that of all whose port is 0, once the system has picked one */
	BIO_ADDR addr;             /* the one that is tried */
	struct sock_failure failure;
	struct sock_failures failures;
};

/* Some resolvers say an address twice. */
static bool is_repeated(const BIO_ADDRINFO *list, const BIO_ADDRINFO *at)
{
	for (; list != at; list = list->next) {
		if (addr_is_same(&list->addr, &at->addr))
			return true;
	}
	return false;
}

bool sock_port_is_picked(const BIO_ADDR *addr)
{
	return addr->sa.sa_family != AF_UNIX && BIO_ADDR_rawport(addr) == 0;
}

void sock_use_port(BIO_ADDR *addr, in_port_t port)
{
	if (!sock_port_is_picked(addr))
		return;
	if (addr->sa.sa_family == AF_INET)
		addr->s_in.sin_port = port;
	else
		addr->s_in6.sin6_port = port;
}

int sock_note_port(int fd, in_port_t *out_port, struct sock_failure *out_failure)
{
	BIO_ADDR local;
	socklen_t len = sizeof(local);

	if (sys_getsockname(fd, &local.sa, &len) == -1)
		return sock_failed(out_failure, "getsockname", BIO_R_GETSOCKNAME_ERROR, NULL);
	*out_port = BIO_ADDR_rawport(&local);
	return 1;
}

static bool set_up(struct listening *l, int fd)
{
	if (!sock_listen(fd, &l->addr, l->options, &l->failure))
		return false;
	return !l->each || l->port != 0 || sock_note_port(fd, &l->port, &l->failure);
}

static bool open_one(struct listening *l, const BIO_ADDRINFO *at)
{
	int fd = sock_socket(at->addr.sa.sa_family, at->socktype, at->protocol, 0, &l->failure);

	if (fd == -1)
		return false;
	l->addr = at->addr;
	sock_use_port(&l->addr, l->port);
	if (!set_up(l, fd)) {
		sock_discard(fd);
		return false;
	}
	if (l->n == 0)
		l->first = at;
	l->socks[l->n] = (struct pollfd){ .events = POLLIN };
	l->socks[l->n].fd = (__typeof__(l->socks->fd))fd;
	l->n++;
	return true;
}

static enum outcome give_up(struct listening *l, enum outcome outcome)
{
	while (l->n > 0)
		sock_discard((int)l->socks[--l->n].fd);
	return outcome;
}

/* All are tried, so that all that fail can be told of. */
static enum outcome open_list(struct listening *l, const BIO_ADDRINFO *list)
{
	bool ok = true;

	l->port = 0;
	l->failures.n = 0;
	for (const BIO_ADDRINFO *at = list; at != NULL; at = at->next) {
		int err;

		if (l->each && is_repeated(list, at))
			continue;
		if (open_one(l, at)) {
			if (l->each)
				continue;
			return OPEN;
		}
		err = l->failure.err;
		sock_failures_keep(&l->failures, &l->failure, &at->addr);
		if (l->each && err == EADDRINUSE && sock_port_is_picked(&at->addr))
			return give_up(l, AGAIN);
		ok = ok && (err == EADDRNOTAVAIL || err == EAFNOSUPPORT);
	}
	return ok && l->n > 0 ? OPEN : give_up(l, FAILED);
}

/*
 * Where there is one address, its record is that of the call that failed. An IPv6 socket keeps to
 * its family if it is one of several: IPv4 has its own.
 */
static int open_sockets(struct err_place place, const BIO_ADDRINFO *list, int options, bool each,
    struct pollfd *out_socks, const BIO_ADDRINFO **out_entry)
{
	struct listening l = { .each = each, .socks = out_socks };
	enum outcome outcome = AGAIN;

	l.options = options | (each ? BIO_SOCK_V6_ONLY : 0);
	for (int tries = 0; tries < PORT_TRIES && outcome == AGAIN; tries++)
		outcome = open_list(&l, list);
	*out_entry = outcome == OPEN ? l.first : NULL;
	if (outcome == OPEN)
		return l.n;
	if (list->next == NULL)
		sock_tell(place, &l.failure);
	else
		sock_failures_tell(place, &l.failures);
	return -1;
}

int sock_listen_first(
    struct err_place place, const BIO_ADDRINFO *list, int options, const BIO_ADDRINFO **out_entry)
{
	struct pollfd one;
	int n = open_sockets(place, list, options, false, &one, out_entry);

	return n == -1 ? -1 : (int)one.fd;
}

int sock_listen_each(struct err_place place, const BIO_ADDRINFO *list, int options,
    struct pollfd *out_socks, const BIO_ADDRINFO **out_entry)
{
	return open_sockets(place, list, options, true, out_socks, out_entry);
}
