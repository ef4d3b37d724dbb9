/* SPDX-License-Identifier: Apache-2.0 */
/* A binary heap of sessions by alarm; each knows its place, counted from 1, in alarm_at. */
#include "cmd/alarms.h"

#include <stdlib.h>

bool alarms_reserve(struct alarms *a, size_t room)
{
	struct session **heap;

	if (room <= a->room)
		return true;
	heap = realloc(a->heap, room * sizeof(struct session *));
	if (heap == NULL)
		return false;
	a->heap = heap;
	a->room = room;
	return true;
}

void alarms_fini(struct alarms *a)
{
	free(a->heap);
	*a = (struct alarms){ .heap = NULL };
}

static void put(struct alarms *a, size_t place, struct session *x)
{
	a->heap[place - 1] = x;
	x->alarm_at = place;
}

static struct session *get(const struct alarms *a, size_t place)
{
	return a->heap[place - 1];
}

/* Moves it to where it belongs, up or down. */
static void settle(struct alarms *a, struct session *x)
{
	size_t place = x->alarm_at;

	while (place > 1 && x->alarm < get(a, place / 2)->alarm) {
		put(a, place, get(a, place / 2));
		place /= 2;
	}
	for (size_t below = 2 * place; below <= a->n; below = 2 * place) {
		if (below < a->n && get(a, below + 1)->alarm < get(a, below)->alarm)
			below++;
		if (x->alarm <= get(a, below)->alarm)
			break;
		put(a, place, get(a, below));
		place = below;
	}
	put(a, place, x);
}

void alarms_drop(struct alarms *a, struct session *x)
{
	size_t place = x->alarm_at;
	struct session *last;

	if (place == 0)
		return;
	x->alarm_at = 0;
	last = get(a, a->n--);
	if (last == x)
		return;
	put(a, place, last);
	settle(a, last);
}

void alarms_set(struct alarms *a, struct session *x)
{
	if (x->deadline == 0 || (x->alarm_at != 0 && x->alarm <= x->deadline))
		return;
	x->alarm = x->deadline;
	if (x->alarm_at == 0)
		put(a, ++a->n, x);
	settle(a, x);
}

struct session *alarms_due(struct alarms *a, long long now)
{
	while (a->n > 0 && get(a, 1)->alarm <= now) {
		struct session *first = get(a, 1);

		if (first->deadline > now) {
			first->alarm = first->deadline;
			settle(a, first);
			continue;
		}
		alarms_drop(a, first);
		if (first->deadline != 0)
			return first;
	}
	return NULL;
}

long long alarms_first(const struct alarms *a)
{
	return a->n > 0 ? get(a, 1)->alarm : 0;
}
