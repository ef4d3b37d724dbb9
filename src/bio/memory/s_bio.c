/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_bio(3): a pair of BIOs, each of which reads what was written to the other. */
#include <limits.h>

#include "bio/bio_refuse.h"
#include "bio/control_table.h"
#include "bio/memory/pair.h"
#include "bio/memory/ring.h"
#include "bio/object.h"
#include "bio/put_text.h"

/* One of the two: what is written to it waits here, until its peer reads it. */
struct half {
	struct bio_ring written; /* without memory until the first pairing */
	size_t size;
	size_t request; /* what the peer last wanted to read in vain */
	BIO *peer;      /* NULL: not paired */
	bool closed;
};

static struct half *half(const BIO *b)
{
	return b->data;
}

/*
 * The half that holds what b reads. A BIO may be marked as ready by its owner, or copied,
 * without being paired.
 */
static struct half *source(const BIO *b)
{
	return half(b)->peer == NULL ? NULL : half(half(b)->peer);
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static int create(BIO *b)
{
	struct half *h = OPENSSL_zalloc(sizeof(*h));

	if (h == NULL)
		return 0;
	h->size = BIO_PAIR_SIZE;
	b->data = h;
	return 1;
}

static void part(BIO *b)
{
	half(b)->peer = NULL;
	half(b)->request = 0;
	bio_ring_clear(&half(b)->written);
	b->init = 0;
}

static long destroy_pair(BIO *b, long number, void *pointer)
{
	BIO *peer = half(b)->peer;

	(void)number, (void)pointer;
	if (peer != NULL) {
		part(peer);
		part(b);
	}
	return 1;
}

static int destroy(BIO *b)
{
	destroy_pair(b, 0, NULL);
	bio_ring_fini(&half(b)->written);
	OPENSSL_free(b->data);
	b->data = NULL;
	return 1;
}

static int wait_to(BIO *b, int direction)
{
	BIO_set_flags(b, direction | BIO_FLAGS_SHOULD_RETRY);
	return -1;
}

/*
 * Nothing to read: the end if the peer is shut down, else what was wanted is noted for the
 * peer to see.
 */
static int starve(BIO *b, struct half *from, size_t wanted)
{
	if (from->closed)
		return 0;
	from->request = smaller(wanted, from->size);
	return wait_to(b, BIO_FLAGS_READ);
}

static int pair_read(BIO *b, char *buf, size_t n, size_t *out_n)
{
	struct half *from = source(b);

	*out_n = 0;
	bio_clear_retry(b);
	if (from == NULL)
		return bio_refuse(ERR_PLACE_OF("BIO_read"), BIO_R_UNINITIALIZED);
	from->request = 0;
	if (buf == NULL || n == 0)
		return 0;
	if (from->written.used == 0)
		return starve(b, from, n);
	*out_n = bio_ring_read(&from->written, buf, n);
	return 1;
}

/* 1 if there is space to write to; whoever writes has heard what the peer wanted. */
static int admit(struct err_place place, BIO *b)
{
	struct half *to = half(b);

	to->request = 0;
	if (to->peer == NULL)
		return bio_refuse(place, BIO_R_UNINITIALIZED);
	if (to->closed)
		return bio_refuse(place, BIO_R_BROKEN_PIPE);
	return bio_ring_space(&to->written) > 0 ? 1 : wait_to(b, BIO_FLAGS_WRITE);
}

static int pair_write(BIO *b, const char *buf, size_t n, size_t *out_n)
{
	int ok;

	*out_n = 0;
	bio_clear_retry(b);
	if (buf == NULL || n == 0)
		return 0;
	ok = admit(ERR_PLACE_OF("BIO_write"), b);
	if (ok > 0)
		*out_n = bio_ring_write(&half(b)->written, buf, n);
	return ok;
}

static int pair_puts(BIO *b, const char *text)
{
	return bio_put_text(b, text, pair_write);
}

static void hand_out(void *pointer, char *bytes)
{
	if (pointer != NULL)
		*(char **)pointer = bytes;
}

/*
 * Shows the caller the bytes where they wait. If none do, the answer is that of reading one byte.
 */
static long look(BIO *b, long number, void *pointer)
{
	struct half *from = b->init ? source(b) : NULL;
	char *bytes;
	size_t n;

	(void)number;
	bio_clear_retry(b);
	if (from == NULL)
		return 0;
	from->request = 0;
	if (from->written.used == 0)
		return starve(b, from, 1);
	n = bio_ring_readable(&from->written, &bytes);
	hand_out(pointer, bytes);
	return (long)smaller(n, LONG_MAX);
}

static long look_and_take(BIO *b, long number, void *pointer)
{
	long n = look(b, 0, pointer);

	if (n <= 0)
		return n;
	n = (long)smaller((size_t)number, (size_t)n);
	bio_ring_drop(&source(b)->written, (size_t)n);
	return n;
}

/* The caller puts bytes directly where they are to wait. */
static long offer(BIO *b, long number, void *pointer)
{
	char *bytes;
	size_t n;
	int ok;

	(void)number;
	bio_clear_retry(b);
	if (!b->init)
		return 0;
	ok = admit(ERR_PLACE_OF("BIO_nwrite"), b);
	if (ok <= 0)
		return ok;
	n = bio_ring_fillable(&half(b)->written, &bytes);
	hand_out(pointer, bytes);
	return (long)smaller(n, LONG_MAX);
}

static long offer_and_give(BIO *b, long number, void *pointer)
{
	long n = offer(b, 0, pointer);

	if (n <= 0)
		return n;
	n = (long)smaller((size_t)number, (size_t)n);
	bio_ring_fill(&half(b)->written, (size_t)n);
	return n;
}

/* Changed only while nobody can have bytes in it; the memory follows when it is next needed. */
static long set_size(BIO *b, long number, void *pointer)
{
	struct half *h = half(b);

	(void)pointer;
	if (h->peer != NULL)
		return err_refuse(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, BIO_R_IN_USE, 0);
	if (number == 0)
		return err_refuse(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, 0);
	h->size = (size_t)number;
	return 1;
}

static long get_size(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	return (long)half(b)->size;
}

static bool ready_memory(struct half *h)
{
	return h->written.size == h->size || bio_ring_resize(&h->written, h->size);
}

static void join(BIO *b, BIO *peer)
{
	half(b)->peer = peer;
	half(b)->closed = false;
	half(b)->request = 0;
	b->init = 1;
}

static long make_pair(BIO *b, long number, void *pointer)
{
	BIO *other = pointer;

	(void)number;
	if (!bio_pair_same_kind(ERR_PLACE_OF("BIO_ctrl"), b, other))
		return 0;
	if (half(b)->peer != NULL || half(other)->peer != NULL)
		return err_refuse(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, BIO_R_IN_USE, 0);
	if (!ready_memory(half(b)) || !ready_memory(half(other)))
		return 0;
	join(b, other);
	join(other, b);
	return 1;
}

static long get_guarantee(BIO *b, long number, void *pointer)
{
	const struct half *h = half(b);

	(void)number, (void)pointer;
	return h->peer == NULL || h->closed ? 0 : (long)bio_ring_space(&h->written);
}

static long get_request(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	return (long)half(b)->request;
}

static long reset_request(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	half(b)->request = 0;
	return 1;
}

static long shut_down(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	half(b)->closed = true;
	return 1;
}

/* This and get_unread() may be asked at its end, when what a program hung on it is freed. */
static long reset(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	if (half(b) != NULL)
		bio_ring_clear(&half(b)->written);
	return 0;
}

static long get_eof(BIO *b, long number, void *pointer)
{
	const struct half *from = source(b);

	(void)number, (void)pointer;
	return from == NULL || (from->closed && from->written.used == 0);
}

static long get_pending(BIO *b, long number, void *pointer)
{
	const struct half *from = source(b);

	(void)number, (void)pointer;
	return from == NULL ? 0 : (long)from->written.used;
}

static long get_unread(BIO *b, long number, void *pointer)
{
	(void)number, (void)pointer;
	return half(b) == NULL ? 0 : (long)half(b)->written.used;
}

/* A copy is not paired; of what a half holds it has only the size. */
static long duplicate(BIO *b, long number, void *pointer)
{
	BIO *copy = pointer;

	(void)number;
	if (!bio_pair_same_kind(ERR_PLACE_OF("BIO_ctrl"), b, copy))
		return 0;
	if (half(copy)->peer == NULL)
		half(copy)->size = half(b)->size;
	return 1;
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_PENDING, get_pending },
	{ BIO_CTRL_WPENDING, get_unread },
	{ BIO_CTRL_FLUSH, bio_control_yes },
	{ BIO_C_GET_WRITE_GUARANTEE, get_guarantee },
	{ BIO_C_GET_READ_REQUEST, get_request },
	{ BIO_C_NREAD0, look },
	{ BIO_C_NREAD, look_and_take },
	{ BIO_C_NWRITE0, offer },
	{ BIO_C_NWRITE, offer_and_give },
	{ BIO_CTRL_EOF, get_eof },
	{ BIO_C_SHUTDOWN_WR, shut_down },
	{ BIO_C_MAKE_BIO_PAIR, make_pair },
	{ BIO_C_DESTROY_BIO_PAIR, destroy_pair },
	{ BIO_C_SET_WRITE_BUF_SIZE, set_size },
	{ BIO_C_GET_WRITE_BUF_SIZE, get_size },
	{ BIO_C_RESET_READ_REQUEST, reset_request },
	{ BIO_CTRL_RESET, reset },
	{ BIO_CTRL_DUP, duplicate },
	{ BIO_CTRL_GET_CLOSE, bio_control_get_close },
	{ BIO_CTRL_SET_CLOSE, bio_control_set_close },
};

static long pair_ctrl(BIO *b, int command, long number, void *pointer)
{
	return bio_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}

static const BIO_METHOD method = {
	.mark = bio_mark,
	.type = BIO_TYPE_BIO,
	.name = "BIO pair",
	.write = pair_write,
	.read = pair_read,
	.puts = pair_puts,
	.ctrl = pair_ctrl,
	.create = create,
	.destroy = destroy,
};

const BIO_METHOD *BIO_s_bio(void)
{
	return &method;
}

int BIO_new_bio_pair(BIO **bio1, size_t writebuf1, BIO **bio2, size_t writebuf2)
{
	return bio_pair_new(&method, bio1, writebuf1, bio2, writebuf2);
}
