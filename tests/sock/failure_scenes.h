/* SPDX-License-Identifier: Apache-2.0 */
/* The calls that tests/data/failures.tsv tells of, each by the row's name. */
#ifndef BIOSOCK_TESTS_FAILURE_SCENES_H
#define BIOSOCK_TESTS_FAILURE_SCENES_H

#include <stddef.h>

struct scene {
	const char *name;
	int (*run)(void); /* returns what the call returned, with its errno and its records */
};

extern const struct scene socket_scenes[];
extern const size_t socket_scenes_n;
extern const struct scene helper_scenes[];
extern const size_t helper_scenes_n;

#endif
