/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether sockets block: ioctlsocket() and closesocket(), which hand on to Winsock's and remember
 * what went well.
 */
#include "support/windows/real.h"

enum { SOCKETS = 1 << 16 };

/* By handle: they are small multiples of 4. */
static bool nonblocking[SOCKETS];

static bool *mode_of(SOCKET s)
{
	static bool none;

	return s / 4 < SOCKETS ? &nonblocking[s / 4] : &none;
}

int WSAAPI modes_ioctl(SOCKET s, long request, u_long *arg)
{
	int result = REAL(ioctlsocket)(s, request, arg);

	if (result == 0 && request == (long)FIONBIO)
		*mode_of(s) = *arg != 0;
	return result;
}

/*
 * A socket that receives tells by itself: told to wait a moment at most, it says how it did not
 * receive. Others are what they were last told to be.
 */
bool modes_is_nonblocking(SOCKET s)
{
	DWORD before = 0, moment = 20;
	int len = sizeof(before), err;
	char byte;

	REAL(getsockopt)(s, SOL_SOCKET, SO_RCVTIMEO, (char *)&before, &len);
	REAL(setsockopt)(s, SOL_SOCKET, SO_RCVTIMEO, (char *)&moment, sizeof(moment));
	err = REAL(recv)(s, &byte, 1, MSG_PEEK) == SOCKET_ERROR ? WSAGetLastError() : 0;
	REAL(setsockopt)(s, SOL_SOCKET, SO_RCVTIMEO, (char *)&before, sizeof(before));
	if (err == WSAEWOULDBLOCK)
		return true;
	return err != WSAETIMEDOUT && *mode_of(s);
}

int WSAAPI modes_close(SOCKET s)
{
	*mode_of(s) = false;
	return REAL(closesocket)(s);
}
