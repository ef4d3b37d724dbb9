/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For Frama-C's Eva: every ring of up to SIZE bytes, each state that it can be in, and each
 * operation on it with every number of bytes that may be asked for, and one more.
 */
#include <string.h>

#include "__fc_builtin.h"
#include "bio/memory/ring.h"

enum { SIZE = 4 };

/*
 * Memory that may run out. What is given lies at the end of an array: a byte behind it is nobody's.
 */
static char memory[SIZE + 1];

void *CRYPTO_malloc(size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return Frama_C_interval(0, 1) != 0 ? memory + sizeof(memory) - n : NULL;
}

void CRYPTO_free(void *freed, const char *file, int line)
{
	(void)freed;
	(void)file;
	(void)line;
}

/* The ring is whole, and its bytes are `from`, `from` + 1 and so on. */
static void check(const struct bio_ring *ring, size_t size, size_t used, char from)
{
	//@ assert size_is_kept: ring->size == size;
	//@ assert used_fits: ring->used == used <= ring->size;
	//@ assert first_is_inside: ring->first < ring->size || ring->first == 0;
	for (size_t i = 0; i < used; i++) {
		size_t at = (ring->first + i) % size;

		//@ assert order_is_kept: ring->bytes[at] == from + i;
		(void)at;
		(void)from;
	}
}

/* A ring with `used` bytes from the place `first` on, made by its own calls. */
static struct bio_ring make(char *bytes, size_t size, size_t first, size_t used)
{
	struct bio_ring ring = { .bytes = bytes, .size = size, .first = first };

	for (size_t i = 0; i < used; i++) {
		char value = (char)i;
		size_t n = bio_ring_write(&ring, &value, 1);

		//@ assert one_is_taken: n == 1;
		(void)n;
	}
	return ring;
}

static void write_and_read(struct bio_ring ring, size_t n)
{
	char in[SIZE + 1] = { 0 }, out[SIZE + 1];
	size_t used = ring.used, fits = n < ring.size - used ? n : ring.size - used, done;

	for (size_t i = 0; i < n; i++)
		in[i] = (char)(used + i);
	done = bio_ring_write(&ring, in, n);
	//@ assert what_fits_is_written: done == fits;
	check(&ring, ring.size, used + fits, 0);
	used += fits;
	done = bio_ring_read(&ring, out, n);
	fits = n < used ? n : used;
	//@ assert what_waits_is_read: done == fits;
	check(&ring, ring.size, used - fits, (char)fits);
	for (size_t i = 0; i < done; i++) {
		//@ assert in_order: out[i] == i;
	}
}

static void pieces(struct bio_ring ring, size_t n)
{
	char *at;
	size_t room = bio_ring_fillable(&ring, &at);

	if (n <= room) {
		for (size_t i = 0; i < n; i++)
			at[i] = (char)(ring.used + i);
		bio_ring_fill(&ring, n);
	}
	check(&ring, ring.size, ring.used, 0);
	n = bio_ring_readable(&ring, &at);
	for (size_t i = 0; i < n; i++) {
		//@ assert the_oldest_first: at[i] == i;
	}
	bio_ring_drop(&ring, n);
	check(&ring, ring.size, ring.used, (char)n);
}

static void resize(struct bio_ring ring, size_t to)
{
	size_t size = ring.size, used = ring.used;

	if (to < used)
		return;
	if (bio_ring_resize(&ring, to))
		check(&ring, to, used, 0);
	else
		check(&ring, size, used, 0);
	bio_ring_fini(&ring);
	check(&ring, 0, 0, 0);
}

static void all(size_t size, size_t first, size_t used, size_t n)
{
	char memory_of_size[SIZE];
	char *bytes = memory_of_size + SIZE - size; /* so that what is behind it is nobody's */

	write_and_read(make(bytes, size, first, used), n);
	pieces(make(bytes, size, first, used), n);
	resize(make(bytes, size, first, used), n);
}

int main(void)
{
	struct bio_ring none = { 0 };

	write_and_read(none, 1);
	pieces(none, 0);
	for (size_t size = 1; size <= SIZE; size++)
		for (size_t first = 0; first < size; first++)
			for (size_t used = 0; used <= size; used++)
				for (size_t n = 0; n <= size + 1; n++)
					all(size, first, used, n);
	return 0;
}
