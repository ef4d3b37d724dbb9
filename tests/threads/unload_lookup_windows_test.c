/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A DLL is given back while the system's resolver still has a question of its: the thread that
 * waits for the answer ends in code that is still there. Argument: the DLL, the library's own or a
 * plug-in's, in whose imports the resolver is replaced.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <winsock2.h>

#include <windows.h>

#include <ws2tcpip.h>

#include "loaded.h"

static HANDLE asked, answered, asking;

static void complain(const char *what)
{
	fprintf(stderr, "%s: %lu\n", what, GetLastError());
	exit(1);
}

static void await(HANDLE what)
{
	if (WaitForSingleObject(what, 30000) != WAIT_OBJECT_0)
		complain("waited in vain");
}

static int WSAAPI answer_late(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	(void)host, (void)service, (void)hints, (void)out;
	if (!DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &asking,
	        0, FALSE, DUPLICATE_SAME_ACCESS))
		complain("no handle");
	ReleaseSemaphore(asked, 1, NULL);
	await(answered);
	return EAI_NONAME;
}

static const IMAGE_IMPORT_DESCRIPTOR *imports_of(const BYTE *module)
{
	const IMAGE_DOS_HEADER *dos = (const void *)module;
	const IMAGE_NT_HEADERS *headers = (const void *)(module + dos->e_lfanew);
	const IMAGE_DATA_DIRECTORY *list =
	    &headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];

	return (const void *)(module + list->VirtualAddress);
}

/* What the module calls in the place of this function. */
static void replace_import(BYTE *module, FARPROC function, FARPROC other)
{
	for (const IMAGE_IMPORT_DESCRIPTOR *from = imports_of(module); from->Name != 0; from++) {
		for (FARPROC *at = (FARPROC *)(void *)(module + from->FirstThunk); *at != NULL;
		     at++) {
			DWORD before;

			if (*at != function)
				continue;
			VirtualProtect(at, sizeof(*at), PAGE_READWRITE, &before);
			*at = other;
			return;
		}
	}
	complain("it does not import the resolver");
}

static void until_it_was_asked(void)
{
	await(asked);
}

int main(int argc, char **argv)
{
	void *library;

	if (argc != 2)
		return 1;
	asked = CreateSemaphoreA(NULL, 0, 1, NULL);
	answered = CreateSemaphoreA(NULL, 0, 1, NULL);
	library = loaded_open(argv[1]);
	replace_import(library, GetProcAddress(GetModuleHandleA("ws2_32.dll"), "getaddrinfo"),
	    (FARPROC)(void *)answer_late);
	loaded_leave_lookup(library, AF_INET, until_it_was_asked);
	loaded_close(library);
	ReleaseSemaphore(answered, 1, NULL);
	await(asking);
	printf("a lookup's end after the library was given back\n");
	return 0;
}
