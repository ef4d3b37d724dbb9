/* SPDX-License-Identifier: Apache-2.0 */
/* What the dynamic linker would have found, had the executable no definition of its own. */
#include "support/interpose.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

void *interpose_next(const char *name)
{
	void *next = dlsym(RTLD_NEXT, name);

	if (next == NULL) {
		fprintf(stderr, "interpose: %s\n", dlerror());
		abort();
	}
	return next;
}
