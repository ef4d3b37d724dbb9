/* SPDX-License-Identifier: Apache-2.0 */
/* What the dynamic linker would have found, had the executable no definition of its own. */
#include "support/interpose.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * Where a time_t has 64 bits on a system of 32, glibc's headers give what has one among its
 * arguments another name: __clock_gettime64(), __fcntl_time64().
 */
#if defined(__TIMESIZE) && defined(_TIME_BITS) && __TIMESIZE == 32 && _TIME_BITS == 64
static void *look_up(const char *name)
{
	static const char *const formats[] = { "__%s64", "__%s_time64", "%s" };
	void *found = NULL;
	char full[64];

	for (size_t i = 0; found == NULL && i < sizeof(formats) / sizeof(formats[0]); i++) {
		snprintf(full, sizeof(full), formats[i], name);
		found = dlsym(RTLD_NEXT, full);
	}
	return found;
}
#else
static void *look_up(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}
#endif

void *interpose_next(const char *name)
{
	void *next = look_up(name);

	if (next == NULL) {
		fprintf(stderr, "interpose: %s\n", dlerror());
		abort();
	}
	return next;
}
