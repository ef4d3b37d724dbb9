/* SPDX-License-Identifier: Apache-2.0 */
/* Flags as datagrams to oneself: a socket that is its own peer hears nobody else. */
#include "cmd/sys/flag.h"

#include <errno.h>

#include "sys/calls.h"
#include "sys/descriptor.h"
#include "sys/stream.h"

int sys_flag_new(void)
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	socklen_t len = sizeof(here);
	struct sockaddr *name = (struct sockaddr *)&here;
	int fd = sys_init() == -1 ? -1 : sys_socket(AF_INET, SOCK_DGRAM, 0, SYS_NONBLOCK);
	int err;

	if (fd == -1)
		return -1;
	here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (sys_bind(fd, name, len) == 0 && sys_getsockname(fd, name, &len) == 0 &&
	    sys_connect(fd, name, len) == 0)
		return fd;
	err = errno;
	sys_close(fd);
	errno = err;
	return -1;
}

void sys_flag_raise(int flag)
{
	sys_stream_send(flag, "", 1);
}

void sys_flag_lower(int flag)
{
	char byte;

	sys_stream_receive(flag, &byte, 1);
}
