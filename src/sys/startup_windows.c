/* SPDX-License-Identifier: Apache-2.0 */
/* Winsock's start, which every call on a socket may be the first to need. */
#include "sys/winsock.h"

static BOOL CALLBACK start(INIT_ONCE *once, void *argument, void **context)
{
	WSADATA data;
	int err = WSAStartup(MAKEWORD(2, 2), &data);

	(void)once, (void)argument, (void)context;
	if (err != 0)
		WSASetLastError(err);
	return err == 0;
}

/*
 * There is no end to it: WSACleanup() would have to wait for the last socket, which may outlive
 * this code where a DLL is unloaded. It calls nothing back, and Winsock counts who started it.
 */
bool sys_start(void)
{
	static INIT_ONCE once = INIT_ONCE_STATIC_INIT;

	return InitOnceExecuteOnce(&once, start, NULL, NULL);
}

/* Where Winsock could not be started, the call on the handle says so. */
SOCKET sys_handle(int fd)
{
	sys_start();
	return (SOCKET)fd;
}
