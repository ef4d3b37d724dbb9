/* SPDX-License-Identifier: Apache-2.0 */
/* Long options: getopt_long(3). */
#ifndef STUBS_FREEBSD_GETOPT_H
#define STUBS_FREEBSD_GETOPT_H

#include <unistd.h>

#define no_argument       0
#define required_argument 1
#define optional_argument 2

struct option {
	const char *name;
	int has_arg;
	int *flag;
	int val;
};

int getopt_long(int, char *const *, const char *, const struct option *, int *);

#endif
