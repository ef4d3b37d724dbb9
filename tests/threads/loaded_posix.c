/* SPDX-License-Identifier: Apache-2.0 */
#include "loaded.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin.h"

void *loaded_open(const char *path)
{
	void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);

	if (library == NULL) {
		fprintf(stderr, "no library: %s\n", dlerror());
		exit(1);
	}
	return library;
}

void loaded_close(void *library)
{
	dlclose(library);
}

/* The library's own, or what the plug-in that it is in shows of it. */
static void *look_for(void *library, const char *name)
{
	const struct plugin_use *use = dlsym(library, "plugin_uses");
	char room[LOADED_NAME_ROOM];
	void *found = NULL;

	if (use == NULL)
		return dlsym(library, loaded_in_binary(name, room));
	for (; use->name != NULL; use++)
		if (strcmp(use->name, name) == 0)
			memcpy(&found, &use->function, sizeof(found));
	return found;
}

/* C has no other way to make a function of what dlsym() gives. */
void loaded_find(void *library, const char *name, void *out_function)
{
	void *found = look_for(library, name);

	if (found == NULL) {
		fprintf(stderr, "the library has no %s\n", name);
		exit(1);
	}
	memcpy(out_function, &found, sizeof(found));
}
