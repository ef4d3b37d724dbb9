/* SPDX-License-Identifier: Apache-2.0 */
/* A DLL shows all that is in it, a plug-in's too. */
#include "loaded.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

static void complain(const char *what)
{
	fprintf(stderr, "%s: %lu\n", what, GetLastError());
	exit(1);
}

void *loaded_open(const char *path)
{
	HMODULE library = LoadLibraryA(path);

	if (library == NULL)
		complain(path);
	return library;
}

void loaded_close(void *library)
{
	FreeLibrary(library);
}

/* C has no other way to make a function of what GetProcAddress() gives. */
void loaded_find(void *library, const char *name, void *out_function)
{
	char room[LOADED_NAME_ROOM];
	FARPROC found = GetProcAddress(library, loaded_in_binary(name, room));

	if (found == NULL)
		complain(name);
	memcpy(out_function, &found, sizeof(found));
}
