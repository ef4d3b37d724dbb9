/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_socket(): a socket that is there already (BIO_s_socket(3)). */
#include <errno.h>
#include <stdbool.h>

#include "addr/address.h"
#include "bio/control_table.h"
#include "bio/put_text.h"
#include "bio/socket/socket_bio.h"
#include "sys/descriptor.h"
#include "sys/errors.h"
#include "sys/fastopen.h"
#include "sys/nosignal.h"
#include "sys/stream.h"

/*
 * At the end of the stream there is no retry; errno of an earlier call would make
 * BIO_sock_should_retry() say so.
 */
__attribute__((noinline)) int bio_socket_received(
    BIO *b, ssize_t got, const char *out, size_t *out_n)
{
	*out_n = 0;
	if (got == 0 && out != NULL) {
		frame_set_eof(b, true);
		sys_set_last_error(0);
	} else if (got == -1 && sys_is_retry(sys_last_error()))
		frame_retry(b, BIO_FLAGS_READ, 0);
	return (int)got;
}

int bio_socket_read(BIO *b, char *out, size_t n, size_t *out_n)
{
	ssize_t got = out != NULL ? sys_stream_receive(frame_fd(b), out, n) : 0;

	frame_no_retry(b);
	if (got <= 0)
		return bio_socket_received(b, got, out, out_n);
	*out_n = (size_t)got;
	return 1;
}

int bio_socket_sent(BIO *b, ssize_t sent, size_t *out_n)
{
	frame_no_retry(b);
	if (sent > 0) {
		*out_n = (size_t)sent;
		return 1;
	}
	if (sent == 0)
		sys_set_last_error(0);
	else if (sys_is_retry(sys_last_error()))
		frame_retry(b, BIO_FLAGS_WRITE, 0);
	return (int)sent;
}

/* How many bytes were to be sent is in *out_n: see bio_socket_write(). */
__attribute__((noinline)) static int send_failed(
    BIO *b, const char *bytes, ssize_t sent, size_t *out_n)
{
	size_t n = *out_n;

	*out_n = 0;
	if (sent == -1 && sys_stream_is_other())
		sent = sys_stream_write_other(frame_fd(b), bytes, n);
	return bio_socket_sent(b, sent, out_n);
}

int bio_socket_write(BIO *b, const char *bytes, size_t n, size_t *out_n)
{
	ssize_t sent;

	*out_n = n; /* kept in memory, because a register would have to be saved in every call */
	sent = sys_stream_send(frame_fd(b), bytes, n);
	if (sent <= 0)
		return send_failed(b, bytes, sent, out_n);
	frame_no_retry(b);
	*out_n = (size_t)sent;
	return 1;
}

long bio_socket_get_fd(BIO *b, long number, void *pointer)
{
	(void)number;
	if (!frame_is_init(b))
		return -1;
	if (pointer != NULL)
		*(int *)pointer = frame_fd(b);
	return frame_fd(b);
}

long bio_socket_eof(BIO *b, long number, void *pointer)
{
	(void)number;
	(void)pointer;
	return frame_eof(b);
}

long bio_socket_poll_descriptor(BIO *b, long number, void *pointer)
{
	BIO_POLL_DESCRIPTOR *descriptor = pointer;

	(void)number;
	if (!frame_is_init(b) || descriptor == NULL)
		return 0;
	descriptor->type = BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD;
	descriptor->value.fd = frame_fd(b);
	return 1;
}

void bio_socket_close(BIO *b, int end)
{
	int err = errno, fd = frame_fd(b);

	if (fd == -1)
		return;
	if (end)
		sys_stream_end(fd);
	sys_close(fd);
	frame_set_fd(b, -1);
	errno = err;
}

/*
 * The address, the BIO's data, that the first write takes along where Fast Open has no other way:
 * it then serves no more. Out of the way of the writes that have none.
 */
__attribute__((noinline)) static int write_to_peer(
    BIO *b, const char *bytes, size_t n, size_t *out_n)
{
	BIO_ADDR *peer = frame_data(b);
	ssize_t sent = sys_fastopen_send(frame_fd(b), bytes, n, &peer->sa, addr_size(peer), false);

	frame_set_data(b, NULL);
	BIO_ADDR_free(peer);
	return bio_socket_sent(b, sent, out_n);
}

static int write_socket(BIO *b, const char *bytes, size_t n, size_t *out_n)
{
	if (frame_data(b) != NULL)
		return write_to_peer(b, bytes, n, out_n);
	return bio_socket_write(b, bytes, n, out_n);
}

static int puts_socket(BIO *b, const char *text)
{
	return bio_put_text(b, text, write_socket);
}

static int create(BIO *b)
{
	return frame_set_up(b, NULL);
}

/* The socket that it has, if it has one, is no longer its own. */
static void let_go(BIO *b)
{
	if (frame_closes(b) && frame_is_init(b))
		bio_socket_close(b, 0);
	BIO_ADDR_free(frame_data(b));
	frame_set_data(b, NULL);
}

static int destroy(BIO *b)
{
	let_go(b);
	frame_tear_down(b);
	return 1;
}

static long set_fd(BIO *b, long number, void *pointer)
{
	if (pointer == NULL)
		return 0;
	let_go(b);
	frame_clear_flags(b);
	frame_set_fd(b, *(int *)pointer);
	frame_set_closes(b, (int)number);
	frame_set_init(b, true);
	sys_no_signal(frame_fd(b));
	return 1;
}

/*
 * BIO_set_conn_address(): BIO_connect(3), BIO_SOCK_TFO, for kernels that know no deferred connect.
 */
static long set_connect(BIO *b, long number, void *pointer)
{
	BIO_ADDR *peer;

	if (number != 2 || pointer == NULL || !sys_fastopen_sends())
		return 0;
	peer = BIO_ADDR_dup(pointer);
	if (peer == NULL)
		return 0;
	BIO_ADDR_free(frame_data(b));
	frame_set_data(b, peer);
	return 1;
}

static long get_connect(BIO *b, long number, void *pointer)
{
	if (number != 2 || pointer == NULL || frame_data(b) == NULL)
		return 0;
	*(const BIO_ADDR **)pointer = frame_data(b);
	return 1;
}

static const struct bio_control controls[] = {
	{ BIO_C_SET_FD, set_fd },
	{ BIO_C_GET_FD, bio_socket_get_fd },
	{ BIO_CTRL_GET_CLOSE, bio_control_get_close },
	{ BIO_CTRL_SET_CLOSE, bio_control_set_close },
	{ BIO_CTRL_DUP, bio_control_yes },
	{ BIO_CTRL_FLUSH, bio_control_yes },
	{ BIO_CTRL_EOF, bio_socket_eof },
	{ BIO_CTRL_GET_RPOLL_DESCRIPTOR, bio_socket_poll_descriptor },
	{ BIO_CTRL_GET_WPOLL_DESCRIPTOR, bio_socket_poll_descriptor },
	{ BIO_C_SET_CONNECT, set_connect },
	{ BIO_C_GET_CONNECT, get_connect },
};

long bio_socket_control(BIO *b, int command, long number, void *pointer)
{
	return bio_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}

static const struct frame_kind kind = FRAME_KIND(.type = BIO_TYPE_SOCKET, .name = "socket",
    .write = write_socket, .read = bio_socket_read, .puts = puts_socket, .ctrl = bio_socket_control,
    .create = create, .destroy = destroy);

const BIO_METHOD *BIO_s_socket(void)
{
	return frame_method(&kind);
}

BIO *BIO_new_socket(int sock, int close_flag)
{
	BIO *b = BIO_new(BIO_s_socket());

	if (b != NULL)
		BIO_set_fd(b, sock, close_flag);
	return b;
}
