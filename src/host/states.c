/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which BIO has which state: tables of slots, where a BIO is in one of the few slots around its
 * place, in the first table in which one of them was free. Nobody waits for another here, nor for
 * who held a lock when the process was forked: a slot is taken and left by one exchange, only by
 * who has the BIO. Tables come and never go. The first one is so large that nearly every BIO of a
 * server with tens of thousands is in its place; of its megabyte only what is used becomes memory.
 */
#include <stdlib.h>

#include "bio/bio_refuse.h"
#include "bio/frame.h"
#include "host/host_memory.h"

enum { NEAR = 8, GROWTH_LOG = 4 };

struct table {
	_Atomic(struct table *) next;
	int log;
	struct host_slot *slots;
};

struct host_slot host_slots[1 << HOST_SLOTS_LOG];
static struct table first = { .log = HOST_SLOTS_LOG, .slots = host_slots };

/* What is in a slot that somebody is about to fill: no BIO has this address. */
static const BIO *const taken = (const BIO *)(const void *)&first;

static int no_write(BIO *b, const char *bytes, size_t n, size_t *out_n)
{
	(void)b, (void)bytes, (void)n;
	*out_n = 0;
	return bio_refuse(ERR_PLACE_OF("BIO_write"), BIO_R_UNINITIALIZED);
}

static int no_read(BIO *b, char *out, size_t n, size_t *out_n)
{
	(void)b, (void)out, (void)n;
	*out_n = 0;
	return bio_refuse(ERR_PLACE_OF("BIO_read"), BIO_R_UNINITIALIZED);
}

/* To who asks for a descriptor, 0 is one. */
static long no_control(BIO *b, int command, long number, void *pointer)
{
	(void)b, (void)number, (void)pointer;
	err_refuse(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, BIO_R_UNINITIALIZED, 0);
	return command == BIO_C_GET_FD ? -1 : 0;
}

static const struct frame_kind no_kind =
    FRAME_KIND(.name = "none", .write = no_write, .read = no_read, .ctrl = no_control);
static struct host_bio nobody = { .kind = &no_kind, .data = &nobody, .fd = -1 };

static struct host_slot *slot_near(const struct table *table, const BIO *b, size_t i)
{
	size_t place = host_place(b, table->log);

	return &table->slots[(place & ~(size_t)(NEAR - 1)) | ((place + i) & (NEAR - 1))];
}

/* The slot of the BIO in any table, or NULL. */
static struct host_slot *slot_of(const BIO *b)
{
	for (struct table *table = &first; table != NULL; table = atomic_load(&table->next)) {
		for (size_t i = 0; i < NEAR; i++) {
			struct host_slot *slot = slot_near(table, b, i);

			if (atomic_load(&slot->bio) == b)
				return slot;
		}
	}
	return NULL;
}

struct host_bio *host_find(const BIO *b)
{
	struct host_slot *slot = slot_of(b);

	return slot != NULL ? atomic_load(&slot->state) : &nobody;
}

static bool put(struct table *table, const BIO *b, struct host_bio *state)
{
	for (size_t i = 0; i < NEAR; i++) {
		struct host_slot *slot = slot_near(table, b, i);
		const BIO *none = NULL;

		if (atomic_compare_exchange_strong(&slot->bio, &none, taken)) {
			atomic_store(&slot->state, state);
			atomic_store(&slot->bio, b);
			return true;
		}
	}
	return false;
}

/*
 * The system's memory: the program's, by which all else is had, would not be given it back
 * before the end.
 */
static struct table *make_table(int log)
{
	struct table *table = calloc(1, sizeof(*table));
	struct host_slot *slots = calloc((size_t)1 << log, sizeof(*slots));

	if (table == NULL || slots == NULL) {
		free(table);
		free(slots);
		host_memory_failed(ERR_PLACE_OF(NULL));
		return NULL;
	}
	table->log = log;
	table->slots = slots;
	return table;
}

/* Of two threads that make it at once, the second takes that of the first. */
static struct table *next_table(struct table *table)
{
	struct table *next = atomic_load(&table->next), *made;

	if (next != NULL)
		return next;
	made = make_table(table->log + GROWTH_LOG);
	if (made == NULL || atomic_compare_exchange_strong(&table->next, &next, made))
		return made;
	free(made->slots);
	free(made);
	return next;
}

bool host_remember(const BIO *b, struct host_bio *state)
{
	struct table *table = &first;

	while (table != NULL && !put(table, b, state))
		table = next_table(table);
	return table != NULL;
}

void host_forget(const BIO *b)
{
	struct host_slot *slot = slot_of(b);

	if (slot != NULL)
		atomic_store(&slot->bio, NULL);
}
