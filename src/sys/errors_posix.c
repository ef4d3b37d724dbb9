/* SPDX-License-Identifier: Apache-2.0 */
/* What errno says of a socket call, by POSIX and accept(2) of Linux. */
#include "sys/errors.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static const int retries[] = { EAGAIN, EWOULDBLOCK, EINTR, EINPROGRESS, EALREADY, ENOTCONN,
	EPROTO };

/*
 * Linux hands errors already pending on the new connection to accept() (accept(2), "Error
 * handling"; RFC 1122 4.2.3.9). EOPNOTSUPP is on that page's list too, but a socket that cannot
 * listen gives it for ever.
 */
static const int lost_connections[] = {
	ECONNABORTED,
	ENETDOWN,
	EPROTO,
	ENOPROTOOPT,
	EHOSTDOWN,
#ifdef ENONET
	ENONET,
#endif
	EHOSTUNREACH,
	ENETUNREACH,
};

static bool is_one_of(const int *list, size_t n, int err)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == err)
			return true;
	return false;
}

int sys_last_error(void)
{
	return errno;
}

void sys_set_last_error(int err)
{
	errno = err;
}

bool sys_is_retry(int err)
{
	return is_one_of(retries, sizeof(retries) / sizeof(retries[0]), err);
}

bool sys_is_lost_connection(int err)
{
	return is_one_of(
	    lost_connections, sizeof(lost_connections) / sizeof(lost_connections[0]), err);
}

bool sys_connect_found_no_room(int family, int err)
{
	return family == AF_UNIX && (err == EAGAIN || err == EWOULDBLOCK);
}

/* A signal ends the wait for room in the queue, which is all that an AF_UNIX connect waits for. */
bool sys_connect_is_idle(int family, int err)
{
	return sys_connect_found_no_room(family, err) || (family == AF_UNIX && err == EINTR);
}
