/* SPDX-License-Identifier: Apache-2.0 */
/* Writing and reading datagrams in memory, one or many: BIO_s_dgram_pair(3), BIO_sendmmsg(3). */
#include "bio/memory/packet_end.h"
#include "bio/bio_refuse.h"

/* What an Ethernet frame (1500 bytes) leaves for UDP (RFC 768) over IPv4 (RFC 791). */
enum { USUAL_MTU = 1500 - 20 - 8 };
/* How many of that length have room where nobody set a size. */
enum { USUAL_NUMBER = 9 };

struct bio_dgram_end *bio_dgram_end(const BIO *b)
{
	return b->data;
}

int bio_dgram_create(BIO *b)
{
	struct bio_dgram_end *end = OPENSSL_zalloc(sizeof(*end));

	if (end == NULL)
		return 0;
	if (!bio_dgram_queue_init(&end->written, bio_dgram_queue_size(USUAL_NUMBER, USUAL_MTU))) {
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
	b->init = 0;
	return 1;
}

/* Sends or receives one message through this end. Returns 0, or the reason why it cannot. */
typedef int transfer(struct bio_dgram_end *end, BIO_MSG *m);

static int send_one(struct bio_dgram_end *end, BIO_MSG *m)
{
	if (end->other == NULL)
		return BIO_R_TRANSFER_ERROR;
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
		return BIO_R_BROKEN_PIPE;
	if (m->local != NULL && !end->local_enabled)
		return BIO_R_LOCAL_ADDR_NOT_AVAILABLE;
	return bio_dgram_queue_take(&end->other->written, m, end->whole);
}

/*
 * An empty queue is no error, and leaves no record. Nor does a datagram that is too long to be read
 * whole; but it is there, so waiting does not help.
 */
static int read_later(BIO *b)
{
	size_t length;

	if (!bio_dgram_queue_next(&bio_dgram_end(b)->other->written, &length))
		BIO_set_flags(b, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
	return -1;
}

/* A read of nothing takes a datagram too. */
int bio_dgram_read(BIO *b, char *buf, size_t n, size_t *out_n)
{
	BIO_MSG m = { .data = buf, .data_len = n };
	int reason;

	*out_n = 0;
	bio_clear_retry(b);
	reason = receive_one(bio_dgram_end(b), &m);
	if (reason == BIO_R_NON_FATAL)
		return read_later(b);
	if (reason != 0)
		return bio_refuse(ERR_PLACE, reason);
	*out_n = m.data_len;
	return m.data_len > 0;
}

/*
 * A write without room also leaves a record, BIO_R_NON_FATAL, even if there will never be any room.
 * A write of nothing sends an empty datagram, but does not count as a write.
 */
int bio_dgram_write(BIO *b, const char *buf, size_t n, size_t *out_n)
{
	/* Only read: a message serves both directions. */
	BIO_MSG m = { .data = (void *)buf, .data_len = n };
	int reason;

	*out_n = 0;
	bio_clear_retry(b);
	reason = send_one(bio_dgram_end(b), &m);
	if (reason == BIO_R_NON_FATAL)
		BIO_set_flags(b, BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY);
	if (reason != 0)
		return bio_refuse(ERR_PLACE, reason);
	*out_n = n;
	return n > 0;
}

/* A newer caller's messages may be larger, so they are counted in strides. */
static BIO_MSG *message(BIO_MSG *first, size_t stride, size_t i)
{
	return (BIO_MSG *)(void *)((char *)first + i * stride);
}

struct batch {
	BIO_MSG *first;
	size_t stride, n;
};

/*
 * Transfers as many as it can; the call fails only if the first message does. Retry flags are left
 * alone, because threads share them.
 */
static int run(
    struct err_place place, BIO *b, const struct batch *batch, transfer *one, size_t *out_done)
{
	size_t done;
	int reason = 0;

	*out_done = 0;
	if (batch->n > 0 && batch->first == NULL)
		return err_refuse(place, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, 0);
	for (done = 0; done < batch->n; done++) {
		BIO_MSG *m = message(batch->first, batch->stride, done);

		reason = one(bio_dgram_end(b), m);
		if (reason != 0)
			break;
		m->flags = 0;
	}
	if (done == 0 && reason != 0)
		return err_refuse(place, ERR_LIB_BIO, reason, 0);
	*out_done = done;
	return 1;
}

#define PLACE(function) ERR_PLACE_OF(function)

/* No flags are known, of the call or of a message; as in OpenSSL all are ignored. */

int bio_dgram_sendmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t n, uint64_t flags, size_t *out_done)
{
	struct batch batch = { msg, stride, n };

	(void)flags;
	return run(PLACE("BIO_sendmmsg"), b, &batch, send_one, out_done);
}

int bio_dgram_recvmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t n, uint64_t flags, size_t *out_done)
{
	struct batch batch = { msg, stride, n };

	(void)flags;
	return run(PLACE("BIO_recvmmsg"), b, &batch, receive_one, out_done);
}
