/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_connect(): a connection that the BIO makes itself (BIO_s_connect(3)). */
#include "addr/address.h"
#include "bio/bio_refuse.h"
#include "bio/connect/connect_bio.h"
#include "bio/datagram/datagram_bio.h"
#include "bio/put_text.h"
#include "bio/socket/socket_bio.h"
#include "err/raise.h"
#include "sys/fastopen.h"

static int create(BIO *b)
{
	struct bio_connect *c = OPENSSL_zalloc(sizeof(*c));

	if (c == NULL)
		return 0;
	c->state = CONNECT_BEFORE;
	c->family = BIO_FAMILY_IPANY;
	c->socktype = SOCK_STREAM;
	if (frame_set_up(b, c))
		return 1;
	OPENSSL_free(c);
	return 0;
}

/* The descriptor may be another's by BIO_NOCLOSE; the rest is ours (D17). */
static int destroy(BIO *b)
{
	struct bio_connect *c = frame_data(b);

	if (frame_closes(b))
		bio_connect_close(b, c->state == CONNECT_OK);
	frame_set_fd(b, -1);
	bio_connect_forget(b);
	OPENSSL_free(c->host);
	OPENSSL_free(c->service);
	BIO_ADDR_free(c->address);
	OPENSSL_free(c->plan);
	OPENSSL_free(c);
	frame_tear_down(b);
	return 1;
}

static int ensure_connected(BIO *b)
{
	const struct bio_connect *c = frame_data(b);

	return c->state == CONNECT_OK ? 1 : bio_connect_run(b);
}

/* The datagram BIO's retry flags become this BIO's. */
static int as_datagrams(BIO *b, const struct bio_connect *c, int result)
{
	frame_no_retry(b);
	BIO_set_flags(b, BIO_get_retry_flags(c->datagrams));
	return result;
}

/* A read before the write that was to connect: the connection is made without Fast Open. */
static int connect_for_read(BIO *b, struct bio_connect *c)
{
	int options = bio_connect_options(c->mode, c->socktype) & ~BIO_SOCK_TFO;

	c->unsent = false;
	frame_no_retry(b);
	if (BIO_connect(frame_fd(b), BIO_ADDRINFO_address(c->current), options))
		return 1;
	if (BIO_sock_should_retry(0))
		frame_retry(b, BIO_FLAGS_READ, 0);
	return -1;
}

static int read_connection(BIO *b, char *out, size_t n, size_t *out_n)
{
	struct bio_connect *c = frame_data(b);
	int r = ensure_connected(b);

	*out_n = 0;
	if (r > 0 && c->unsent)
		r = connect_for_read(b, c);
	if (r <= 0)
		return r;
	if (c->datagrams == NULL)
		return bio_socket_read(b, out, n, out_n);
	return as_datagrams(b, c, bio_datagram_read(c->datagrams, out, n, out_n));
}

/*
 * Reads byte by byte, so that nothing behind the line is taken. Returns the number of bytes, or, if
 * there are none, what the read returned.
 */
static int read_line(BIO *b, char *out, int size)
{
	int n = 0, r = 0;
	size_t got;

	while (n < size - 1 && (r = read_connection(b, out + n, 1, &got)) > 0)
		if (out[n++] == '\n')
			break;
	out[n] = '\0';
	return n > 0 ? n : r;
}

/* If only a part of a line has come, that part is returned (D22). */
static int gets_connection(BIO *b, char *out, int size)
{
	const struct bio_connect *c = frame_data(b);
	int r;

	if (out == NULL)
		return bio_refuse_null(ERR_PLACE_OF("BIO_gets"));
	if (size <= 0)
		return bio_refuse(ERR_PLACE_OF("BIO_gets"), BIO_R_INVALID_ARGUMENT);
	out[0] = '\0';
	r = ensure_connected(b);
	if (r <= 0)
		return r;
	if (c->datagrams != NULL)
		return bio_refuse(ERR_PLACE_OF("BIO_gets"), ERR_R_SHOULD_NOT_HAVE_BEEN_CALLED);
	return read_line(b, out, size);
}

static int write_first(BIO *b, struct bio_connect *c, const char *bytes, size_t n, size_t *out_n)
{
	const BIO_ADDR *peer = BIO_ADDRINFO_address(c->current);
	bool may_wait = (c->mode & BIO_SOCK_NONBLOCK) == 0;
	ssize_t sent =
	    sys_fastopen_send(frame_fd(b), bytes, n, &peer->sa, addr_size(peer), may_wait);

	c->unsent = false;
	return bio_socket_sent(b, sent, out_n);
}

static int write_connection(BIO *b, const char *bytes, size_t n, size_t *out_n)
{
	struct bio_connect *c = frame_data(b);
	int r = ensure_connected(b);

	if (r <= 0)
		return r;
	if (c->unsent)
		return write_first(b, c, bytes, n, out_n);
	if (c->datagrams == NULL)
		return bio_socket_write(b, bytes, n, out_n);
	return as_datagrams(b, c, bio_datagram_write(c->datagrams, bytes, n, out_n));
}

static int puts_connection(BIO *b, const char *text)
{
	return bio_put_text(b, text, write_connection);
}

/* The BIO to hand many datagrams to; NULL, with a record if the kind of socket has none. */
static BIO *many_datagrams(struct err_place place, BIO *b)
{
	struct bio_connect *c = frame_data(b);

	if (c->socktype != SOCK_DGRAM)
		err_raise(place, ERR_LIB_BIO, BIO_R_UNSUPPORTED_METHOD);
	else if (ensure_connected(b) > 0)
		return c->datagrams;
	return NULL;
}

static int send_many(BIO *b, BIO_MSG *msg, size_t stride, size_t n, uint64_t flags, size_t *out_n)
{
	BIO *datagrams = many_datagrams(ERR_PLACE_OF("BIO_sendmmsg"), b);

	*out_n = 0;
	if (datagrams == NULL)
		return 0;
	return as_datagrams(
	    b, frame_data(b), BIO_sendmmsg(datagrams, msg, stride, n, flags, out_n));
}

static int receive_many(
    BIO *b, BIO_MSG *msg, size_t stride, size_t n, uint64_t flags, size_t *out_n)
{
	BIO *datagrams = many_datagrams(ERR_PLACE_OF("BIO_recvmmsg"), b);

	*out_n = 0;
	if (datagrams == NULL)
		return 0;
	return as_datagrams(
	    b, frame_data(b), BIO_recvmmsg(datagrams, msg, stride, n, flags, out_n));
}

static long set_info(BIO *b, int command, BIO_info_cb *info)
{
	struct bio_connect *c = frame_data(b);

	if (command != BIO_CTRL_SET_CALLBACK)
		return 0;
	c->info = info;
	return 1;
}

static const struct frame_kind kind = FRAME_KIND(.type = BIO_TYPE_CONNECT, .name = "socket connect",
    .write = write_connection, .read = read_connection, .puts = puts_connection,
    .gets = gets_connection, .ctrl = bio_connect_control, .create = create, .destroy = destroy,
    .callback_ctrl = set_info, .sendmmsg = send_many, .recvmmsg = receive_many);

const BIO_METHOD *BIO_s_connect(void)
{
	return frame_method(&kind);
}

BIO *bio_connect_in(BIO *chain)
{
	BIO *b = BIO_find_type(chain, BIO_TYPE_CONNECT);

	return b != NULL && frame_is_of_kind(b, &kind) ? b : NULL;
}

BIO *BIO_new_connect(const char *host_port)
{
	BIO *b = BIO_new(BIO_s_connect());

	if (b != NULL && BIO_set_conn_hostname(b, host_port) > 0)
		return b;
	BIO_free(b);
	return NULL;
}
