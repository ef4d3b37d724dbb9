/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting by select(), whose sets here are lists, with room for any SOCKET. Not by WSAPoll():
 * before Windows 10 2004 it never ends for a connect that was refused.
 */
#include "sys/readiness.h"

#include "sys/winsock.h"

/* Of a connected socket it would be urgent data, and no reason for the next call to return. */
static bool may_fail(SOCKET s)
{
	struct sockaddr_storage peer;
	int len = sizeof(peer);

	return getpeername(s, (struct sockaddr *)&peer, &len) != 0;
}

int sys_wait_ready(int fd, bool for_read, int timeout_ms)
{
	SOCKET s = sys_handle(fd);
	struct timeval time = { timeout_ms / 1000, timeout_ms % 1000 * 1000 };
	fd_set ready = { 1, { s } };
	fd_set failed = { may_fail(s) ? 1 : 0, { s } };
	int n = select(0, for_read ? &ready : NULL, for_read ? NULL : &ready, &failed,
	    timeout_ms < 0 ? NULL : &time);

	return n == SOCKET_ERROR ? sys_failed(fd) : n > 0;
}
