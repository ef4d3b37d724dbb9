/* SPDX-License-Identifier: Apache-2.0 */
/* The first version of the header, of addresses a test on one machine does not connect from. */
#include "cmd/proxy_header.h"

#include <string.h>

#include "support/contract.h"
#include "sys/net.h"

static const struct {
	const char *host;
	unsigned scope;
	const char *want;
} cases[] = {
	{ "2001:db8::7", 0, "PROXY TCP6 2001:db8::7 2001:db8::7 7000 80\r\n" },
	{ "fe80::77", 0, "PROXY TCP6 fe80::77 fe80::77 7000 80\r\n" },
	/* The format has no room for what the name of the interface would tell. */
	{ "fe80::77", 1, "PROXY TCP6 fe80::77 fe80::77 7000 80\r\n" },
	{ "::ffff:192.0.2.7", 0, "PROXY TCP6 ::ffff:192.0.2.7 ::ffff:192.0.2.7 7000 80\r\n" },
};

static struct sockaddr_storage address(const char *host, unsigned scope, unsigned short port)
{
	struct sockaddr_in6 sin6 = { .sin6_family = AF_INET6 };
	struct sockaddr_storage out = { 0 };

	CHECK_INT(inet_pton(AF_INET6, host, &sin6.sin6_addr), 1);
	sin6.sin6_scope_id = scope;
	sin6.sin6_port = htons(port);
	memcpy(&out, &sin6, sizeof(sin6));
	return out;
}

static void text_of_addresses(void)
{
	char header[PROXY_HEADER_ROOM];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sockaddr_storage peer = address(cases[i].host, cases[i].scope, 7000);
		struct sockaddr_storage local = address(cases[i].host, cases[i].scope, 80);
		size_t n =
		    proxy_header(1, (const BIO_ADDR *)&peer, (const BIO_ADDR *)&local, header);

		CHECK_INT(n, strlen(cases[i].want));
		CHECK_MEM(header, cases[i].want, n);
	}
}

int main(void)
{
	static const struct contract_case tests[] = { { "text of addresses", text_of_addresses, 0,
	    0 } };

	return contract_main("cmd.proxy_header", tests, sizeof(tests) / sizeof(tests[0]));
}
