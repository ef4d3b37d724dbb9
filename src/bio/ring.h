/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes that wait, in the order in which they came, in memory of a given size. */
#ifndef BIOSOCK_BIO_RING_H
#define BIOSOCK_BIO_RING_H

#include <stdbool.h>
#include <stddef.h>

/* All zero, it is a ring of size 0. */
struct bio_ring {
	char *bytes;
	size_t size, first,
	    used; /* the oldest of `used` bytes lies at `first`, the newest may lie before it */
};

/*
 * Gives it `size` bytes, or leaves it as it is, with a record, if memory runs out. What waits is
 * kept: it must fit.
 */
bool bio_ring_resize(struct bio_ring *ring, size_t size);
void bio_ring_fini(struct bio_ring *ring);
void bio_ring_clear(struct bio_ring *ring);

size_t bio_ring_space(const struct bio_ring *ring);

/* The bytes that can be filled, or that wait, in one piece from *out on: how many. */
size_t bio_ring_fillable(const struct bio_ring *ring, char **out);
size_t bio_ring_readable(const struct bio_ring *ring, char **out);

/* So many of them, at most as many as there are in all, are filled, or done with. */
void bio_ring_fill(struct bio_ring *ring, size_t n);
void bio_ring_drop(struct bio_ring *ring, size_t n);

/* Copies up to n bytes in, or out. How many. */
size_t bio_ring_write(struct bio_ring *ring, const void *bytes, size_t n);
size_t bio_ring_read(struct bio_ring *ring, void *bytes, size_t n);

#endif
