/* SPDX-License-Identifier: Apache-2.0 */
/* Whether this host has an IPv6 address to go anywhere with. getifaddrs() is replaced. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "support/contract.h"
#include "support/interpose.h"
#include "sys/addresses.h"

enum { MOST = 4 };

static const char *const *texts; /* "-" is an interface without an address */
static int refusal;

int INTERPOSED(getifaddrs)(struct ifaddrs **out)
{
	static struct ifaddrs list[MOST];
	static union {
		struct sockaddr sa;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} addrs[MOST];
	int n = 0;

	errno = refusal != 0 ? refusal : EXDEV;
	if (refusal != 0)
		return -1;
	*out = NULL;
	for (; texts[n] != NULL; n++) {
		memset(&addrs[n], 0, sizeof(addrs[n]));
		list[n] = (struct ifaddrs){ .ifa_addr = &addrs[n].sa };
		if (inet_pton(AF_INET6, texts[n], &addrs[n].v6.sin6_addr) == 1)
			addrs[n].sa.sa_family = AF_INET6;
		else if (inet_pton(AF_INET, texts[n], &addrs[n].v4.sin_addr) == 1)
			addrs[n].sa.sa_family = AF_INET;
		else
			list[n].ifa_addr = NULL;
		if (n > 0)
			list[n - 1].ifa_next = &list[n];
	}
	*out = n > 0 ? list : NULL;
	return 0;
}

void INTERPOSED(freeifaddrs)(struct ifaddrs *list)
{
	(void)list;
	errno = EXDEV;
}

static void an_address_of_more_than_a_link_is_one(void)
{
	static const struct {
		const char *texts[MOST + 1];
		bool want;
	} rows[] = {
		{ { NULL }, false },
		{ { "127.0.0.1", "192.0.2.1", NULL }, false },
		{ { "::1", "fe80::1", "-", NULL }, false },
		{ { "::1", "-", "fe80::1", "2001:db8::1" }, true },
		{ { "fd00::1", NULL }, true },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		texts = rows[i].texts;
		errno = ENOENT;
		CHECK_INT(sys_has_v6_address(), rows[i].want);
		CHECK_INT(errno, ENOENT);
	}
}

static void who_cannot_find_out_may_have_one(void)
{
	refusal = EMFILE;
	errno = ENOENT;
	CHECK(sys_has_v6_address());
	CHECK_INT(errno, ENOENT);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(an_address_of_more_than_a_link_is_one),
	CASE(who_cannot_find_out_may_have_one),
};

int main(void)
{
	return contract_main("addresses", cases, sizeof(cases) / sizeof(cases[0]));
}
