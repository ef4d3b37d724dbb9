/* SPDX-License-Identifier: Apache-2.0 */
/* Which sockets are TCP's: for the files of src/sys. */
#ifndef BIOSOCK_SYS_TCP_SOCKET_H
#define BIOSOCK_SYS_TCP_SOCKET_H

#include <stdbool.h>

#include "sys/calls.h"

/* errno is lost. */
static inline bool sys_is_tcp(int fd)
{
	int value;

	return sys_get_option(fd, IPPROTO_TCP, TCP_NODELAY, &value) == 0;
}

#endif
