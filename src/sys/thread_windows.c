/* SPDX-License-Identifier: Apache-2.0 */
/* Threads by Windows: fiber-local storage, whose callback runs when a thread ends. */
#include "sys/thread.h"
#include "sys/threadlocal.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

/* The module that this code is in, by the linker. */
extern IMAGE_DOS_HEADER __ImageBase;

/* What a thread has: its wish, and behind it its own object. */
struct block {
	struct sys_thread_end *end;
	max_align_t own[];
};

/* The slot's callback is in a module that may go: a DLL, the library's own or a plug-in. */
enum stage {
	RUNNING,
	LEAVING, /* the slot is being freed, which calls back for every thread that has a block */
	OVER,
};

static atomic_int stage = RUNNING;
static atomic_ulong slot = FLS_OUT_OF_INDEXES;

/*
 * The thread may have lost its block before this is called, and the wish may need it. While the
 * slot is being freed the block is another thread's, and there is no slot to put it into.
 */
static void CALLBACK end_block(void *value)
{
	struct block *block = value;

	if (block->end != NULL && atomic_load(&stage) != OVER) {
		FlsSetValue(atomic_load(&slot), block);
		block->end->run(block->end);
		FlsSetValue(atomic_load(&slot), NULL);
	}
	HeapFree(GetProcessHeap(), 0, block);
}

/*
 * The slot is freed when the module is unloaded. It could also be kept from being unloaded, but who
 * unloads a plug-in may be about to replace its file. Where nobody would free it, it has no
 * callback: what is left then is a block, and no call into a module that has gone.
 *
 * There is no lock: atexit() may have one of its own, which is held while it runs what it was
 * given. Of two threads that make a slot at the same time, one takes its own back.
 */
static DWORD make_slot(void)
{
	bool freed = atexit(sys_thread_forget) == 0 && atomic_load(&stage) == RUNNING;
	DWORD known = FLS_OUT_OF_INDEXES, made = FlsAlloc(freed ? end_block : NULL);

	if (atomic_compare_exchange_strong(&slot, &known, made))
		return made;
	FlsFree(made);
	return known;
}

static DWORD find_slot(void)
{
	DWORD found = atomic_load(&slot);

	return found != FLS_OUT_OF_INDEXES ? found : make_slot();
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

/*
 * A program's own code never goes. A DLL's does not when the process ends either: then the other
 * threads have been stopped wherever they were, perhaps with the lock that FlsFree() waits for.
 */
static bool is_being_unloaded(void)
{
	typedef BOOLEAN WINAPI is_ending_fn(void);
	const HMODULE program = GetModuleHandleA(NULL), ntdll = GetModuleHandleA("ntdll.dll");
	is_ending_fn *is_ending =
	    (is_ending_fn *)(void *)GetProcAddress(ntdll, "RtlDllShutdownInProgress");

	return (HMODULE)&__ImageBase != program && is_ending != NULL && !is_ending();
}

/* A slot without a callback leaves the blocks; this thread's is the only one that can be found. */
static void free_slot(void)
{
	DWORD gone = atomic_exchange(&slot, FLS_OUT_OF_INDEXES);
	struct block *own = gone != FLS_OUT_OF_INDEXES ? FlsGetValue(gone) : NULL;

	if (own != NULL) {
		FlsSetValue(gone, NULL);
		end_block(own);
	}
	if (gone != FLS_OUT_OF_INDEXES)
		FlsFree(gone);
}

/* While threads of a program use their blocks, they are not to be freed. */
void sys_thread_forget(void)
{
	if (is_being_unloaded()) {
		atomic_store(&stage, LEAVING);
		free_slot();
	}
	atomic_store(&stage, OVER);
}

size_t sys_thread_id(unsigned char out_id[SYS_THREAD_ID_MAX])
{
	DWORD self = GetCurrentThreadId();

	memcpy(out_id, &self, sizeof(self));
	return sizeof(self);
}
