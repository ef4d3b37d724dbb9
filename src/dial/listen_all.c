/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_listen(3): all addresses of a name, or none. */
#include <errno.h>
#include <string.h>

#include <openssl/bio.h>

#include "addr/info.h"
#include "addr/resolve.h"
#include "addr/unix_name.h"
#include "dial/listening.h"
#include "dial/paths.h"
#include "sock/made.h"
#include "sock/untold.h"
#include "sys/dual_stack.h"

/* A port that the system picks for one family may be taken in the other; then it picks again. */
enum { PORT_TRIES = 128 };

static bool is_any(const char *host)
{
	return host == NULL || strcmp(host, "*") == 0;
}

static const BIO_ADDRINFO *next_of(const BIO_ADDRINFO *at, int family)
{
	while (at != NULL && family != AF_UNSPEC && at->addr.sa.sa_family != family)
		at = at->next;
	return at;
}

static bool has_family(const BIO_ADDRINFO *list, int family)
{
	return next_of(list, family) != NULL;
}

/* Some resolvers say an address twice. */
static bool is_said(const BIO_ADDRINFO *list, const BIO_ADDR *addr)
{
	for (; list != NULL; list = list->next) {
		if (addr_is_same(&list->addr, addr))
			return true;
	}
	return false;
}

/* Those of the family, each once, go from one list to another. */
static void move(BIO_ADDRINFO **from, int family, struct addr_list *to)
{
	while (*from != NULL) {
		BIO_ADDRINFO *one = *from;

		if (family != AF_UNSPEC && one->addr.sa.sa_family != family) {
			from = &one->next;
			continue;
		}
		*from = one->next;
		one->next = NULL;
		if (is_said(to->first, &one->addr)) {
			BIO_ADDRINFO_free(one);
			continue;
		}
		*(to->last != NULL ? &to->last->next : &to->first) = one;
		to->last = one;
	}
}

/* IPv6 comes first: its port is more likely to be free for IPv4 than the other way round. */
static bool look_up(struct err_place place, const struct dial_listening *l, const char *host,
    const char *service, struct addr_list *out)
{
	const struct addr_query query = { .place = place,
		.asked = { host, service },
		.host = is_any(host) ? NULL : host,
		.service = service != NULL ? service : "0",
		.server = true,
		.family = l->options->family,
		.socktype = l->socktype,
		.sets_errno = true };
	struct addr_list found = { NULL, NULL };
	bool ok;

	if (service != NULL && service[0] == '\0')
		return err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL);
	ok = addr_lookup(&query, &found);
	move(&found.first, AF_INET6, out);
	move(&found.first, AF_UNSPEC, out);
	return ok;
}

static bool find(struct err_place place, const struct dial_listening *l, const char *host,
    const char *service, struct addr_list *out)
{
	int family = l->options->family;
	const char *name = addr_unix_name(host);
	BIO_ADDR addr;

	if (name == NULL)
		return look_up(place, l, host, service, out);
	if (family != AF_UNSPEC && family != AF_UNIX)
		return err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL);
	return addr_read_unix(place, name, &addr) && addr_list_add(out, &addr, l->socktype, 0);
}

static void close_all(struct dial_listening *l)
{
	while (l->n > 0) {
		int fd = l->socks[--l->n];

		dial_forget_path(fd);
		sock_discard(fd);
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

		sock_use_port(&addr, l->port);
		fd = dial_listen_at(l, &addr, at->protocol, out_failure);
		if (fd == -1)
			return false;
		l->socks[l->n++] = fd;
	}
	return true;
}

static void close_group(struct dial_listening *l, size_t n)
{
	while (l->n > n)
		sock_discard(l->socks[--l->n]);
}

static bool is_missing_family(int err)
{
	return err == EAFNOSUPPORT || err == EADDRNOTAVAIL;
}

/* What a try to open all came to. */
enum outcome { OPEN, FAILED, AGAIN };

/*
 * `family`: of these only. `any`: a family that this machine does not have is passed over. What
 * failed goes to *out_failures, whatever becomes of it.
 */
static enum outcome open_all(struct dial_listening *l, const BIO_ADDRINFO *list, int family,
    bool any, struct sock_failures *out_failures)
{
	struct sock_failure failure;

	l->port = 0;
	out_failures->n = 0;
	for (; (list = next_of(list, family)) != NULL; list = list->next) {
		size_t n = l->n;
		bool again, passed_over;

		if (open_group(l, list, &failure))
			continue;
		again = failure.err == EADDRINUSE && sock_port_is_picked(&list->addr);
		passed_over = l->options->partial || (any && is_missing_family(failure.err));
		if (again || !passed_over)
			out_failures->n = 0;
		sock_failures_keep(out_failures, &failure, &list->addr);
		if (again || !passed_over) {
			close_all(l);
			return again ? AGAIN : FAILED;
		}
		close_group(l, n);
	}
	return l->n > 0 ? OPEN : FAILED;
}

static bool open_somewhere(struct dial_listening *l, const BIO_ADDRINFO *list, int family, bool any,
    struct sock_failures *out_failures)
{
	enum outcome outcome = AGAIN;

	for (int tries = 0; tries < PORT_TRIES && outcome == AGAIN; tries++)
		outcome = open_all(l, list, family, any, out_failures);
	return outcome == OPEN;
}

/* One socket of both families; IPv4 alone where there is no IPv6. */
static bool open_both(
    struct dial_listening *l, const BIO_ADDRINFO *list, struct sock_failures *out_failures)
{
	if (open_somewhere(l, list, AF_INET6, false, out_failures))
		return true;
	if (!is_missing_family(out_failures->list[0].err))
		return false;
	return open_somewhere(l, list, AF_INET, false, out_failures);
}

static size_t count(const BIO_ADDRINFO *list)
{
	size_t n = 0;

	for (; list != NULL; list = list->next)
		n++;
	return n;
}

/*
 * An IPv6 socket keeps to its family if IPv4 has sockets of its own, or IPv6 alone was asked for.
 */
static bool open_list(
    struct err_place place, struct dial_listening *l, const BIO_ADDRINFO *list, bool any)
{
	bool v4 = has_family(list, AF_INET), v6 = has_family(list, AF_INET6);
	bool both = any && v4 && v6 && sys_has_dual_stack() && !(l->flags & BIO_SOCK_V6_ONLY);
	size_t shards = l->options->shards > 1 ? (size_t)l->options->shards : 1;
	size_t groups = both ? 1 : count(list);
	struct sock_failures failures = { .n = 0 };
	bool ok;

	if (l->room / shards < groups || (shards > 1 && has_family(list, AF_UNIX)))
		return err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL);
	if (!both && (v4 || l->options->family == AF_INET6))
		l->flags |= BIO_SOCK_V6_ONLY;
	ok = both ? open_both(l, list, &failures)
	          : open_somewhere(l, list, AF_UNSPEC, any && v4 && v6, &failures);
	if (!ok)
		sock_failures_tell(place, &failures);
	return ok;
}

int biosock_listen(const char *host, const char *service, const biosock_listen_options *options,
    int *out_socks, size_t n)
{
	static const biosock_listen_options defaults = BIOSOCK_LISTEN_OPTIONS_INIT;
	struct err_place place = ERR_PLACE;
	struct dial_listening l = { .socks = out_socks, .room = n };
	struct addr_list list = { NULL, NULL };
	int before = errno;
	bool ok;

	l.options = options != NULL ? options : &defaults;
	if (!dial_check_listen_options(place, l.options))
		return -1;
	if (out_socks == NULL || n == 0) {
		err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL);
		return -1;
	}
	l.flags = l.options->flags | (l.options->shards > 1 ? BIOSOCK_REUSEPORT : 0);
	l.socktype = l.options->socktype != 0 ? l.options->socktype : SOCK_STREAM;
	ok =
	    find(place, &l, host, service, &list) && open_list(place, &l, list.first, is_any(host));
	BIO_ADDRINFO_free(list.first);
	if (!ok)
		return -1;
	errno = before;
	return (int)l.n;
}
