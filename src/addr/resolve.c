/* SPDX-License-Identifier: Apache-2.0 */
/* Names: getaddrinfo(3) asked as OpenSSL asks it, its answer copied to a list of our own. */
#include "addr/resolve.h"

#include <errno.h>
#include <string.h>

#include "addr/escape.h"
#include "sys/resolver.h"

void addr_query_text(const struct addr_query *query, char out[ADDR_QUERY_TEXT])
{
	const char *host = query->asked.host != NULL ? query->asked.host : "";
	const char *service = query->asked.service;
	bool brackets = strchr(host, ':') != NULL;
	size_t n = 0;

	if (brackets)
		out[n++] = '[';
	n += addr_escape(host, strlen(host), out + n, ADDR_QUERY_TEXT - 64);
	if (brackets)
		out[n++] = ']';
	if (service != NULL)
		out[n++] = ':';
	out[n] = '\0';
	if (service != NULL)
		addr_escape(service, strlen(service), out + n, ADDR_QUERY_TEXT - n);
}

bool addr_refuse(const struct addr_query *query, int code)
{
	bool is_errno = sys_resolver_has_errno(code);
	int lib = is_errno ? ERR_LIB_SYS : ERR_LIB_BIO;
	int reason = is_errno ? errno : ERR_R_SYS_LIB;
	char what[ADDR_QUERY_TEXT];

	addr_query_text(query, what);
	err_raise_texts(query->place, lib, reason,
	    is_errno ? "calling getaddrinfo()" : sys_resolver_text(code), ": ", what, NULL);
	if (is_errno)
		err_raise(query->place, ERR_LIB_BIO, ERR_R_SYS_LIB);
	else if (query->sets_errno)
		errno = sys_resolver_is_temporary(code) ? EAGAIN : ENOENT;
	return false;
}

/* Errors that would be the same if the resolver were asked again. */
static bool is_final(int code)
{
	return code == 0 || sys_resolver_has_errno(code) || sys_resolver_no_memory(code);
}

/*
 * AI_ADDRCONFIG leaves out addresses that a host without IPv6 cannot reach. But on some systems
 * the loopback interface does not count, so that an unconnected host gets no address at all. So
 * there is a second try, for a number in a spelling of the resolver's own. The first code is the
 * one that counts.
 */
static int ask(const struct addr_query *query, struct addrinfo **out)
{
	bool anywhere = query->host != NULL && query->family == AF_UNSPEC;
	int passive = query->server ? AI_PASSIVE : 0;
	struct addrinfo hints = {
		.ai_flags = passive | (anywhere ? AI_ADDRCONFIG : 0),
		.ai_family = query->family,
		.ai_socktype = query->socktype,
		.ai_protocol = query->protocol,
	};
	int first = sys_resolve(query->host, query->service, &hints, out);
	int second;

	if (is_final(first) || !anywhere)
		return first;
	hints.ai_flags = passive | AI_NUMERICHOST;
	second = sys_resolve(query->host, query->service, &hints, out);
	return is_final(second) ? second : first;
}

static bool copy_answers(struct addr_list *list, const struct addrinfo *answers)
{
	for (const struct addrinfo *one = answers; one != NULL; one = one->ai_next) {
		const BIO_ADDR *addr = (const BIO_ADDR *)(const void *)one->ai_addr;

		if (one->ai_family != AF_INET && one->ai_family != AF_INET6)
			continue;
		if (!addr_list_add(list, addr, one->ai_socktype, one->ai_protocol))
			return false;
	}
	return true;
}

static void refuse_nothing(const struct addr_query *query)
{
	char what[ADDR_QUERY_TEXT];

	addr_query_text(query, what);
	err_raise_texts(query->place, ERR_LIB_BIO, BIO_R_LOOKUP_RETURNED_NOTHING, what, NULL);
	if (query->sets_errno)
		errno = ENOENT;
}

bool addr_resolve(const struct addr_query *query, struct addr_list *list)
{
	struct addrinfo *answers = NULL;
	int saved = errno;
	int code = ask(query, &answers);
	bool copied;

	if (code != 0 && sys_resolver_has_errno(code))
		return addr_refuse(query, code);
	errno = saved;
	if (code != 0)
		return addr_refuse(query, code);
	copied = copy_answers(list, answers);
	sys_resolved_free(answers);
	if (copied && list->first == NULL)
		refuse_nothing(query);
	return copied && list->first != NULL;
}
