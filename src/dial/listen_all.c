/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_listen(3): which addresses a name stands for, and by how many sockets. */
#include <errno.h>
#include <string.h>

#include <openssl/bio.h>

#include "addr/info.h"
#include "addr/resolve.h"
#include "addr/unix_name.h"
#include "dial/listening.h"
#include "sock/untold.h"
#include "sys/dual_stack.h"

static bool is_any(const char *host)
{
	return host == NULL || strcmp(host, "*") == 0;
}

static bool has_family(const BIO_ADDRINFO *list, int family)
{
	while (list != NULL && list->addr.sa.sa_family != family)
		list = list->next;
	return list != NULL;
}

/* Those of the family go from one list to another. */
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

/* One socket of both families; IPv4 alone where there is no IPv6, or the caller leaves it out. */
static bool open_both(
    struct dial_listening *l, const BIO_ADDRINFO *list, struct sock_failures *out_failures)
{
	if (dial_listen_at_each(l, list, AF_INET6, out_failures))
		return true;
	if (l->ended != 0 || (out_failures->n > 0 && !dial_is_missing(out_failures->list[0].err)))
		return false;
	return dial_listen_at_each(l, list, AF_INET, out_failures);
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
	size_t groups = both ? 1 : dial_count_addresses(list);
	struct sock_failures failures = { .n = 0 };
	bool ok;

	if (l->room / shards < groups || (shards > 1 && has_family(list, AF_UNIX)))
		return err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL);
	if (!both && (v4 || l->options->family == AF_INET6))
		l->flags |= BIO_SOCK_V6_ONLY;
	if (any && v4 && v6 && l->passes == DIAL_PASSES_NONE)
		l->passes = DIAL_PASSES_MISSING;
	ok = both ? open_both(l, list, &failures)
	          : dial_listen_at_each(l, list, AF_UNSPEC, &failures);
	if (!ok)
		dial_listen_tell(place, l, &failures);
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
	l.passes = l.options->partial;
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
