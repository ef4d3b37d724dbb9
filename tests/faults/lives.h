/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A life is all that happens to some BIOs, from BIO_new() to BIO_free(), through public calls only.
 */
#ifndef BIOSOCK_TESTS_LIVES_H
#define BIOSOCK_TESTS_LIVES_H

#include <stdbool.h>
#include <stddef.h>

struct life {
	const char *name;
	bool (*run)(void); /* true: all went well; all is freed either way */
};

extern const struct life lives[];
extern const size_t life_count;

#endif
