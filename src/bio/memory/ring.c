/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes that wait, in the order in which they came, in memory of a given size. */
#include <string.h>

#include <openssl/crypto.h>

#include "bio/memory/ring.h"

static inline size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

bool bio_ring_resize(struct bio_ring *ring, size_t size)
{
	struct bio_ring old = *ring;
	char *bytes = OPENSSL_malloc(size);

	if (bytes == NULL)
		return false;
	*ring = (struct bio_ring){ .bytes = bytes, .size = size, .used = old.used };
	bio_ring_read(&old, bytes, old.used);
	bio_ring_fini(&old);
	return true;
}

void bio_ring_fini(struct bio_ring *ring)
{
	OPENSSL_free(ring->bytes);
	*ring = (struct bio_ring){ 0 };
}

void bio_ring_clear(struct bio_ring *ring)
{
	ring->first = 0;
	ring->used = 0;
}

/* The building blocks of the calls below, inline because each write or read pays for them. */
static inline size_t space(const struct bio_ring *ring)
{
	return ring->size - ring->used;
}

/* Where the byte `n` behind the first lies. */
static inline size_t place(const struct bio_ring *ring, size_t n)
{
	size_t to_end = ring->size - ring->first;

	return n < to_end ? ring->first + n : n - to_end;
}

/* An empty ring begins anew, so that all of it can be filled in one piece. */
static inline void drop(struct bio_ring *ring, size_t n)
{
	ring->used -= n;
	ring->first = ring->used == 0 ? 0 : place(ring, n);
}

size_t bio_ring_space(const struct bio_ring *ring)
{
	return space(ring);
}

size_t bio_ring_fillable(const struct bio_ring *ring, char **out)
{
	size_t at = place(ring, ring->used);

	*out = ring->bytes + at;
	return smaller(space(ring), ring->size - at);
}

size_t bio_ring_readable(const struct bio_ring *ring, char **out)
{
	*out = ring->bytes + ring->first;
	return smaller(ring->used, ring->size - ring->first);
}

void bio_ring_fill(struct bio_ring *ring, size_t n)
{
	ring->used += n;
}

void bio_ring_drop(struct bio_ring *ring, size_t n)
{
	drop(ring, n);
}

/* Two pieces at most: to the end of the memory, and from its start. */
size_t bio_ring_write(struct bio_ring *ring, const void *bytes, size_t n)
{
	size_t at, piece;

	n = smaller(n, space(ring));
	if (n == 0)
		return 0;
	at = place(ring, ring->used);
	piece = smaller(n, ring->size - at);
	memcpy(ring->bytes + at, bytes, piece);
	if (piece < n)
		memcpy(ring->bytes, (const char *)bytes + piece, n - piece);
	ring->used += n;
	return n;
}

size_t bio_ring_read(struct bio_ring *ring, void *bytes, size_t n)
{
	size_t piece;

	n = smaller(n, ring->used);
	if (n == 0)
		return 0;
	piece = smaller(n, ring->size - ring->first);
	memcpy(bytes, ring->bytes + ring->first, piece);
	if (piece < n)
		memcpy((char *)bytes + piece, ring->bytes, n - piece);
	drop(ring, n);
	return n;
}
