/* SPDX-License-Identifier: Apache-2.0 */
/* No word of how a connection came about. */
#include "cmd/sys/tcp_facts.h"

bool sys_tcp_facts(int fd, struct sys_tcp_facts *out)
{
	(void)fd;
	(void)out;
	return false;
}

bool sys_tcp_waits_for_data(int fd)
{
	(void)fd;
	return false;
}
