/* SPDX-License-Identifier: Apache-2.0 */
/* What every system is asked in the same way. */
#include "support/system.h"

#include <stdio.h>
#include <unistd.h>

#include <netdb.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "support/contract.h"

bool system_has_family(int family)
{
	int fd = socket(family, SOCK_STREAM, 0);

	if (fd == -1) {
		printf("skip  what needs sockets of family %d: none here\n", family);
		return false;
	}
	close(fd);
	return true;
}

void system_need_family(int family)
{
	if (!system_has_family(family))
		contract_skip("no sockets of this family here");
}

bool system_knows_localhost(void)
{
	struct addrinfo *list;
	bool known = getaddrinfo("localhost", NULL, NULL, &list) == 0;

	if (known)
		freeaddrinfo(list);
	return known;
}

/* AF_UNIX names that begin with NUL: to systems that have none, a path of no length. */
bool system_has_abstract_names(void)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	int bound;

	snprintf(name.sun_path + 1, sizeof(name.sun_path) - 1, "biosock-test-%d", (int)getpid());
	bound = bind(fd, (const struct sockaddr *)&name, sizeof(name));
	close(fd);
	if (bound == -1)
		printf("skip  what needs abstract names: none here\n");
	return bound == 0;
}

void system_need_abstract_names(void)
{
	if (!system_has_abstract_names())
		contract_skip("no abstract names here");
}
