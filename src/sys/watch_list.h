/* SPDX-License-Identifier: Apache-2.0 */
/* What is watched as a list, where the kernel keeps none. */
#ifndef BIOSOCK_SYS_WATCH_LIST_H
#define BIOSOCK_SYS_WATCH_LIST_H

#include <stdbool.h>
#include <stdlib.h>

#include "sys/watch.h"

/* Makes room for one more, of `size` bytes in the set. False with ENOMEM. */
static inline bool sys_watch_list_grow(struct sys_watch *watch, size_t size)
{
	size_t room = watch->room > 0 ? 2 * watch->room : 8;
	void *set, *data;

	if (watch->n < watch->room)
		return true;
	set = realloc(watch->set, room * size);
	if (set != NULL)
		watch->set = set;
	data = realloc(watch->data, room * sizeof(*watch->data));
	if (data != NULL)
		watch->data = data;
	if (set == NULL || data == NULL)
		return false;
	watch->room = room;
	return true;
}

static inline void sys_watch_list_fini(struct sys_watch *watch)
{
	free(watch->set);
	free(watch->data);
	*watch = (struct sys_watch){ .fd = -1 };
}

#endif
