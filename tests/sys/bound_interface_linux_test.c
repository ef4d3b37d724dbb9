/* SPDX-License-Identifier: Apache-2.0 */
/* An older Linux, whose SO_BINDTODEVICE is root's alone. setsockopt() is replaced. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "support/contract.h"
#include "support/interpose.h"
#include "support/peer.h"
#include "support/system.h"
#include "sys/bound_interface.h"
#include "sys/interface.h"

static int refusal, asked_level, asked_name;
static unsigned int asked_index;

int INTERPOSED(setsockopt)(int fd, int level, int name, const void *value, socklen_t len)
{
	if (level == SOL_SOCKET && name == SO_BINDTODEVICE && refusal != 0) {
		errno = refusal;
		return -1;
	}
	asked_level = level;
	asked_name = name;
	if (len == sizeof(asked_index))
		memcpy(&asked_index, value, sizeof(asked_index));
	return NEXT(setsockopt)(fd, level, name, value, len);
}

static const struct {
	int family, level, name;
} ways[] = {
	{ AF_INET, IPPROTO_IP, IP_UNICAST_IF },
	{ AF_INET6, IPPROTO_IPV6, IPV6_UNICAST_IF },
};

/* qemu does not hand these options on. */
static void skip_unless_known(int fd, int level, int name)
{
	const unsigned int none = 0;

	if (NEXT(setsockopt)(fd, level, name, &none, sizeof(none)) == 0 || errno != ENOPROTOOPT)
		return;
	peer_close(fd, -1, -1);
	contract_skip("this system has no IP_UNICAST_IF");
}

static void without_the_right_what_is_sent_is_chosen(void)
{
	refusal = EPERM;
	for (int i = 0; i < 2; i++) {
		int fd = peer_socket(ways[i].family, SOCK_STREAM);

		if (fd == -1)
			continue;
		skip_unless_known(fd, ways[i].level, ways[i].name);
		errno = 0;
		CHECK_INT(sys_bind_to_interface(fd, ways[i].family, "lo"), 0);
		CHECK_INT(errno, 0);
		CHECK_INT(asked_level, ways[i].level);
		CHECK_INT(asked_name, ways[i].name);
		CHECK_INT(ntohl(asked_index), sys_interface_index("lo"));
		errno = 0;
		CHECK_INT(sys_bind_to_interface(fd, ways[i].family, "no-such-if0"), -1);
		CHECK_INT(errno, ENODEV);
		peer_close(fd, -1, -1);
	}
}

static void any_other_refusal_is_one(void)
{
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	refusal = ENOPROTOOPT;
	errno = 0;
	CHECK_INT(sys_bind_to_interface(fd, AF_INET, "lo"), -1);
	CHECK_INT(errno, ENOPROTOOPT);
	peer_close(fd, -1, -1);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(without_the_right_what_is_sent_is_chosen),
	CASE(any_other_refusal_is_one),
};

int main(void)
{
	return contract_main("bound interface, Linux", cases, sizeof(cases) / sizeof(cases[0]));
}
