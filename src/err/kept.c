/* SPDX-License-Identifier: Apache-2.0 */
/* Error stacks that are kept beside the thread's, to be put back later. */
#include <errno.h>
#include <string.h>

#include "err/queue.h"

/* What a program holds is the ring of a stack that is no thread's. */
static struct err_stack *stack_of(ERR_STATE *es)
{
	return (struct err_stack *)(void *)es;
}

ERR_STATE *OSSL_ERR_STATE_new(void)
{
	struct err_stack *stack = CRYPTO_zalloc(sizeof(*stack), NULL, 0);

	if (stack == NULL)
		return NULL;
	stack->ends_with_thread = true; /* whose end is none of its business */
	return &stack->ring;
}

void OSSL_ERR_STATE_free(ERR_STATE *es)
{
	if (es == NULL)
		return;
	err_clear(stack_of(es));
	CRYPTO_free(es, NULL, 0);
}

static char *copy_text(struct err_stack *to, int slot, enum err_text which, const char *text)
{
	return text == NULL ? NULL : err_keep(to, slot, which, text, strlen(text));
}

/* Everything but marks. Data that is not the stack's own may be gone before the copy is. */
static void copy_record(struct err_stack *to, int slot, const ERR_STATE *from, int at)
{
	ERR_STATE *ring = &to->ring;

	ring->err_flags[slot] = from->err_flags[at];
	ring->err_buffer[slot] = from->err_buffer[at];
	ring->err_line[slot] = from->err_line[at];
	ring->err_file[slot] = copy_text(to, slot, ERR_TEXT_FILE, from->err_file[at]);
	ring->err_func[slot] = copy_text(to, slot, ERR_TEXT_FUNC, from->err_func[at]);
	if (from->err_data[at] == NULL)
		return;
	ring->err_data[slot] = copy_text(to, slot, ERR_TEXT_DATA, from->err_data[at]);
	ring->err_data_size[slot] = strlen(ring->err_data[slot]) + 1;
	ring->err_data_flags[slot] = from->err_data_flags[at] | ERR_TXT_MALLOCED;
}

/*
 * Moves a record from the thread's stack to a kept one. Data that the program owns is not copied.
 */
static void save_record(struct err_stack *to, int slot, const ERR_STATE *from, int at)
{
	copy_record(to, slot, from, at);
	if (from->err_data[at] == NULL || from->err_data_flags[at] & ERR_TXT_MALLOCED)
		return;
	err_own(to, slot, ERR_TEXT_DATA, NULL);
	to->ring.err_data[slot] = from->err_data[at];
	to->ring.err_data_flags[slot] = from->err_data_flags[at];
}

void OSSL_ERR_STATE_save(ERR_STATE *es)
{
	struct err_stack *stack = err_stack();
	const ERR_STATE *ring = &stack->ring;
	int saved = errno;

	if (es == NULL)
		return;
	err_clear(stack_of(es));
	for (int at = ring->bottom; at != ring->top;) {
		at = err_next(at);
		save_record(stack_of(es), at, ring, at);
		es->err_marks[at] = ring->err_marks[at];
	}
	es->top = ring->top;
	es->bottom = ring->bottom;
	err_clear(stack);
	errno = saved;
}

void OSSL_ERR_STATE_save_to_mark(ERR_STATE *es)
{
	const ERR_STATE *ring = &err_stack()->ring;
	int count = ERR_count_to_mark();
	int saved = errno;

	if (es == NULL)
		return;
	err_clear(stack_of(es));
	es->bottom = count > 0 ? ERR_NUM_ERRORS - 1 : 0;
	es->top = count > 0 ? count - 1 : 0;
	for (int slot = count - 1; slot >= 0; slot--) {
		save_record(stack_of(es), slot, ring, ring->top);
		err_take_newest();
	}
	errno = saved;
}

void OSSL_ERR_STATE_restore(const ERR_STATE *es)
{
	struct err_stack *stack = err_stack();
	int saved = errno;

	if (es == NULL)
		return;
	for (int at = es->bottom; at != es->top;) {
		at = err_next(at);
		err_begin(stack);
		copy_record(stack, stack->ring.top, es, at);
	}
	errno = saved;
}
