/* SPDX-License-Identifier: Apache-2.0 */
/* Waking by a datagram that a socket sends to itself: select() waits for nothing but sockets. */
#include "sys/wake.h"

#include <errno.h>

#include "sys/calls.h"
#include "sys/descriptor.h"
#include "sys/winsock.h"

/* Connected to itself, it hears nobody else. */
static bool connect_to_itself(int fd)
{
	struct sockaddr_in self = { .sin_family = AF_INET };
	socklen_t len = sizeof(self);

	self.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return sys_bind(fd, (struct sockaddr *)&self, len) == 0 &&
	       sys_getsockname(fd, (struct sockaddr *)&self, &len) == 0 &&
	       sys_connect(fd, (struct sockaddr *)&self, len) == 0;
}

bool sys_wake_init(struct sys_wake *wake)
{
	wake->fd = wake->to = sys_socket(AF_INET, SOCK_DGRAM, 0, SYS_NONBLOCK);
	if (wake->fd == -1)
		return false;
	if (connect_to_itself(wake->fd))
		return true;
	sys_wake_fini(wake);
	return false;
}

void sys_wake_fini(struct sys_wake *wake)
{
	int err = errno;
	DWORD code = GetLastError();

	sys_close(wake->fd);
	SetLastError(code);
	errno = err;
}

void sys_wake_raise(const struct sys_wake *wake)
{
	DWORD code = GetLastError();

	send(sys_handle(wake->to), "", 1, 0);
	SetLastError(code);
}

void sys_wake_clear(const struct sys_wake *wake)
{
	DWORD code = GetLastError();
	char byte;

	while (recv(sys_handle(wake->fd), &byte, 1, 0) != SOCKET_ERROR)
		;
	SetLastError(code);
}
