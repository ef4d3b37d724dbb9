/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_lookup(3): what is a number is read here, what is a name is asked of the resolver. */
#include <errno.h>
#include <string.h>

#include "addr/info.h"
#include "addr/literal.h"
#include "addr/localhost.h"
#include "addr/refuse_text.h"
#include "addr/resolve.h"
#include "addr/text.h"
#include "err/raise.h"
#include "sys/protocols.h"
#include "sys/resolver.h"

/* The kinds of socket to list for each address. */
struct kinds {
	struct sys_socket_kind kind[SYS_SOCKET_KINDS_MAX];
	size_t n;
};

static bool matches(const struct sys_socket_kind *kind, const struct addr_query *query)
{
	if (query->socktype != 0 && query->socktype != kind->socktype)
		return false;
	return query->protocol == 0 || kind->any_protocol || query->protocol == kind->protocol;
}

static void pick_listed(struct kinds *out)
{
	size_t n;
	const struct sys_socket_kind *all = sys_socket_kinds(&n);

	for (size_t i = 0; i < n; i++) {
		if (all[i].listed)
			out->kind[out->n++] = all[i];
	}
}

/*
 * Finds the first kind of socket that fits. Returns 0, or the resolver's error code if none fits.
 */
static int pick_one(const struct addr_query *query, struct kinds *out)
{
	size_t n, i = 0;
	const struct sys_socket_kind *all = sys_socket_kinds(&n);

	while (i < n && !matches(&all[i], query))
		i++;
	if (i == n)
		return sys_resolver_code(SYS_NO_SUCH_SOCKTYPE);
	if (all[i].any_protocol && query->service != NULL && query->service[0] != '\0')
		return sys_resolver_code(SYS_NO_SUCH_SERVICE);
	out->kind[out->n] = all[i];
	if (all[i].any_protocol)
		out->kind[out->n].protocol = query->protocol;
	out->n++;
	return 0;
}

static int pick_kinds(const struct addr_query *query, struct kinds *out)
{
	if (query->socktype != 0 || query->protocol != 0)
		return pick_one(query, out);
	pick_listed(out);
	return 0;
}

static void set_port(BIO_ADDR *addr, uint16_t port)
{
	if (addr->sa.sa_family == AF_INET)
		addr->s_in.sin_port = htons(port);
	else
		addr->s_in6.sin6_port = htons(port);
}

static bool add_kinds(
    struct addr_list *list, BIO_ADDR *addr, uint16_t port, const struct kinds *kinds)
{
	set_port(addr, port);
	for (size_t i = 0; i < kinds->n; i++) {
		if (!addr_list_add(list, addr, kinds->kind[i].socktype, kinds->kind[i].protocol))
			return false;
	}
	return true;
}

static int not_literal(enum addr_literal kind)
{
	bool other = kind == ADDR_LITERAL_OF_OTHER_FAMILY;

	return sys_resolver_code(other ? SYS_NAME_OF_OTHER_FAMILY : SYS_NO_SUCH_NAME);
}

/*
 * Without a host a client means this machine, IPv6 first (RFC 6724), and a server means every
 * address, IPv4 first as with glibc.
 */
static const struct {
	bool server;
	const char *host;
} local_hosts[] = {
	{ false, "::1" },
	{ false, "127.0.0.1" },
	{ true, "0.0.0.0" },
	{ true, "::" },
};

static bool lookup_local(const struct addr_query *query, uint16_t port, const struct kinds *kinds,
    struct addr_list *list)
{
	BIO_ADDR addr;

	for (size_t i = 0; i < sizeof(local_hosts) / sizeof(local_hosts[0]); i++) {
		if (local_hosts[i].server != query->server)
			continue;
		if (addr_read_literal(local_hosts[i].host, query->family, &addr) != ADDR_LITERAL)
			continue;
		if (!add_kinds(list, &addr, port, kinds))
			return false;
	}
	return true;
}

/*
 * The service is a number, or there is none. A host that is a number is read here, no host stands
 * for this machine, and a name is left to the resolver.
 */
static bool lookup_port(const struct addr_query *query, uint16_t port, struct addr_list *list)
{
	struct kinds kinds = { .n = 0 };
	enum addr_literal kind;
	BIO_ADDR addr;
	int code;

	if (query->host == NULL && query->service == NULL)
		return addr_refuse(query, sys_resolver_code(SYS_NO_SUCH_NAME));
	code = pick_kinds(query, &kinds);
	if (code != 0)
		return addr_refuse(query, code);
	if (query->host == NULL)
		return lookup_local(query, port, &kinds, list);
	kind = addr_read_literal(query->host, query->family, &addr);
	if (kind == ADDR_NO_LITERAL)
		return addr_resolve(query, list);
	if (kind != ADDR_LITERAL)
		return addr_refuse(query, not_literal(kind));
	return add_kinds(list, &addr, port, &kinds);
}

static bool refuse_port(const struct addr_query *query)
{
	char what[ADDR_QUERY_TEXT];

	addr_query_text(query, what);
	err_raise_texts(
	    query->place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, "no such port: ", what, NULL);
	errno = EINVAL;
	return false;
}

/* No service has a number below 0. That there is no such socket comes first, as with glibc. */
static bool refuse_negative(const struct addr_query *query)
{
	struct kinds kinds = { .n = 0 };
	int code = pick_kinds(query, &kinds);

	return addr_refuse(query, code != 0 ? code : sys_resolver_code(SYS_NO_SUCH_SERVICE));
}

static bool lookup_given(const struct addr_query *query, struct addr_list *list)
{
	uint16_t port = 0;

	if (query->service == NULL)
		return lookup_port(query, port, list);
	switch (addr_read_service(query->service, &port)) {
	case ADDR_SERVICE_NO_PORT:
		return refuse_port(query);
	case ADDR_SERVICE_NEGATIVE:
		return refuse_negative(query);
	case ADDR_SERVICE_PORT:
		return lookup_port(query, port, list);
	default:
		return addr_resolve(query, list);
	}
}

static const char *unless_any(const char *name)
{
	return name != NULL && strcmp(name, "*") == 0 ? NULL : name;
}

/* Adds each address of localhost in turn, as if it had been asked for by number. */
static bool lookup_localhost(const struct addr_query *query, struct addr_list *list)
{
	BIO_ADDR addrs[ADDR_LOCALHOST_MAX];
	int n = addr_localhost(query->family, addrs);

	for (int i = 0; i < n; i++) {
		struct addr_query one = *query;
		char host[ADDR_HOST_TEXT];

		addr_host_text(&addrs[i], host);
		one.host = host;
		one.family = addrs[i].sa.sa_family;
		if (!lookup_given(&one, list))
			return false;
	}
	return true;
}

/* "*" means the same as nothing, as it does to glibc's resolver and to no other. */
static bool lookup_internet(const struct addr_query *query, struct addr_list *list)
{
	struct addr_query given = *query;

	given.host = unless_any(query->host);
	given.service = unless_any(query->service);
	return given.host != NULL && addr_is_localhost(given.host) ? lookup_localhost(&given, list)
	                                                           : lookup_given(&given, list);
}

static bool refuse_path(const struct addr_query *query, int reason, int err, const char *why)
{
	const char *path = query->host != NULL ? query->host : "";

	(void)addr_refuse_text(query->place, reason, why, path, NULL);
	errno = err;
	return false;
}

/*
 * The host is a path, whatever it begins with; an abstract name has no spelling here,
 * only in rawmake.
 */
static bool lookup_path(const struct addr_query *query, struct addr_list *list)
{
	BIO_ADDR addr;

	if (query->host == NULL)
		return refuse_path(query, ERR_R_PASSED_NULL_PARAMETER, EINVAL, "no path");
	if (query->host[0] == '\0')
		return refuse_path(query, BIO_R_INVALID_ARGUMENT, EINVAL, "empty path");
	if (!BIO_ADDR_rawmake(&addr, AF_UNIX, query->host, strlen(query->host), 0))
		return refuse_path(query, BIO_R_LENGTH_TOO_LONG, ENAMETOOLONG, "path too long: ");
	return addr_list_add(list, &addr, query->socktype, 0);
}

static const struct {
	int family;
	bool (*lookup)(const struct addr_query *query, struct addr_list *list);
} families[] = {
	{ AF_INET, lookup_internet },
	{ AF_INET6, lookup_internet },
	{ AF_UNSPEC, lookup_internet },
	{ AF_UNIX, lookup_path },
};

bool addr_lookup(const struct addr_query *query, struct addr_list *list)
{
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (families[i].family == query->family)
			return families[i].lookup(query, list);
	}
	return err_refuse(query->place, ERR_LIB_BIO, BIO_R_UNSUPPORTED_PROTOCOL_FAMILY, 0);
}

int BIO_lookup_ex(const char *host, const char *service, int lookup_type, int family, int socktype,
    int protocol, BIO_ADDRINFO **res)
{
	struct addr_query query = {
		.place = ERR_PLACE,
		.asked = { host, service },
		.host = host,
		.service = service,
		.server = lookup_type == BIO_LOOKUP_SERVER,
		.family = family,
		.socktype = socktype,
		.protocol = protocol,
	};
	struct addr_list list = { NULL, NULL };

	if (res == NULL)
		return err_refuse(query.place, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
	if (!addr_lookup(&query, &list)) {
		BIO_ADDRINFO_free(list.first);
		return 0;
	}
	*res = list.first;
	return 1;
}

int BIO_lookup(const char *host, const char *service, enum BIO_lookup_type lookup_type, int family,
    int socktype, BIO_ADDRINFO **res)
{
	return BIO_lookup_ex(host, service, (int)lookup_type, family, socktype, 0, res);
}
