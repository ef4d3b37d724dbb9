/* SPDX-License-Identifier: Apache-2.0 */
/* Threads by Windows: fiber-local storage, whose callback runs when a thread ends. */
#include "sys/thread.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

/* What a thread has: its wish, and behind it its own object. */
struct block {
	struct sys_thread_end *end;
	max_align_t own[];
};

/* Guarded by slot_lock, but for reading it. */
static SRWLOCK slot_lock = SRWLOCK_INIT;
static atomic_ulong slot = FLS_OUT_OF_INDEXES;
/* Freeing the slot calls back for every thread that has a block. */
static atomic_bool forgetting;

/* The thread may have lost its block before this is called, and the wish needs it. */
static void CALLBACK end_block(void *value)
{
	struct block *block = value;

	if (block->end != NULL && !atomic_load(&forgetting)) {
		FlsSetValue(atomic_load(&slot), block);
		block->end->run(block->end);
		FlsSetValue(atomic_load(&slot), NULL);
	}
	HeapFree(GetProcessHeap(), 0, block);
}

static DWORD find_slot(void)
{
	DWORD found = atomic_load(&slot);

	if (found != FLS_OUT_OF_INDEXES)
		return found;
	AcquireSRWLockExclusive(&slot_lock);
	found = atomic_load(&slot);
	if (found == FLS_OUT_OF_INDEXES)
		atomic_store(&slot, found = FlsAlloc(end_block));
	ReleaseSRWLockExclusive(&slot_lock);
	return found;
}

static struct block *new_block(DWORD in, size_t size)
{
	struct block *block = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof(*block) + size);

	if (block == NULL || !FlsSetValue(in, block))
		abort();
	return block;
}

/*
 * There is no way to say that it failed, as there is none where the compiler does this. The last
 * error, which is what a socket call left, stays.
 */
void *sys_thread_own(size_t size)
{
	DWORD err = GetLastError();
	DWORD in = find_slot();
	struct block *block = FlsGetValue(in);

	if (block == NULL)
		block = new_block(in, size);
	SetLastError(err);
	return block->own;
}

bool sys_thread_on_end(struct sys_thread_end *end)
{
	DWORD err = GetLastError();
	struct block *block = FlsGetValue(find_slot());

	SetLastError(err);
	if (block == NULL)
		return false;
	block->end = end;
	return true;
}

void sys_thread_forget(void)
{
	DWORD gone;

	AcquireSRWLockExclusive(&slot_lock);
	gone = atomic_exchange(&slot, FLS_OUT_OF_INDEXES);
	ReleaseSRWLockExclusive(&slot_lock);
	if (gone == FLS_OUT_OF_INDEXES)
		return;
	atomic_store(&forgetting, true);
	FlsFree(gone);
	atomic_store(&forgetting, false);
}

size_t sys_thread_id(unsigned char out_id[SYS_THREAD_ID_MAX])
{
	DWORD self = GetCurrentThreadId();

	memcpy(out_id, &self, sizeof(self));
	return sizeof(self);
}
