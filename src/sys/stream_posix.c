/* SPDX-License-Identifier: Apache-2.0 */
/* Streams where send(2) takes MSG_NOSIGNAL (POSIX.1-2008). */
#include "sys/stream.h"

#include <errno.h>
#include <unistd.h>

/* On a socket the same as recv(2) without flags. */
ssize_t sys_stream_receive(int fd, void *bytes, size_t n)
{
	return read(fd, bytes, n);
}

ssize_t sys_stream_send(int fd, const void *bytes, size_t n)
{
	return send(fd, bytes, n, MSG_NOSIGNAL);
}

bool sys_stream_is_other(void)
{
	return errno == ENOTSOCK;
}

ssize_t sys_stream_write_other(int fd, const void *bytes, size_t n)
{
	errno = 0;
	return write(fd, bytes, n);
}

int sys_stream_end(int fd)
{
	return shutdown(fd, SHUT_RDWR);
}
