/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done once, and what each thread has, on Windows. The program's variable for the first is
 * a 32-bit number that begins with 0: too small for the system's own INIT_ONCE.
 */
#include "sys/once.h"

#include <stdatomic.h>

#include <windows.h>

enum state { UNDONE, DOING, DONE };

bool sys_once(void *once, void (*run)(void))
{
	_Atomic LONG *state = once;
	LONG seen = UNDONE;

	if (atomic_load(state) == DONE)
		return true;
	if (atomic_compare_exchange_strong(state, &seen, DOING)) {
		run();
		atomic_store(state, DONE);
		return true;
	}
	while (atomic_load(state) != DONE)
		Sleep(0);
	return true;
}

/* As in OpenSSL, nothing tells of a thread's end here, and `cleanup` is never called. */
bool sys_local_init(void *key, void (*cleanup)(void *value))
{
	DWORD slot = TlsAlloc();

	(void)cleanup;
	*(DWORD *)key = slot;
	return slot != TLS_OUT_OF_INDEXES;
}

/* The last error, which is what a socket call left, stays. */
void *sys_local_get(const void *key)
{
	DWORD err = GetLastError();
	void *value = TlsGetValue(*(const DWORD *)key);

	SetLastError(err);
	return value;
}

bool sys_local_set(const void *key, void *value)
{
	return TlsSetValue(*(const DWORD *)key, value) != 0;
}

bool sys_local_fini(const void *key)
{
	return TlsFree(*(const DWORD *)key) != 0;
}
