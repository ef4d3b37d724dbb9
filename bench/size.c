/* SPDX-License-Identifier: Apache-2.0 */
/* What the libraries weigh on disk, stripped, and what linking one of them adds to a program. */
#include <stdio.h>
#include <sys/stat.h>

#include "bench.h"

/* 0 if there is no such file. */
static double size_of(const char *dir, const char *name)
{
	char path[512];
	struct stat info;

	snprintf(path, sizeof(path), "%s%s%s", dir, dir[0] != '\0' ? "/" : "", name);
	return stat(path, &info) == 0 ? (double)info.st_size : 0;
}

static double added_to_program(const char *dir, const char *name)
{
	double size = size_of(dir, name);

	return size > 0 ? size - size_of(dir, "start_raw") : 0;
}

static double object_size(const struct operations *who)
{
	return who->object_size != NULL ? (double)who->object_size() : 0;
}

void size_measure(
    const char *dir, const struct operations *const who[CONTESTANTS], struct report *report)
{
	const char *libcrypto = who[LIBCRYPTO]->file;
	struct row shared = { .name = "shared library, stripped",
		.unit = BYTES,
		.cost = { [BIOSOCK] = size_of(dir, "libbench_installed.so"),
		    [LIBCRYPTO] = libcrypto != NULL ? size_of("", libcrypto) : 0 },
		.budget = { BUDGET_BELOW, 250000 } };
	struct row linked = { .name = "a static link adds to a client",
		.unit = BYTES,
		.cost = { [BIOSOCK] = added_to_program(dir, "link_biosock"),
		    [LIBCRYPTO] = added_to_program(dir, "link_libcrypto") },
		.budget = { BUDGET_BELOW, 250000 } };

	/* The allocator's own 16 bytes included, of which the 160 of the project say nothing. */
	struct row object = { .name = "memory of a socket BIO",
		.unit = BYTES,
		.cost = { [BIOSOCK] = object_size(who[BIOSOCK]),
		    [LIBCRYPTO] = object_size(who[LIBCRYPTO]) },
		.budget = { BUDGET_BELOW, 177 } };

	report_add(report, &object);
	report_add(report, &shared);
	report_add(report, &linked);
}
