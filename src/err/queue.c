/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The error stack of each thread: a ring of records in thread-local storage, and who
 * owns their texts.
 */
#include "err/queue.h"

#include <stddef.h>
#include <string.h>

#include "base/ending.h"
#include "base/memory.h"
#include "err/reason_names.h"
#include "sys/threadlocal.h"

/*
 * Kept in thread-local storage whole, so that where the system has it a thread's first error
 * needs no memory.
 */
SYS_THREAD_OWN(struct err_stack, stack_of_thread)

static void start(struct err_stack *stack)
{
	stack->started = true;
	err_names_know();
}

struct err_stack *err_stack(void)
{
	struct err_stack *stack = stack_of_thread();

	if (!stack->started)
		start(stack);
	return stack;
}

char *err_line(void)
{
	return stack_of_thread()->line;
}

static void free_texts(struct err_stack *stack, int slot)
{
	for (int which = 0; which < ERR_TEXT_COUNT; which++) {
		CRYPTO_free(stack->room[slot].heap[which], NULL, 0);
		stack->room[slot].heap[which] = NULL;
	}
	stack->heap_slots &= ~(1U << slot);
}

/*
 * A slot that had allocated data says so until its thread stops: as in OpenSSL, where it
 * keeps the memory.
 */
void err_drop_data(struct err_stack *stack, int slot)
{
	ERR_STATE *ring = &stack->ring;

	if (ring->err_data_flags[slot] & ERR_TXT_MALLOCED) {
		ring->err_data[slot] = stack->room[slot].data;
		ring->err_data[slot][0] = '\0';
		ring->err_data_flags[slot] = ERR_TXT_MALLOCED;
	} else {
		ring->err_data[slot] = NULL;
		ring->err_data_size[slot] = 0;
		ring->err_data_flags[slot] = 0;
	}
}

static void clear_slot(struct err_stack *stack, int slot)
{
	ERR_STATE *ring = &stack->ring;

	if (stack->heap_slots & 1U << slot)
		free_texts(stack, slot);
	ring->err_flags[slot] = 0;
	ring->err_marks[slot] = 0;
	ring->err_buffer[slot] = 0;
	err_drop_data(stack, slot);
	ring->err_file[slot] = NULL;
	ring->err_line[slot] = -1;
	ring->err_func[slot] = NULL;
}

static void clear_all(struct err_stack *stack)
{
	ERR_STATE *ring = &stack->ring;

	for (; ring->top != ring->bottom; ring->top = err_prev(ring->top))
		clear_slot(stack, ring->top);
	for (int slot = 0; stack->heap_slots != 0; slot++) {
		if (stack->heap_slots & 1U << slot)
			clear_slot(stack, slot);
	}
	clear_slot(stack, ring->top);
	ring->top = ring->bottom = 0;
}

/* Frees also what a slot keeps of its record's data when it is cleared. */
static void forget_slot(struct err_stack *stack, int slot)
{
	clear_slot(stack, slot);
	stack->ring.err_data_flags[slot] = 0;
	err_drop_data(stack, slot);
}

void err_clear(struct err_stack *stack)
{
	for (int slot = 0; slot < ERR_NUM_ERRORS; slot++)
		forget_slot(stack, slot);
	stack->ring.top = stack->ring.bottom = 0;
}

void err_take_newest(void)
{
	struct err_stack *stack = err_stack();

	forget_slot(stack, stack->ring.top);
	stack->ring.top = err_prev(stack->ring.top);
}

/* The stack is not the calling thread's where the library's end sees to that of other threads. */
static void on_thread_end(struct sys_thread_end *end)
{
	struct err_stack *stack =
	    (struct err_stack *)(void *)((char *)end - offsetof(struct err_stack, end));

	err_clear(stack);
	stack->ends_with_thread = false;
}

/*
 * Only a thread that owns memory needs to hear of its end; the process's end frees what its
 * last thread has.
 */
static void free_at_end(struct err_stack *stack)
{
	if (stack->ends_with_thread)
		return;
	stack->end.run = on_thread_end;
	stack->ends_with_thread = sys_thread_on_end(&stack->end);
	base_at_end(BASE_ENDING_STACK, err_thread_stop);
}

void err_own(struct err_stack *stack, int slot, enum err_text which, char *text)
{
	char **heap = &stack->room[slot].heap[which];

	if (*heap != text)
		CRYPTO_free(*heap, NULL, 0);
	*heap = text;
	if (text == NULL)
		return;
	stack->heap_slots |= 1U << slot;
	free_at_end(stack);
}

char *err_keep(struct err_stack *stack, int slot, enum err_text which, const char *text, size_t len)
{
	static const size_t sizes[ERR_TEXT_COUNT] = {
		[ERR_TEXT_FILE] = sizeof(stack->room->file),
		[ERR_TEXT_FUNC] = sizeof(stack->room->func),
		[ERR_TEXT_DATA] = sizeof(stack->room->data),
	};
	struct err_room *room = &stack->room[slot];
	char *const inside[ERR_TEXT_COUNT] = { room->file, room->func, room->data };
	char *copy = inside[which];
	char *heap = NULL;

	if (len >= sizes[which])
		heap = base_malloc(len + 1, NULL, 0);
	if (heap != NULL)
		copy = heap;
	else if (len >= sizes[which])
		len = sizes[which] - 1;
	/* The text may be the one it replaces. */
	memmove(copy, text, len);
	copy[len] = '\0';
	err_own(stack, slot, which, heap);
	return copy;
}

void err_begin(struct err_stack *stack)
{
	ERR_STATE *ring = &stack->ring;

	ring->top = err_next(ring->top);
	if (ring->top == ring->bottom)
		ring->bottom = err_next(ring->bottom);
	clear_slot(stack, ring->top);
}

void err_thread_stop(void)
{
	struct err_stack *stack = stack_of_thread();

	if (!stack->started)
		return;
	err_clear(stack);
	if (stack->ends_with_thread)
		sys_thread_on_end(NULL);
	stack->ends_with_thread = false;
}

void ERR_new(void)
{
	err_begin(err_stack());
}

void ERR_clear_error(void)
{
	clear_all(err_stack());
}

int ERR_pop(void)
{
	struct err_stack *stack = err_stack();
	ERR_STATE *ring = &stack->ring;

	if (ring->top == ring->bottom)
		return 0;
	clear_slot(stack, ring->top);
	ring->top = err_prev(ring->top);
	return 1;
}

ERR_STATE *ERR_get_state(void)
{
	return &err_stack()->ring;
}

void ERR_remove_thread_state(void *unused)
{
	(void)unused;
}

void ERR_remove_state(unsigned long pid)
{
	(void)pid;
}
