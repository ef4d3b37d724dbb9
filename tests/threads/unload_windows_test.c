/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A DLL with the library in it is unloaded while threads that raised errors live on: nothing of
 * what is gone is called when they end, nor when the process does, and nothing of theirs is left.
 * Argument: the DLL, the library's own or a plug-in's.
 */
#include <stdio.h>
#include <stdlib.h>

#include <windows.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "../sys/windows_counting.h"
#include "loaded.h"

enum { THREADS = 2, ROUNDS = 200 }; /* more than the 128 slots that Windows had */

static void *module;
static HANDLE raised, unloaded;

static void complain(const char *what, DWORD number)
{
	fprintf(stderr, "%s: %lu\n", what, number);
	exit(1);
}

static void raise_error(const char *format)
{
	void (*new_record)(void);
	void (*set_error)(int lib, int reason, const char *fmt, ...);

	loaded_find(module, "ERR_new", &new_record);
	loaded_find(module, "ERR_set_error", &set_error);
	new_record();
	set_error(ERR_LIB_USER, 1, format, 7);
}

static DWORD WINAPI raise_and_live_on(void *format)
{
	raise_error(format);
	ReleaseSemaphore(raised, 1, NULL);
	WaitForSingleObject(unloaded, INFINITE);
	return 0;
}

static void await(HANDLE what)
{
	if (WaitForSingleObject(what, 30000) != WAIT_OBJECT_0)
		complain("waited in vain", GetLastError());
}

/* In every other round a thread's text is so long that its stack owns it. */
static void start_threads(int round, HANDLE threads[THREADS])
{
	static char short_format[] = "%d", long_format[] = "%0500d";

	for (int i = 0; i < THREADS; i++) {
		char *format = i > 0 && round % 2 > 0 ? long_format : short_format;

		threads[i] = CreateThread(NULL, 0, raise_and_live_on, format, 0, NULL);
		if (threads[i] == NULL)
			complain("no thread", GetLastError());
		await(raised);
	}
}

static void load(const char *path)
{
	int (*set_functions)(CRYPTO_malloc_fn, CRYPTO_realloc_fn, CRYPTO_free_fn);

	module = loaded_open(path);
	loaded_find(module, "CRYPTO_set_mem_functions", &set_functions);
	set_functions(count_malloc, count_realloc, count_free);
}

static void unload(const char *path)
{
	loaded_close(module);
	if (GetModuleHandleA(path) != NULL)
		complain("the library is still there", 0);
	if (living != 0)
		complain("pieces of memory left", (DWORD)living);
}

static void play(int round, const char *path)
{
	HANDLE threads[THREADS];

	load(path);
	raise_error("%d");
	start_threads(round, threads);
	unload(path);
	ReleaseSemaphore(unloaded, THREADS, NULL);
	for (int i = 0; i < THREADS; i++) {
		await(threads[i]);
		CloseHandle(threads[i]);
	}
}

static DWORD next_slot(void)
{
	DWORD slot = FlsAlloc(NULL);

	FlsFree(slot);
	return slot;
}

int main(int argc, char **argv)
{
	DWORD slot = next_slot();

	if (argc != 2)
		complain("arguments", (DWORD)argc);
	raised = CreateSemaphoreA(NULL, 0, THREADS, NULL);
	unloaded = CreateSemaphoreA(NULL, 0, THREADS, NULL);
	for (int i = 0; i < ROUNDS; i++)
		play(i, argv[1]);
	if (next_slot() != slot)
		complain("a slot of fiber-local storage is left", slot);
	printf("%d times loaded and unloaded\n", ROUNDS);
	return 0;
}
