/* SPDX-License-Identifier: Apache-2.0 */
/* Sockets that use one interface. */
#include <errno.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"
#include "sys/bound_interface.h"
#include "sys/interface.h"

/* The name of the interface that has 127.0.0.1, or NULL. */
static const char *loopback(void)
{
	static const char *const names[] = { "lo", "lo0" };

	for (int i = 0; i < 2; i++) {
		if (sys_interface_index(names[i]) != 0)
			return names[i];
	}
	return NULL;
}

static void it_reaches_what_is_on_the_interface(int family)
{
	union peer_addr at;
	int l, fd;

	system_need_family(family);
	if (loopback() == NULL)
		contract_skip("loopback has no name here");
	l = peer_listen(family, 1, &at);
	fd = peer_socket(family, SOCK_STREAM);
	errno = 0;
	if (sys_bind_to_interface(fd, family, loopback()) == -1) {
		CHECK_INT(errno, EOPNOTSUPP);
	} else {
		CHECK_INT(connect(fd, &at.sa, peer_len(&at)), 0);
	}
	peer_close(fd, l, -1);
}

static void it_reaches_ipv4_on_the_interface(void)
{
	it_reaches_what_is_on_the_interface(AF_INET);
}

static void it_reaches_ipv6_on_the_interface(void)
{
	it_reaches_what_is_on_the_interface(AF_INET6);
}

static void an_interface_that_is_not_there_is_refused(void)
{
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	errno = 0;
	CHECK_INT(sys_bind_to_interface(fd, AF_INET, "no-such-if0"), -1);
	CHECK(errno == ENODEV || errno == EOPNOTSUPP);
	peer_close(fd, -1, -1);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(it_reaches_ipv4_on_the_interface),
	CASE(it_reaches_ipv6_on_the_interface),
	CASE(an_interface_that_is_not_there_is_refused),
};

int main(void)
{
	return contract_main("bound interface", cases, sizeof(cases) / sizeof(cases[0]));
}
