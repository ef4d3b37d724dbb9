/* SPDX-License-Identifier: Apache-2.0 */
/* Marks on records, for callers that try something and want to forget the errors of the attempt. */
#include "err/queue.h"

/* The newest marked slot, or the ring's bottom if no record has a mark. */
static int marked_slot(const ERR_STATE *ring)
{
	int slot = ring->top;

	while (slot != ring->bottom && ring->err_marks[slot] == 0)
		slot = err_prev(slot);
	return slot;
}

int ERR_set_mark(void)
{
	ERR_STATE *ring = &err_stack()->ring;

	if (ring->top == ring->bottom)
		return 0;
	ring->err_marks[ring->top]++;
	return 1;
}

int ERR_clear_last_mark(void)
{
	ERR_STATE *ring = &err_stack()->ring;
	int slot = marked_slot(ring);

	if (slot == ring->bottom)
		return 0;
	ring->err_marks[slot]--;
	return 1;
}

int ERR_pop_to_mark(void)
{
	const ERR_STATE *ring = &err_stack()->ring;
	int slot = marked_slot(ring);

	while (ring->top != slot)
		ERR_pop();
	return ERR_clear_last_mark();
}

int ERR_count_to_mark(void)
{
	const ERR_STATE *ring = &err_stack()->ring;
	int above = ring->top - marked_slot(ring);

	return above < 0 ? above + ERR_NUM_ERRORS : above;
}
