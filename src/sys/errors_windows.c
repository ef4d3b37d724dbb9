/* SPDX-License-Identifier: Apache-2.0 */
/* Winsock's error codes: what they are as errnos, what they say, and what they mean for a call. */
#include "sys/errors.h"

#include <errno.h>
#include <stddef.h>

#include "sys/winsock.h"

/* Without an errno of its own: the code stands for itself. */
enum { NONE = 0 };

/* Of several codes with one errno the first is the one that sys_set_last_error() goes back to. */
static const struct row {
	int code;
	int err;
	const char *text;
} rows[] = {
	{ WSAEINTR, EINTR, "Interrupted system call" },
	{ WSAEBADF, EBADF, "Bad file descriptor" },
	{ WSAEACCES, EACCES, "Permission denied" },
	{ WSAEFAULT, EFAULT, "Bad address" },
	{ WSAEINVAL, EINVAL, "Invalid argument" },
	{ WSAEMFILE, EMFILE, "Too many open files" },
	{ WSAEWOULDBLOCK, EAGAIN, "Resource temporarily unavailable" },
	{ WSAEINPROGRESS, EINPROGRESS, "Operation now in progress" },
	{ WSAEALREADY, EALREADY, "Operation already in progress" },
	{ WSAENOTSOCK, ENOTSOCK, "Socket operation on non-socket" },
	{ WSAEDESTADDRREQ, EDESTADDRREQ, "Destination address required" },
	{ WSAEMSGSIZE, EMSGSIZE, "Message too long" },
	{ WSAEPROTOTYPE, EPROTOTYPE, "Protocol wrong type for socket" },
	{ WSAENOPROTOOPT, ENOPROTOOPT, "Protocol not available" },
	{ WSAEPROTONOSUPPORT, EPROTONOSUPPORT, "Protocol not supported" },
	{ WSAESOCKTNOSUPPORT, NONE, "Socket type not supported" },
	{ WSAEOPNOTSUPP, EOPNOTSUPP, "Operation not supported" },
	{ WSAEPFNOSUPPORT, NONE, "Protocol family not supported" },
	{ WSAEAFNOSUPPORT, EAFNOSUPPORT, "Address family not supported by protocol" },
	{ WSAEADDRINUSE, EADDRINUSE, "Address already in use" },
	{ WSAEADDRNOTAVAIL, EADDRNOTAVAIL, "Cannot assign requested address" },
	{ WSAENETDOWN, ENETDOWN, "Network is down" },
	{ WSAENETUNREACH, ENETUNREACH, "Network is unreachable" },
	{ WSAENETRESET, ENETRESET, "Network dropped connection on reset" },
	{ WSAECONNABORTED, ECONNABORTED, "Software caused connection abort" },
	{ WSAECONNRESET, ECONNRESET, "Connection reset by peer" },
	{ WSAENOBUFS, ENOBUFS, "No buffer space available" },
	{ WSAEISCONN, EISCONN, "Transport endpoint is already connected" },
	{ WSAENOTCONN, ENOTCONN, "Transport endpoint is not connected" },
	{ WSAESHUTDOWN, EPIPE, "Broken pipe" },
	{ WSAETOOMANYREFS, NONE, "Too many references: cannot splice" },
	{ WSAETIMEDOUT, ETIMEDOUT, "Connection timed out" },
	{ WSAECONNREFUSED, ECONNREFUSED, "Connection refused" },
	{ WSAELOOP, ELOOP, "Too many levels of symbolic links" },
	{ WSAENAMETOOLONG, ENAMETOOLONG, "File name too long" },
	{ WSAEHOSTUNREACH, EHOSTUNREACH, "No route to host" },
	{ WSAEHOSTDOWN, EHOSTUNREACH, "Host is down" },
	{ WSAENOTEMPTY, ENOTEMPTY, "Directory not empty" },
	{ WSAEPROCLIM, NONE, "Too many processes" },
	{ WSAEUSERS, NONE, "Too many users" },
	{ WSAEDQUOT, NONE, "Disk quota exceeded" },
	{ WSAESTALE, NONE, "Stale file handle" },
	{ WSAEREMOTE, NONE, "Object is remote" },
	{ WSASYSNOTREADY, ENETDOWN, "Network subsystem is not ready" },
	{ WSAVERNOTSUPPORTED, NONE, "Winsock version not supported" },
	{ WSANOTINITIALISED, NONE, "Winsock not initialised" },
	{ WSAEDISCON, NONE, "Graceful shutdown in progress" },
	{ WSAECANCELLED, ECANCELED, "Operation canceled" },
	{ WSAHOST_NOT_FOUND, NONE, "Host not found" },
	{ WSATRY_AGAIN, NONE, "Temporary failure in name resolution" },
	{ WSANO_RECOVERY, NONE, "Non-recoverable failure in name resolution" },
	{ WSANO_DATA, NONE, "No address associated with hostname" },
};

static const struct row *row_of_code(int code)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].code == code)
			return &rows[i];
	return NULL;
}

static const struct row *row_of_errno(int err)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].err == err)
			return &rows[i];
	return NULL;
}

int sys_errno_of(int code)
{
	const struct row *row = row_of_code(code);

	return row != NULL && row->err != NONE ? row->err : code;
}

const char *sys_error_text(int err)
{
	const struct row *row = row_of_code(err);

	if (row == NULL && err != NONE)
		row = row_of_errno(err == EWOULDBLOCK ? EAGAIN : err);
	return row != NULL ? row->text : NULL;
}

/* Winsock says the same of a handle that is no socket and of none at all. */
static bool is_open(int fd)
{
	DWORD flags;

	return fd >= 0 && GetHandleInformation((HANDLE)(UINT_PTR)fd, &flags);
}

int sys_failed(int fd)
{
	int code = WSAGetLastError();

	errno = code == WSAENOTSOCK && !is_open(fd) ? EBADF : sys_errno_of(code);
	WSASetLastError(code);
	return -1;
}

/* A connection whose peer is gone has the same code as a wait that took too long. */
static bool has_timeout(int fd, int option)
{
	DWORD ms = 0;
	int len = sizeof(ms);

	return getsockopt(sys_handle(fd), SOL_SOCKET, option, (char *)&ms, &len) == 0 && ms != 0;
}

/* Why a connect under way came to nothing, which sends and receives are not told; 0: it did not. */
static int connect_error(int fd)
{
	int code = 0, len = sizeof(code);

	if (getsockopt(sys_handle(fd), SOL_SOCKET, SO_ERROR, (char *)&code, &len) != 0)
		return 0;
	return code;
}

int sys_transfer_failed(int fd, int timeout)
{
	int code = WSAGetLastError(), reason;

	if (code == WSAETIMEDOUT && has_timeout(fd, timeout))
		code = WSAEWOULDBLOCK;
	if (code == WSAENOTCONN && (reason = connect_error(fd)) != 0)
		code = reason;
	WSASetLastError(code);
	return sys_failed(fd);
}

int sys_last_error(void)
{
	return WSAGetLastError();
}

void sys_set_last_error(int err)
{
	const struct row *row = row_of_errno(err);

	errno = sys_errno_of(err);
	WSASetLastError(row != NULL && err != NONE ? row->code : err);
}

bool sys_is_retry(int err)
{
	static const int retries[] = { EAGAIN, EWOULDBLOCK, EINTR, EINPROGRESS, EALREADY, ENOTCONN,
		EPROTO };

	for (size_t i = 0; i < sizeof(retries) / sizeof(retries[0]); i++)
		if (retries[i] == sys_errno_of(err))
			return true;
	return false;
}

/*
 * accept() of Winsock: the peer has reset it while it was waiting. Wine finds that out when it asks
 * for the peer's address (ENOTCONN).
 */
bool sys_is_lost_connection(int err)
{
	static const int lost[] = { ECONNRESET, ECONNABORTED, ENOTCONN };

	for (size_t i = 0; i < sizeof(lost) / sizeof(lost[0]); i++)
		if (lost[i] == sys_errno_of(err))
			return true;
	return false;
}

/* Winsock refuses a connect that finds no room, and keeps all others under way. */
bool sys_connect_found_no_room(int family, int err)
{
	(void)family, (void)err;
	return false;
}

bool sys_connect_is_idle(int family, int err)
{
	(void)family, (void)err;
	return false;
}
