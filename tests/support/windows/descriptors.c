/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX's calls on descriptors of any kind: sockets' are handles, others the C runtime's. */
#include <posix.h>
#include <stdarg.h>
#include <stdbool.h>

#include "support/windows/real.h"

/* Tests wait for no more sockets than Winsock has in a set. */
enum { POLL_MAX = 64 };

int posix_poll(struct posix_pollfd *set, nfds_t n, int timeout_ms)
{
	WSAPOLLFD real[POLL_MAX];
	int result;

	if (n > POLL_MAX) {
		errno = EINVAL;
		return -1;
	}
	for (nfds_t i = 0; i < n; i++) {
		real[i].fd = SOCKET_OF(set[i].fd);
		real[i].events = set[i].events;
		real[i].revents = 0;
	}
	result = real_result(REAL(WSAPoll)(real, n, timeout_ms));
	for (nfds_t i = 0; i < n; i++)
		set[i].revents = real[i].revents;
	return result;
}

#undef select
int posix_select(int n, fd_set *input, fd_set *output, fd_set *failed, struct timeval *most)
{
	return real_result(REAL(select)(n, input, output, failed, most));
}

int posix_ioctl(int fd, unsigned long request, ...)
{
	va_list args;
	void *arg;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	return real_result(modes_ioctl(SOCKET_OF(fd), (long)request, arg));
}

static int fcntl_socket(int fd, int command, int arg)
{
	u_long on = (arg & O_NONBLOCK) != 0;

	if (command == F_GETFL)
		return modes_is_nonblocking(SOCKET_OF(fd)) ? O_NONBLOCK : 0;
	return real_result(modes_ioctl(SOCKET_OF(fd), (long)FIONBIO, &on));
}

/* INVALID_HANDLE_VALUE is this process, elsewhere. */
static int fcntl_handle(HANDLE handle, int command, int arg)
{
	DWORD flags = 0, inherit = (arg & FD_CLOEXEC) != 0 ? 0 : HANDLE_FLAG_INHERIT;

	if (handle != INVALID_HANDLE_VALUE && command == F_GETFD &&
	    GetHandleInformation(handle, &flags))
		return (flags & HANDLE_FLAG_INHERIT) != 0 ? 0 : FD_CLOEXEC;
	if (handle != INVALID_HANDLE_VALUE && command == F_SETFD &&
	    SetHandleInformation(handle, HANDLE_FLAG_INHERIT, inherit))
		return 0;
	errno = EBADF;
	return -1;
}

int posix_fcntl(int fd, int command, ...)
{
	bool is_socket = real_is_socket(fd);
	va_list args;
	int arg = 0;

	va_start(args, command);
	if (command == F_SETFD || command == F_SETFL)
		arg = va_arg(args, int);
	va_end(args);
	if (is_socket && (command == F_GETFL || command == F_SETFL))
		return fcntl_socket(fd, command, arg);
	return fcntl_handle((HANDLE)(is_socket ? (intptr_t)fd : real_file(fd)), command, arg);
}

/* False with errno if it is not open. */
static bool is_file(int fd)
{
	if (real_file(fd) != -1)
		return true;
	errno = EBADF;
	return false;
}

int posix_close(int fd)
{
	if (real_is_socket(fd))
		return real_result(modes_close(SOCKET_OF(fd)));
	if (is_file(fd))
		return _close(fd);
	return fd >= 0 && CloseHandle((HANDLE)SOCKET_OF(fd)) ? 0 : -1;
}

ssize_t posix_read(int fd, void *out, size_t n)
{
	if (real_is_socket(fd))
		return posix_recv(fd, out, n, 0);
	return is_file(fd) ? REAL_RUNTIME(_read)(fd, out, (unsigned)n) : -1;
}

ssize_t posix_write(int fd, const void *bytes, size_t n)
{
	if (real_is_socket(fd))
		return posix_send(fd, bytes, n, 0);
	return is_file(fd) ? REAL_RUNTIME(_write)(fd, bytes, (unsigned)n) : -1;
}

/* Where the next read or write begins stays as it is. */
ssize_t posix_pwrite(int fd, const void *bytes, size_t n, off64_t offset)
{
	int64_t before = is_file(fd) ? _lseeki64(fd, 0, SEEK_CUR) : -1;
	ssize_t result = -1;

	if (before != -1 && _lseeki64(fd, offset, SEEK_SET) != -1) {
		result = posix_write(fd, bytes, n);
		_lseeki64(fd, before, SEEK_SET);
	}
	return result;
}

#undef signal
void (*posix_signal(int number, void (*handler)(int)))(int)
{
	return number == SIGPIPE ? SIG_DFL : signal(number, handler);
}

int posix_pipe(int out[2])
{
	return _pipe(out, 65536, _O_BINARY | _O_NOINHERIT);
}

int posix_open(const char *path, int flags, ...)
{
	return _open(path, flags | _O_BINARY, _S_IREAD | _S_IWRITE);
}

#undef fopen
FILE *posix_fopen(const char *path, const char *mode)
{
	return fopen(path, mode);
}

int posix_mkstemp(char *path)
{
	return _mktemp(path) == NULL ? -1 : posix_open(path, _O_RDWR | _O_CREAT | _O_EXCL);
}

char *posix_mkdtemp(char *path)
{
	return _mktemp(path) == NULL || _mkdir(path) != 0 ? NULL : path;
}

char *strsep(char **rest, const char *delimiters)
{
	char *token = *rest;
	char *end = token != NULL ? strpbrk(token, delimiters) : NULL;

	*rest = end != NULL ? end + 1 : NULL;
	if (end != NULL)
		*end = '\0';
	return token;
}
