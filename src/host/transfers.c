/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads and writes that return the number of bytes: all hosts take these, and give them back to
 * programs that make kinds of their own out of ours (BIO_meth_get_read()).
 */
#include "bio/socket/socket_bio.h"
#include "host/operations.h"
#include "sys/stream.h"

/*
 * Where there is no BIO_read_ex(), 0 is the end for the host's TLS. What is only to be repeated, as
 * all is while a connection is being made, is -1.
 */
static int result(BIO *b, int ret, size_t n)
{
	if (ret > 0)
		return (int)n;
	return HOST_ZERO_IS_END && ret == 0 && BIO_should_retry(b) ? -1 : ret;
}

static size_t size_of(int n)
{
	return n > 0 ? (size_t)n : 0;
}

__attribute__((noinline)) static int read_bytes(BIO *b, char *out, int n)
{
	size_t got = 0;
	int ret = host_bio(b)->kind->read(b, out, size_of(n), &got);

	return result(b, ret, got);
}

__attribute__((noinline)) static int write_bytes(BIO *b, const char *bytes, int n)
{
	size_t sent = 0;
	int ret = host_bio(b)->kind->write(b, bytes, size_of(n), &sent);

	return result(b, ret, sent);
}

/*
 * A socket BIO's own, straight to the system call: the host's kind costs so little that every step
 * between would be seen.
 */
static int read_socket(BIO *b, char *out, int n)
{
	int fd = host_plain_fd(b);
	ssize_t got;
	size_t none;

	if (fd < 0 || n <= 0 || out == NULL)
		return read_bytes(b, out, n);
	got = sys_stream_receive(fd, out, (size_t)n);
	frame_no_retry(b);
	return got > 0 ? (int)got : bio_socket_received(b, got, out, &none);
}

__attribute__((noinline)) static int send_failed(BIO *b, const char *bytes, int n, ssize_t sent)
{
	size_t done = 0;
	int ret;

	if (sent == -1 && sys_stream_is_other())
		sent = sys_stream_write_other(host_bio(b)->fd, bytes, (size_t)n);
	ret = bio_socket_sent(b, sent, &done);
	return ret > 0 ? (int)done : ret;
}

static int write_socket(BIO *b, const char *bytes, int n)
{
	int fd = host_plain_fd(b);
	ssize_t sent;

	if ((fd | n) < 0)
		return write_bytes(b, bytes, n);
	sent = sys_stream_send(fd, bytes, (size_t)n);
	if (sent <= 0)
		return send_failed(b, bytes, n, sent);
	frame_no_retry(b);
	return (int)sent;
}

bool host_set_transfers(BIO_METHOD *method, const struct frame_kind *kind)
{
	bool is_socket = kind->type == BIO_TYPE_SOCKET;

	return BIO_meth_set_read(method, is_socket ? read_socket : read_bytes) &&
	       BIO_meth_set_write(method, is_socket ? write_socket : write_bytes);
}
