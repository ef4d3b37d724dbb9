/* SPDX-License-Identifier: Apache-2.0 */
/* Writing and reading datagrams in memory, one or many: BIO_s_dgram_pair(3), BIO_sendmmsg(3). */
#include "bio/dgram_end.h"
#include "bio/pair.h"
#include "bio/refuse.h"

/* What an Ethernet frame (1500 bytes) leaves for UDP (RFC 768) over IPv4 (RFC 791). */
enum { USUAL_MTU = 1500 - 20 - 8 };

struct bio_dgram_end *bio_dgram_end(const BIO *b)
{
	return b->data;
}

int bio_dgram_create(BIO *b)
{
	struct bio_dgram_end *end = OPENSSL_zalloc(sizeof(*end));

	if (end == NULL)
		return 0;
	if (!bio_dgram_queue_init(&end->written, BIO_PAIR_SIZE)) {
		OPENSSL_free(end);
		return 0;
	}
	end->owner = b;
	end->mtu = USUAL_MTU;
	b->data = end;
	return 1;
}

int bio_dgram_destroy(BIO *b)
{
	struct bio_dgram_end *end = bio_dgram_end(b);

	bio_dgram_queue_fini(&end->written);
	BIO_ADDR_free(end->local);
	OPENSSL_free(end);
	b->data = NULL;
	return 1;
}

/* What stands in the way of sending or receiving this message through this end: 0 or a reason. */
typedef int transfer(struct bio_dgram_end *end, BIO_MSG *m);

static int send_one(struct bio_dgram_end *end, BIO_MSG *m)
{
	if (end->other == NULL)
		return BIO_R_UNINITIALIZED;
	if (m->local != NULL && !end->local_enabled)
		return BIO_R_LOCAL_ADDR_NOT_AVAILABLE;
	if (m->peer != NULL && (end->other->caps & BIO_DGRAM_CAP_HANDLES_DST_ADDR) == 0)
		return BIO_R_PEER_ADDR_NOT_AVAILABLE;
	return bio_dgram_queue_put(
	    &end->written, m, m->local != NULL ? m->local : end->local, m->peer);
}

static int receive_one(struct bio_dgram_end *end, BIO_MSG *m)
{
	if (end->other == NULL)
		return BIO_R_UNINITIALIZED;
	if (m->local != NULL && !end->local_enabled)
		return BIO_R_LOCAL_ADDR_NOT_AVAILABLE;
	return bio_dgram_queue_take(&end->other->written, m, end->manner);
}

/* A call that only has to be repeated leaves no record. */
static int fail_or_wait(struct err_place place, BIO *b, int reason, int direction)
{
	if (reason != BIO_R_NON_FATAL)
		return bio_refuse(place, reason);
	BIO_set_flags(b, direction | BIO_FLAGS_SHOULD_RETRY);
	return -1;
}

int bio_dgram_read(BIO *b, char *buf, size_t n, size_t *out_n)
{
	BIO_MSG m = { .data = buf, .data_len = n };
	int reason;

	*out_n = 0;
	BIO_clear_retry_flags(b);
	if (n == 0)
		return 0;
	reason = receive_one(bio_dgram_end(b), &m);
	if (reason != 0)
		return fail_or_wait(ERR_PLACE, b, reason, BIO_FLAGS_READ);
	*out_n = m.data_len;
	return 1;
}

int bio_dgram_write(BIO *b, const char *buf, size_t n, size_t *out_n)
{
	/* Only read: a message serves both directions. */
	BIO_MSG m = { .data = (void *)buf, .data_len = n };
	int reason;

	*out_n = 0;
	BIO_clear_retry_flags(b);
	if (n == 0)
		return 0;
	reason = send_one(bio_dgram_end(b), &m);
	if (reason != 0)
		return fail_or_wait(ERR_PLACE, b, reason, BIO_FLAGS_WRITE);
	*out_n = n;
	return 1;
}

static int refuse(struct err_place place, int reason)
{
	err_raise(place, ERR_LIB_BIO, reason);
	return 0;
}

/* A newer caller's messages may be larger, so they are counted in strides. */
static BIO_MSG *message(BIO_MSG *first, size_t stride, size_t i)
{
	return (BIO_MSG *)(void *)((char *)first + i * stride);
}

struct batch {
	BIO_MSG *first;
	size_t stride, n;
	uint64_t flags;
};

static int check(const struct batch *batch)
{
	if (batch->n > 0 && batch->first == NULL)
		return ERR_R_PASSED_NULL_PARAMETER;
	if (batch->stride < sizeof(BIO_MSG) || batch->flags != 0)
		return BIO_R_INVALID_ARGUMENT;
	return 0;
}

/*
 * As many as go; only the first one's failure is the call's. Retry flags are left alone: threads
 * share them.
 */
static int run(
    struct err_place place, BIO *b, const struct batch *batch, transfer *one, size_t *out_done)
{
	size_t done;
	int reason = check(batch);

	*out_done = 0;
	if (reason != 0)
		return refuse(place, reason);
	for (done = 0; done < batch->n; done++) {
		BIO_MSG *m = message(batch->first, batch->stride, done);

		reason = one(bio_dgram_end(b), m);
		if (reason != 0)
			break;
		m->flags = 0;
	}
	if (done == 0 && reason != 0)
		return refuse(place, reason);
	*out_done = done;
	return 1;
}

#define PLACE(function) ERR_PLACE_OF(function)

int bio_dgram_sendmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t n, uint64_t flags, size_t *out_done)
{
	struct batch batch = { msg, stride, n, flags };

	return run(PLACE("BIO_sendmmsg"), b, &batch, send_one, out_done);
}

int bio_dgram_recvmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t n, uint64_t flags, size_t *out_done)
{
	struct batch batch = { msg, stride, n, flags };

	return run(PLACE("BIO_recvmmsg"), b, &batch, receive_one, out_done);
}
