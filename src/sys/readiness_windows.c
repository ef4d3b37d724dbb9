/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting by select(), whose sets here are lists, with room for any SOCKET. Not by WSAPoll():
 * before Windows 10 2004 it never ends for a connect that was refused.
 */
#include "sys/readiness.h"

#include "sys/clock.h"
#include "sys/winsock.h"

#ifndef SO_CONNECT_TIME
#define SO_CONNECT_TIME 0x700c
#endif
enum { NOT_CONNECTED = -1, URGENT = 2 };

/* getpeername() would not tell: it answers as soon as a connect is under way. */
bool sys_has_exceptions(SOCKET s)
{
	int seconds, len = sizeof(seconds);

	return getsockopt(s, SOL_SOCKET, SO_CONNECT_TIME, (char *)&seconds, &len) != 0 ||
	       seconds == NOT_CONNECTED;
}

/* 0 when the time is up, SOCKET_ERROR, 1, or URGENT: an exception that is none here. */
static int look(SOCKET s, bool for_read, bool exceptions, int64_t ms)
{
	struct timeval time = { (long)(ms / 1000), (long)(ms % 1000 * 1000) };
	fd_set ready = { 1, { s } }, failed = { exceptions ? 1 : 0, { s } };
	int n = select(
	    0, for_read ? &ready : NULL, for_read ? NULL : &ready, &failed, ms < 0 ? NULL : &time);

	if (n <= 0)
		return n;
	return ready.fd_count == 0 && !sys_has_exceptions(s) ? URGENT : 1;
}

int sys_wait_ready(int fd, bool for_read, int timeout_ms)
{
	SOCKET s = sys_handle(fd);
	int64_t end = sys_clock_ms() + timeout_ms, left = timeout_ms;
	int n = look(s, for_read, true, timeout_ms);

	if (n == URGENT && timeout_ms >= 0)
		left = end > sys_clock_ms() ? end - sys_clock_ms() : 0;
	if (n == URGENT)
		n = look(s, for_read, false, left);
	return n == SOCKET_ERROR ? sys_failed(fd) : n;
}
