/* SPDX-License-Identifier: Apache-2.0 */
/* Datagrams that wait in memory, with the addresses they came with. */
#include <openssl/err.h>

#include "bio/memory/packet_queue.h"

/* What lies before the bytes of each. */
struct head {
	size_t length;
	BIO_ADDR source, destination;
};

/* No datagram is longer, so that sums of sizes do not overflow. */
static const size_t longest = SIZE_MAX / 4;

size_t bio_dgram_queue_size(size_t n, size_t length)
{
	return n * (sizeof(struct head) + length);
}

bool bio_dgram_queue_init(struct bio_dgram_queue *q, size_t size)
{
	q->size = size;
	return sys_mutex_init(&q->lock);
}

void bio_dgram_queue_fini(struct bio_dgram_queue *q)
{
	bio_ring_fini(&q->ring);
	sys_mutex_fini(&q->lock);
}

void bio_dgram_queue_clear(struct bio_dgram_queue *q)
{
	sys_mutex_lock(&q->lock);
	bio_ring_clear(&q->ring);
	sys_mutex_unlock(&q->lock);
}

bool bio_dgram_queue_allocate(struct bio_dgram_queue *q)
{
	return q->ring.size == q->size || bio_ring_resize(&q->ring, q->size);
}

static bool fix(struct bio_dgram_queue *q, size_t size)
{
	if ((q->ring.used > 0 && size < q->size) ||
	    ((q->ring.bytes != NULL || q->grows) && !bio_ring_resize(&q->ring, size)))
		return false;
	q->size = size;
	q->grows = false;
	return true;
}

bool bio_dgram_queue_fix(struct bio_dgram_queue *q, size_t size)
{
	bool ok;

	sys_mutex_lock(&q->lock);
	ok = fix(q, size);
	sys_mutex_unlock(&q->lock);
	return ok;
}

/* Grows by a fraction of its size, so that the copying stays in proportion to what is written. */
static int grow(struct bio_dgram_queue *q, size_t needed)
{
	size_t size = q->size;

	while (size < needed)
		size = size * 8 / 5;
	if (!bio_ring_resize(&q->ring, size))
		return ERR_R_BIO_LIB;
	q->size = size;
	return 0;
}

/* What does not grow has its memory before it can be written to. */
static int make_room(struct bio_dgram_queue *q, size_t needed)
{
	if (needed <= bio_ring_space(&q->ring))
		return 0;
	if (q->grows && q->ring.used < longest)
		return grow(q, q->ring.used + needed);
	return BIO_R_NON_FATAL;
}

static int put(struct bio_dgram_queue *q, const BIO_MSG *m, const struct head *head)
{
	int reason = make_room(q, sizeof(*head) + head->length);

	if (reason != 0)
		return reason;
	bio_ring_write(&q->ring, head, sizeof(*head));
	bio_ring_write(&q->ring, m->data, head->length);
	return 0;
}

int bio_dgram_queue_put(struct bio_dgram_queue *q, const BIO_MSG *m, const BIO_ADDR *source,
    const BIO_ADDR *destination)
{
	struct head head = { .length = m->data_len };
	int reason;

	if (m->data == NULL && m->data_len > 0)
		return BIO_R_INVALID_ARGUMENT;
	if (m->data_len > longest)
		return BIO_R_NON_FATAL;
	if (source != NULL && !BIO_ADDR_copy(&head.source, source))
		return BIO_R_LOCAL_ADDR_NOT_AVAILABLE;
	if (destination != NULL && !BIO_ADDR_copy(&head.destination, destination))
		return BIO_R_PEER_ADDR_NOT_AVAILABLE;
	sys_mutex_lock(&q->lock);
	reason = put(q, m, &head);
	sys_mutex_unlock(&q->lock);
	return reason;
}

/*
 * Reads from a copy of the positions: the datagram is gone only when they become the queue's own.
 * 0, or a reason.
 */
static int take(struct bio_dgram_queue *q, BIO_MSG *m, bool whole, struct head *head)
{
	struct bio_ring at = q->ring;

	if (bio_ring_read(&at, head, sizeof(*head)) == 0)
		return BIO_R_NON_FATAL;
	if (whole && head->length > m->data_len)
		return BIO_R_NON_FATAL;
	if (m->data_len > head->length)
		m->data_len = head->length;
	bio_ring_read(&at, m->data, m->data_len);
	bio_ring_drop(&at, head->length - m->data_len);
	q->ring = at;
	return 0;
}

int bio_dgram_queue_take(struct bio_dgram_queue *q, BIO_MSG *m, bool whole)
{
	struct head head;
	int reason;

	if (m->data == NULL && m->data_len > 0)
		return BIO_R_INVALID_ARGUMENT;
	sys_mutex_lock(&q->lock);
	reason = take(q, m, whole, &head);
	sys_mutex_unlock(&q->lock);
	if (reason != 0)
		return reason;
	BIO_ADDR_copy(m->peer, &head.source);
	BIO_ADDR_copy(m->local, &head.destination);
	return 0;
}

bool bio_dgram_queue_next(struct bio_dgram_queue *q, size_t *out_length)
{
	struct head head = { .length = 0 };
	struct bio_ring at;
	bool waits;

	sys_mutex_lock(&q->lock);
	at = q->ring;
	waits = bio_ring_read(&at, &head, sizeof(head)) > 0;
	sys_mutex_unlock(&q->lock);
	*out_length = head.length;
	return waits;
}

size_t bio_dgram_queue_room(struct bio_dgram_queue *q, size_t wanted)
{
	size_t space, room;

	sys_mutex_lock(&q->lock);
	space = q->size - q->ring.used;
	room = space > sizeof(struct head) ? space - sizeof(struct head) : 0;
	sys_mutex_unlock(&q->lock);
	return room < wanted ? 0 : room;
}
