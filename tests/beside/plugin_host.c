/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A program that has one half, OWN, and loads the other, OTHER, as a plug-in.
 * usage: plugin_host PLUGIN local|global before|after      before or after the first use of its own
 */
#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "half.h"

int main(int argc, char **argv)
{
	const char *wrong = NULL;
	const struct half *plugin;
	void *library;

	if (argc != 4)
		return halves_verdict("usage: plugin_host PLUGIN local|global before|after");
	if (strcmp(argv[3], "after") == 0)
		wrong = OWN.work();
	if (wrong != NULL)
		return halves_verdict(wrong);
	library =
	    dlopen(argv[1], RTLD_NOW | (strcmp(argv[2], "global") == 0 ? RTLD_GLOBAL : RTLD_LOCAL));
	if (library == NULL)
		return halves_verdict(dlerror());
	plugin = dlsym(library, OTHER);
	if (plugin == NULL)
		return halves_verdict("the plug-in has nothing to show");
	return halves_verdict(halves_beside(&OWN, plugin));
}
