/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes that wait, in the order in which they came, in memory of a given size. */
#ifndef BIOSOCK_BIO_MEMORY_RING_H
#define BIOSOCK_BIO_MEMORY_RING_H

#include <stdbool.h>
#include <stddef.h>

/* All zero, it is a ring of size 0. */
struct bio_ring {
	char *bytes;
	size_t size;
	size_t first; /* where the oldest byte lies; the newest may lie before it */
	size_t used;  /* how many bytes wait */
};

/*
 * Gives the ring memory of `size` bytes, in which the bytes that wait must fit: they are kept.
 * Returns false, with a record, if memory runs out; the ring is then as it was.
 */
bool bio_ring_resize(struct bio_ring *ring, size_t size);
/* Frees the memory: a ring of size 0. */
void bio_ring_fini(struct bio_ring *ring);
/* Forgets the bytes that wait. */
void bio_ring_clear(struct bio_ring *ring);

/* How many bytes more there is room for. */
size_t bio_ring_space(const struct bio_ring *ring);

/*
 * Set *out to where the free bytes begin, or the bytes that wait, and return how many of them lie
 * there in one piece.
 */
size_t bio_ring_fillable(const struct bio_ring *ring, char **out);
size_t bio_ring_readable(const struct bio_ring *ring, char **out);

/*
 * The caller has filled the next n free bytes, or is done with the oldest n that wait. There must
 * be that many.
 */
void bio_ring_fill(struct bio_ring *ring, size_t n);
void bio_ring_drop(struct bio_ring *ring, size_t n);

/* Copy up to n bytes in, or out, and return how many. */
size_t bio_ring_write(struct bio_ring *ring, const void *bytes, size_t n);
size_t bio_ring_read(struct bio_ring *ring, void *bytes, size_t n);

#endif
