/* SPDX-License-Identifier: Apache-2.0 */
/* Names: getaddrinfo(3) asked as OpenSSL asks it, its answer copied to a list of our own. */
#include "addr/names.h"

#include <errno.h>
#include <string.h>

#include "sys/resolver.h"

bool addr_refuse(const struct addr_query *query, int code)
{
	if (sys_resolver_has_errno(code)) {
		err_raise_data(query->place, ERR_LIB_SYS, errno, "calling getaddrinfo()");
		err_raise(query->place, ERR_LIB_BIO, ERR_R_SYS_LIB);
	} else if (sys_resolver_no_memory(code)) {
		err_raise(query->place, ERR_LIB_BIO, ERR_R_MALLOC_FAILURE);
	} else {
		err_raise_data(
		    query->place, ERR_LIB_BIO, ERR_R_SYS_LIB, "%s", sys_resolver_text(code));
	}
	return false;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Host names have ASCII's upper and lower case, whatever the locale. */
static bool ends_with(const char *text, size_t n, const char *end)
{
	size_t end_len = strlen(end);

	if (n < end_len)
		return false;
	for (size_t i = 0; i < end_len; i++) {
		if (lower(text[n - end_len + i]) != end[i])
			return false;
	}
	return true;
}

/* "localhost" and all below it are this host, whatever networks it is on (RFC 6761, 6.3). */
static bool is_localhost(const char *host)
{
	size_t n = strlen(host);

	if (n > 0 && host[n - 1] == '.')
		n--;
	return (n == 9 && ends_with(host, n, "localhost")) || ends_with(host, n, ".localhost");
}

/* The codes that asking again does not change. */
static bool is_final(int code)
{
	return code == 0 || sys_resolver_has_errno(code) || sys_resolver_no_memory(code);
}

/*
 * AI_ADDRCONFIG spares a host without IPv6 the addresses it cannot reach, but on some systems the
 * loopback does not count and an unconnected host reaches nothing. So there is a second try: for a
 * number in a spelling of the resolver's own, and for localhost, which always is there. The first
 * code is the one that counts.
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
	hints.ai_flags = passive | (is_localhost(query->host) ? 0 : AI_NUMERICHOST);
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
		err_raise(query->place, ERR_LIB_BIO, BIO_R_LOOKUP_RETURNED_NOTHING);
	return copied && list->first != NULL;
}
