/* SPDX-License-Identifier: Apache-2.0 */
/* Sharing addresses as BSD and Linux (since 3.9) have it. */
#include "sys/reuse.h"

#include "sys/calls.h"

/* FreeBSD 12 spreads connections over sockets of this option only (setsockopt(2)). */
#ifdef SO_REUSEPORT_LB
#define REUSE_PORT SO_REUSEPORT_LB
#else
#define REUSE_PORT SO_REUSEPORT
#endif

int sys_reuse_address(int fd)
{
	return sys_set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
}

int sys_reuse_port(int fd)
{
	return sys_set_option(fd, SOL_SOCKET, REUSE_PORT, 1);
}
