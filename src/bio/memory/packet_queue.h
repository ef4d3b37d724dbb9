/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Datagrams that wait in memory, with the addresses they came with. Threads may use one queue at
 * the same time.
 */
#ifndef BIOSOCK_BIO_MEMORY_PACKET_QUEUE_H
#define BIOSOCK_BIO_MEMORY_PACKET_QUEUE_H

#include <stdbool.h>

#include "addr/address.h"
#include "bio/memory/ring.h"
#include "sys/mutex.h"

struct bio_dgram_queue {
	struct sys_mutex lock;
	struct bio_ring ring;
	size_t size; /* of the memory it will have, or has */
	bool grows;  /* when it is full */
};

/* The size of one in which `n` datagrams of `length` bytes have room. */
size_t bio_dgram_queue_size(size_t n, size_t length);

bool bio_dgram_queue_init(struct bio_dgram_queue *q, size_t size);
void bio_dgram_queue_fini(struct bio_dgram_queue *q);
void bio_dgram_queue_clear(struct bio_dgram_queue *q);

/*
 * Gives it the memory its size says; it must be empty, or grow. False, with a record, if
 * there is none.
 */
bool bio_dgram_queue_allocate(struct bio_dgram_queue *q);

/*
 * From now on it has this size and does not grow. False if it would be smaller while something
 * waits, or, with a record, without memory.
 */
bool bio_dgram_queue_fix(struct bio_dgram_queue *q, size_t size);

/*
 * Adds a datagram of m's data with the addresses given, either of which may be NULL. 0, or the
 * reason why not: BIO_R_NON_FATAL if there is no room for it yet.
 */
int bio_dgram_queue_put(struct bio_dgram_queue *q, const BIO_MSG *m, const BIO_ADDR *source,
    const BIO_ADDR *destination);

/*
 * The oldest datagram into m: its data, their length, and those of its addresses that m has
 * room for, AF_UNSPEC where it came with none. What is longer than m has room for is cut, or
 * with `whole` not taken. 0, or the reason why not: BIO_R_NON_FATAL if there is no datagram, or
 * none that fits.
 */
int bio_dgram_queue_take(struct bio_dgram_queue *q, BIO_MSG *m, bool whole);

/* True, and the length of the oldest datagram; false without one, and *out_length is 0. */
bool bio_dgram_queue_next(struct bio_dgram_queue *q, size_t *out_length);

/*
 * The length of the longest datagram for which there is room without growing; 0 if that is
 * less than `wanted`.
 */
size_t bio_dgram_queue_room(struct bio_dgram_queue *q, size_t wanted);

#endif
