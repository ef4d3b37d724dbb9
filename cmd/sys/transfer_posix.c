/* SPDX-License-Identifier: Apache-2.0 */
/* Transfers with recv(2) and send(2), which take MSG_DONTWAIT and MSG_NOSIGNAL here. */
#include "cmd/sys/transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/sys/splice.h"
#include "cmd/sys/unwaiting.h"

/* EINPROGRESS: a Fast Open connect whose SYN has just gone out. */
static ssize_t result(ssize_t n)
{
	bool later = n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ||
	                            errno == EINPROGRESS);

	return later ? SYS_LATER : n;
}

ssize_t sys_read(int fd, void *bytes, size_t n)
{
	return result(read(fd, bytes, n));
}

/* How standard output is written without waiting. */
enum kind { UNKNOWN, PIECES, WHOLE, SOCKET, PIPE };

static struct {
	enum kind kind;
	int pipe; /* the same pipe, which is not waited for */
} output;

static enum kind kind_of_pipe(int fd)
{
	output.pipe = sys_unwaiting_open(fd);
	return output.pipe != -1 ? PIPE : PIECES;
}

/* A terminal may have room for less than poll(2) lets hope; other devices take all. */
static enum kind kind_of(int fd)
{
	struct stat st;

	if (fstat(fd, &st) == -1)
		return PIECES;
	if (S_ISREG(st.st_mode) || (S_ISCHR(st.st_mode) && !isatty(fd)))
		return WHOLE;
	if (S_ISSOCK(st.st_mode))
		return SOCKET;
	return S_ISFIFO(st.st_mode) ? kind_of_pipe(fd) : PIECES;
}

/* errno is kept. */
static enum kind output_kind(int fd)
{
	int err = errno;

	if (output.kind == UNKNOWN)
		output.kind = kind_of(fd);
	errno = err;
	return output.kind;
}

bool sys_write_never_waits(int fd)
{
	return output_kind(fd) != PIECES;
}

/* What poll(2) calls writable has room for PIPE_BUF bytes; a larger write may wait. */
ssize_t sys_write(int fd, const void *bytes, size_t n)
{
	switch (output_kind(fd)) {
	case WHOLE:
		return result(write(fd, bytes, n));
	case PIPE:
		return result(write(output.pipe, bytes, n));
	case SOCKET:
		return sys_send(fd, bytes, n);
	default:
		return result(write(fd, bytes, n < PIPE_BUF ? n : PIPE_BUF));
	}
}

ssize_t sys_write_from(int fd, int sock, size_t n)
{
	return output_kind(fd) == PIPE ? sys_splice(sock, output.pipe, n) : SYS_LATER;
}

ssize_t sys_receive(int fd, void *bytes, size_t n)
{
	return result(recv(fd, bytes, n, MSG_DONTWAIT));
}

ssize_t sys_send(int fd, const void *bytes, size_t n)
{
	return result(send(fd, bytes, n, MSG_DONTWAIT | MSG_NOSIGNAL));
}

bool sys_is_at_end(int fd)
{
	char byte;
	ssize_t n = result(recv(fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK));

	return n == 0 || n == -1;
}

static ssize_t receive_from(
    int fd, void *bytes, size_t n, int flags, struct sockaddr_storage *from, socklen_t *out_len)
{
	struct iovec piece = { bytes, n };
	struct msghdr message = {
		.msg_name = from, .msg_namelen = sizeof(*from), .msg_iov = &piece, .msg_iovlen = 1
	};
	ssize_t got;

	memset(from, 0, sizeof(*from));
	got = result(recvmsg(fd, &message, MSG_DONTWAIT | flags));
	*out_len = message.msg_namelen;
	if (got < 0 || (flags & MSG_PEEK) != 0 || (message.msg_flags & MSG_TRUNC) == 0)
		return got;
	errno = EMSGSIZE;
	return -1;
}

/* Linux tells the whole size (since 3.4 of AF_UNIX too), others no more than was asked for. */
ssize_t sys_waiting_size(int fd)
{
	char byte;

	return result(recv(fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK | MSG_TRUNC));
}

ssize_t sys_receive_from(
    int fd, void *bytes, size_t n, struct sockaddr_storage *from, socklen_t *out_len)
{
	return receive_from(fd, bytes, n, 0, from, out_len);
}

ssize_t sys_peek_from(int fd, struct sockaddr_storage *from)
{
	socklen_t len;
	char byte;

	return receive_from(fd, &byte, 1, MSG_PEEK, from, &len);
}

ssize_t sys_send_to(
    int fd, const void *bytes, size_t n, const struct sockaddr_storage *to, socklen_t len)
{
	return result(
	    sendto(fd, bytes, n, MSG_DONTWAIT | MSG_NOSIGNAL, (const struct sockaddr *)to, len));
}

int sys_end_sending(int fd)
{
	return shutdown(fd, SHUT_WR);
}

void sys_reset_at_close(int fd)
{
	struct linger at_once = { .l_onoff = 1 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
}

int sys_end_writing(int fd)
{
	if (output.kind == PIPE)
		close(output.pipe);
	output.kind = UNKNOWN;
	return close(fd) == 0 || errno == EINTR ? 0 : -1;
}

/*
 * Output is opened the wrong way round, so that writing it fails with EBADF as before. Where there
 * is no /dev/null, a directory takes the place.
 */
void sys_reserve_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
		    open("/dev/null", O_RDONLY) == -1 && open("/", O_RDONLY) == -1)
			return;
	}
}
