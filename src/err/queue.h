/* SPDX-License-Identifier: Apache-2.0 */
/* A thread's error stack from the inside: the public ring, and room for its texts. */
#ifndef BIOSOCK_ERR_QUEUE_H
#define BIOSOCK_ERR_QUEUE_H

#include <stdbool.h>

#include <openssl/err.h>

#include "sys/thread.h"

/* The texts of a record. */
enum err_text { ERR_TEXT_FILE, ERR_TEXT_FUNC, ERR_TEXT_DATA, ERR_TEXT_COUNT };

/*
 * Room for the texts of one record, so that raising does not allocate. Sizes hold paths, names and
 * data as they are met.
 */
struct err_room {
	char file[128];
	char func[64];
	char data[256];
	/* Texts that did not fit; owned. */
	char *heap[ERR_TEXT_COUNT];
};

/* What a program's buffer for ERR_error_string() must have. */
enum { ERR_LINE_SIZE = 256 };

/*
 * A slot of the ring is a record, or what is left of one that was taken off: texts live until the
 * slot is used again.
 */
struct err_stack {
	ERR_STATE ring;
	struct err_room room[ERR_NUM_ERRORS];
	/* A bit for each slot with owned texts. */
	unsigned int heap_slots;
	bool started;
	bool ends_with_thread;
	struct sys_thread_end end;
	char line[ERR_LINE_SIZE]; /* of ERR_error_string(), where the program gives none */
};

/*
 * The calling thread's stack. Using it makes the built-in names known, as it does in
 * OpenSSL. Never NULL.
 */
struct err_stack *err_stack(void);

/* The calling thread's line for ERR_error_string(). Getting it is not using the stack. */
char *err_line(void);

/* The slot before and the slot behind. */
static inline int err_prev(int slot)
{
	return (slot + ERR_NUM_ERRORS - 1) % ERR_NUM_ERRORS;
}

static inline int err_next(int slot)
{
	return (slot + 1) % ERR_NUM_ERRORS;
}

/* Empties a stack, and frees all that it holds. */
void err_clear(struct err_stack *stack);

/* Takes the calling thread's newest record off, and with it all that its slot holds. */
void err_take_newest(void);

/* Starts a record in the next slot, dropping the oldest if there is none free. */
void err_begin(struct err_stack *stack);

/*
 * Copies a text of `len` bytes into a slot, in place of the one it has; cut if there is no memory.
 * Returns the copy.
 */
char *err_keep(
    struct err_stack *stack, int slot, enum err_text which, const char *text, size_t len);

/* Makes `text`, from OPENSSL_malloc() or NULL, the slot's to free. What it had is freed. */
void err_own(struct err_stack *stack, int slot, enum err_text which, char *text);

/* Takes a slot's data away; those that it owns must be freed. */
void err_drop_data(struct err_stack *stack, int slot);

/* Sets the code of the newest record. */
void err_set_code(struct err_stack *stack, int lib, int reason);

/* Frees what the calling thread holds. */
void err_thread_stop(void);

#endif
