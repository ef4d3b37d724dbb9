/* SPDX-License-Identifier: Apache-2.0 */
/* Listening at each address of a list, for biosock_listen(3) and for accept BIOs (D27). */
#include <errno.h>

#include <openssl/bio.h>

#include "addr/info.h"
#include "dial/listening.h"
#include "dial/plan.h"
#include "sock/made.h"
#include "sock/untold.h"

/* A port that the system picks for one address may be taken at another; then it picks again. */
enum { PORT_TRIES = 128 };

/* What a try to open all came to. */
enum outcome { OPEN, FAILED, AGAIN };

/* Some resolvers say an address twice. */
static bool is_repeated(const BIO_ADDRINFO *list, const BIO_ADDRINFO *at)
{
	for (; list != at; list = list->next) {
		if (addr_is_same(&list->addr, &at->addr))
			return true;
	}
	return false;
}

size_t dial_count_addresses(const BIO_ADDRINFO *list)
{
	size_t n = 0;

	for (const BIO_ADDRINFO *at = list; at != NULL; at = at->next)
		n += !is_repeated(list, at);
	return n;
}

/* That it is taken may be said as late as by listen(). */
static bool port_is_picked(const BIO_ADDR *addr)
{
	return addr->sa.sa_family != AF_UNIX && BIO_ADDR_rawport(addr) == 0;
}

static void use_port(BIO_ADDR *addr, in_port_t port)
{
	if (!port_is_picked(addr))
		return;
	if (addr->sa.sa_family == AF_INET)
		addr->s_in.sin_port = port;
	else
		addr->s_in6.sin6_port = port;
}

/* A path is the only one of its call, and is never here. */
static void close_beyond(struct dial_listening *l, size_t n)
{
	while (l->n > n) {
		sock_discard(l->socks[--l->n]);
	}
}

/* All sockets at one address. */
static bool open_group(
    struct dial_listening *l, const BIO_ADDRINFO *at, struct sock_failure *out_failure)
{
	int shards = l->options->shards > 1 ? l->options->shards : 1;

	for (int i = 0; i < shards; i++) {
		BIO_ADDR addr = at->addr;
		int fd;

		use_port(&addr, l->port);
		fd = dial_listen_at(l, &addr, at->protocol, out_failure);
		if (fd == -1)
			return false;
		if (l->n == 0)
			l->first = at;
		l->socks[l->n++] = fd;
	}
	return true;
}

bool dial_is_missing(int err)
{
	return err == EAFNOSUPPORT || err == EADDRNOTAVAIL;
}

static bool is_passed_over(const struct dial_listening *l, int err)
{
	return l->passes == DIAL_PASSES_ANY ||
	       (l->passes == DIAL_PASSES_MISSING && dial_is_missing(err));
}

/* What is passed over is told only where nothing else is to be told. */
static enum outcome open_all(struct dial_listening *l, const BIO_ADDRINFO *list, int family,
    struct sock_failures *out_failures)
{
	bool ok = true;

	l->port = 0;
	out_failures->n = 0;
	for (const BIO_ADDRINFO *at = list; at != NULL && l->ended == 0; at = at->next) {
		struct sock_failure failure = { .call = NULL };
		size_t n = l->n;
		bool again, passed;

		if ((family != AF_UNSPEC && at->addr.sa.sa_family != family) ||
		    is_repeated(list, at) || open_group(l, at, &failure))
			continue;
		close_beyond(l, n);
		if (failure.call == NULL)
			continue;
		again = failure.err == EADDRINUSE && port_is_picked(&at->addr);
		passed = !again && is_passed_over(l, failure.err);
		if (!passed && !l->tells_all)
			out_failures->n = 0;
		sock_failures_keep(out_failures, &failure, &at->addr);
		if (again || !(passed || l->tells_all)) {
			close_beyond(l, 0);
			return again ? AGAIN : FAILED;
		}
		ok = ok && passed;
	}
	if (ok && l->ended == 0 && l->n > 0)
		return OPEN;
	close_beyond(l, 0);
	return FAILED;
}

bool dial_listen_at_each(struct dial_listening *l, const BIO_ADDRINFO *list, int family,
    struct sock_failures *out_failures)
{
	enum outcome outcome = AGAIN;

	for (int tries = 0; tries < PORT_TRIES && outcome == AGAIN; tries++)
		outcome = open_all(l, list, family, out_failures);
	return outcome == OPEN;
}

void dial_listen_tell(
    struct err_place place, const struct dial_listening *l, struct sock_failures *failures)
{
	if (l->ended == 0 && failures->n > 0)
		sock_failures_tell(place, failures);
	else
		dial_raise_ended(place, l->ended != 0 ? l->ended : ECANCELED,
		    l->ended != 0 ? "ended by the caller" : "all addresses were left out",
		    BIO_R_UNABLE_TO_BIND_SOCKET);
}
