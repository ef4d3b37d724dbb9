/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_datagram(): each write sends a datagram, each read receives one (BIO_s_datagram(3)). */
#include <errno.h>
#include <limits.h>
#include <string.h>

#include "bio/datagram/datagram_bio.h"
#include "bio/put_text.h"
#include "err/raise.h"
#include "sys/calls.h"
#include "sys/datagram.h"
#include "sys/descriptor.h"
#include "sys/nosignal.h"

static int create(BIO *b)
{
	struct bio_datagram *d = OPENSSL_zalloc(sizeof(*d));

	if (d == NULL)
		return 0;
	if (frame_set_up(b, d))
		return 1;
	OPENSSL_free(d);
	return 0;
}

static void close_socket(BIO *b)
{
	if (frame_closes(b) && frame_is_init(b) && frame_fd(b) != -1)
		sys_close(frame_fd(b));
	frame_set_fd(b, -1);
	frame_set_init(b, false);
	frame_clear_flags(b);
}

static int destroy(BIO *b)
{
	struct bio_datagram *d = frame_data(b);

	close_socket(b);
	if (d != NULL)
		BIO_ADDR_free(d->local);
	OPENSSL_free(d);
	frame_tear_down(b);
	return 1;
}

static int64_t clamp(int64_t value, int64_t limit)
{
	return value < -limit ? -limit : value > limit ? limit : value;
}

/* In microseconds, within some three thousand years: whatever a program puts into the fields. */
static int64_t microseconds(const struct timeval *time)
{
	int64_t limit = INT64_C(100000000000);

	return clamp(time->tv_sec, limit) * 1000000 + clamp(time->tv_usec, limit * 1000000);
}

static bool has_deadline(const struct bio_datagram *d)
{
	return d->deadline.tv_sec > 0 || d->deadline.tv_usec > 0;
}

/*
 * Limits how long the socket waits to the deadline. Returns whether it did; *out_before is the
 * earlier limit, to be set again after the read. If the deadline is past, a datagram that has
 * already come is still read.
 */
static bool shorten_wait(const BIO *b, struct timeval *out_before)
{
	const struct bio_datagram *d = frame_data(b);
	struct timeval now = sys_time_of_day();
	int64_t left = microseconds(&d->deadline) - microseconds(&now);
	struct timeval time;

	if (sys_timeout_get(frame_fd(b), SYS_TO_RECEIVE, out_before) == -1)
		return false;
	if (left < 1)
		left = 1;
	if (microseconds(out_before) != 0 && microseconds(out_before) <= left)
		return false;
	time.tv_sec = (int)clamp(left / 1000000, INT_MAX);
	time.tv_usec = (int)(left % 1000000);
	return sys_timeout_set(frame_fd(b), SYS_TO_RECEIVE, &time) == 0;
}

static void restore_wait(const BIO *b, const struct timeval *before)
{
	int err = errno;

	sys_timeout_set(frame_fd(b), SYS_TO_RECEIVE, before);
	errno = err;
}

/* No datagram is taken off the queue that would have to be cut. */
static ssize_t refuse_to_cut(void)
{
	err_refuse(ERR_PLACE_OF("BIO_read"), ERR_LIB_BIO, BIO_R_LENGTH_TOO_LONG, EMSGSIZE);
	return -1;
}

/* The sender is the next write's peer: nobody if it has no name, as an AF_UNIX socket not bound. */
static ssize_t receive_and_remember(BIO *b, char *out, size_t n)
{
	struct bio_datagram *d = frame_data(b);
	socklen_t len = sizeof(d->peer);
	ssize_t got = sys_datagram_receive(frame_fd(b), out, n, d->peek, &d->peer.sa, &len);

	if (got >= 0 && len == 0)
		BIO_ADDR_clear(&d->peer);
	/* The length of an abstract name is told by the zeroes behind it. */
	if (got >= 0 && d->peer.sa.sa_family == AF_UNIX && len > 0 && (size_t)len < sizeof(d->peer))
		memset((char *)&d->peer + len, 0, sizeof(d->peer) - (size_t)len);
	return got;
}

static ssize_t receive(BIO *b, char *out, size_t n)
{
	const struct bio_datagram *d = frame_data(b);
	int fits = d->whole ? sys_datagram_fits(frame_fd(b), out, n) : 1;

	if (fits <= 0)
		return fits == 0 ? refuse_to_cut() : -1;
	if (d->connected)
		return sys_datagram_receive(frame_fd(b), out, n, d->peek, NULL, NULL);
	return receive_and_remember(b, out, n);
}

static ssize_t receive_in_time(BIO *b, char *out, size_t n)
{
	struct timeval before;
	bool shortened = shorten_wait(b, &before);
	ssize_t got = receive(b, out, n);

	if (shortened)
		restore_wait(b, &before);
	return got;
}

/* What a call's failure means to the BIO, which will wait for `direction`. */
static int failed(BIO *b, int direction)
{
	struct bio_datagram *d = frame_data(b);

	if (BIO_dgram_non_fatal_error(errno)) {
		frame_retry(b, direction, 0);
		d->timed_out = errno == EAGAIN;
	}
	return -1;
}

/* A datagram may be empty: errno 0 tells it from a failure. */
static int finish(BIO *b, ssize_t n, int direction, size_t *out_n)
{
	frame_no_retry(b);
	if (n < 0)
		return failed(b, direction);
	*out_n = (size_t)n;
	return n > 0;
}

int bio_datagram_read(BIO *b, char *out, size_t size, size_t *out_n)
{
	ssize_t n;

	*out_n = 0;
	if (out == NULL)
		return 0;
	errno = 0;
	n = has_deadline(frame_data(b)) ? receive_in_time(b, out, size) : receive(b, out, size);
	return finish(b, n, BIO_FLAGS_READ, out_n);
}

static ssize_t send_from(BIO *b, const char *bytes, size_t n, BIO_ADDR *peer)
{
	struct sys_datagram one = { .bytes = (void *)(uintptr_t)bytes, .n = n };
	int reason = bio_datagram_source(b, NULL, &one.local);

	if (reason != 0) {
		err_refuse(ERR_PLACE_OF("BIO_write"), ERR_LIB_BIO, reason, EADDRNOTAVAIL);
		return -1;
	}
	if (peer != NULL) {
		one.peer = &peer->sa;
		one.peer_size = addr_size(peer);
	}
	return sys_datagrams_send(frame_fd(b), &one, 1) == 1 ? (ssize_t)one.n : -1;
}

int bio_datagram_write(BIO *b, const char *bytes, size_t size, size_t *out_n)
{
	struct bio_datagram *d = frame_data(b);
	BIO_ADDR *peer = d->connected ? NULL : &d->peer;
	ssize_t n;

	errno = 0;
	if (d->local != NULL)
		n = send_from(b, bytes, size, peer);
	else
		n = sys_datagram_send(frame_fd(b), bytes, size, peer != NULL ? &peer->sa : NULL,
		    peer != NULL ? addr_size(peer) : 0);
	d->too_large = n < 0 && errno == EMSGSIZE;
	return finish(b, n, BIO_FLAGS_WRITE, out_n);
}

static int puts_datagram(BIO *b, const char *text)
{
	return bio_put_text(b, text, bio_datagram_write);
}

/* If the socket already has a peer, the BIO sends to that one and tells which it is. */
static void find_peer(BIO *b)
{
	struct bio_datagram *d = frame_data(b);
	BIO_ADDR peer = { 0 };
	socklen_t len = sizeof(peer);
	int before = errno;

	if (sys_getpeername(frame_fd(b), &peer.sa, &len) == 0) {
		d->connected = true;
		bio_datagram_set_peer(d, &peer);
	}
	errno = before;
}

/*
 * The peer that was set on the old socket stays unless the new one has a peer of its own; options
 * of the old socket are not set on the new one.
 */
static long set_fd(BIO *b, long number, const int *fd)
{
	struct bio_datagram *d = frame_data(b);

	if (fd == NULL)
		return bio_datagram_refuse_null();
	close_socket(b);
	frame_set_fd(b, *fd);
	frame_set_closes(b, (int)number);
	frame_set_init(b, true);
	sys_no_signal(*fd);
	d->local_family = AF_UNSPEC;
	find_peer(b);
	return 1;
}

static long control(BIO *b, int command, long number, void *pointer)
{
	if (command == BIO_C_SET_FD)
		return set_fd(b, number, pointer);
	return bio_datagram_control(b, command, number, pointer);
}

static const struct frame_kind kind =
    FRAME_KIND(.type = BIO_TYPE_DGRAM, .name = "datagram socket", .write = bio_datagram_write,
        .read = bio_datagram_read, .puts = puts_datagram, .ctrl = control, .create = create,
        .destroy = destroy, .sendmmsg = bio_datagram_sendmmsg, .recvmmsg = bio_datagram_recvmmsg);

const BIO_METHOD *BIO_s_datagram(void)
{
	return frame_method(&kind);
}

BIO *BIO_new_dgram(int fd, int close_flag)
{
	BIO *b = BIO_new(BIO_s_datagram());

	if (b != NULL)
		BIO_set_fd(b, fd, close_flag);
	return b;
}
