/* SPDX-License-Identifier: Apache-2.0 */
/*
 * connect() as Linux has it: called again when the connection is made it says so once, and
 * AF_UNSPEC ends an association.
 */
#include "sys/calls.h"

int sys_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	return connect(fd, addr, len);
}
