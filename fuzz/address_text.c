/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An address as text, looked up, is the same address, and its text is the one of
 * the system's getnameinfo().
 * Input: a byte of family, a port of two bytes, a scope of four, the address.
 */
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "check.h"

/* A literal needs nobody. */
int getaddrinfo(const char *restrict host, const char *restrict service,
    const struct addrinfo *restrict hints, struct addrinfo **restrict out)
{
	(void)host;
	(void)service;
	(void)hints;
	(void)out;
	check_that(false, "a literal needs no resolver", __FILE__, __LINE__);
	return EAI_NONAME;
}

union address {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_storage room;
};

static socklen_t take_address(struct input *input, union address *out)
{
	bool v6 = take_byte(input) % 2 == 1;
	uint32_t scope;
	in_port_t port;

	memset(out, 0, sizeof(*out));
	take(input, &port, sizeof(port));
	take(input, &scope, sizeof(scope));
	if (v6) {
		out->v6.sin6_family = AF_INET6;
		out->v6.sin6_port = port;
		out->v6.sin6_scope_id = scope;
		take(input, &out->v6.sin6_addr, 16);
		return sizeof(out->v6);
	}
	out->v4.sin_family = AF_INET;
	out->v4.sin_port = port;
	take(input, &out->v4.sin_addr, 4);
	return sizeof(out->v4);
}

static void check_text(
    const union address *address, socklen_t len, const char *host, const char *service)
{
	char systems_host[NI_MAXHOST], systems_service[NI_MAXSERV];
	int flags = NI_NUMERICHOST | NI_NUMERICSERV;

	CHECK(getnameinfo(&address->sa, len, systems_host, sizeof(systems_host), systems_service,
	          sizeof(systems_service), flags) == 0);
	CHECK(strcmp(host, systems_host) == 0);
	CHECK(strcmp(service, systems_service) == 0);
}

static void check_back(const union address *address, const char *host, const char *service)
{
	BIO_ADDRINFO *list = NULL;
	const union address *back;

	CHECK(BIO_lookup(host, service, BIO_LOOKUP_CLIENT, address->sa.sa_family, SOCK_STREAM,
	          &list) == 1);
	back = (const union address *)(const void *)BIO_ADDRINFO_address(list);
	CHECK(back->sa.sa_family == address->sa.sa_family);
	if (back->sa.sa_family == AF_INET)
		CHECK(memcmp(&back->v4, &address->v4, sizeof(back->v4)) == 0);
	else
		CHECK(memcmp(&back->v6, &address->v6, sizeof(back->v6)) == 0);
	BIO_ADDRINFO_free(list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	union address address;
	socklen_t len = take_address(&input, &address);
	const BIO_ADDR *addr = (const BIO_ADDR *)(const void *)&address;
	char *host = BIO_ADDR_hostname_string(addr, 1);
	char *service = BIO_ADDR_service_string(addr, 1);

	CHECK(host != NULL && service != NULL);
	check_text(&address, len, host, service);
	check_back(&address, host, service);
	CHECK(drain_errors() == 0);
	OPENSSL_free(host);
	OPENSSL_free(service);
	return 0;
}
