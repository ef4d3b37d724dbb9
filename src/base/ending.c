/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done at the end. No lock is taken here: the exit of a process that was forked while
 * another thread held it would never end.
 */
#include "base/ending.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "sys/thread.h"

static _Atomic(void (*)(void)) endings[BASE_ENDINGS];
/* A word: some processors exchange a byte by a call of libatomic only. */
static atomic_uint hooked;

static void at_exit(void)
{
	for (int who = 0; who < BASE_ENDINGS; who++) {
		void (*run)(void) = atomic_load(&endings[who]);

		if (run != NULL)
			run();
	}
	sys_thread_forget();
}

void base_at_end(enum base_ending who, void (*run)(void))
{
	if (atomic_load_explicit(&endings[who], memory_order_relaxed) != run)
		atomic_store(&endings[who], run);
	if (!atomic_load_explicit(&hooked, memory_order_relaxed) && !atomic_exchange(&hooked, 1))
		atexit(at_exit);
}
