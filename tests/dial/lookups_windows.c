/* SPDX-License-Identifier: Apache-2.0 */
/* The library imports the call that makes threads from here. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include <windows.h>

#include "dial/lookups_system.h"
#include "support/contract.h"

static atomic_bool forbidden;

void lookups_forbid_threads(void)
{
	atomic_store(&forbidden, true);
}

void lookups_allow_threads(void)
{
	atomic_store(&forbidden, false);
}

static HANDLE WINAPI import_CreateThread(SECURITY_ATTRIBUTES *security, SIZE_T stack,
    LPTHREAD_START_ROUTINE run, void *arg, DWORD flags, DWORD *out_id)
{
	HANDLE(WINAPI * create)
	(SECURITY_ATTRIBUTES *, SIZE_T, LPTHREAD_START_ROUTINE, void *, DWORD, DWORD *) =
	    (void *)GetProcAddress(GetModuleHandleA("kernel32.dll"), "CreateThread");

	return atomic_load(&forbidden) ? NULL : create(security, stack, run, arg, flags, out_id);
}

__typeof__(&import_CreateThread) __imp_CreateThread = import_CreateThread;

void lookups_need_fork(void)
{
	contract_skip("there is no fork");
}

int lookups_in_child(int (*run)(void *arg), void *arg)
{
	(void)run, (void)arg;
	return -1;
}
