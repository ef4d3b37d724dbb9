/* SPDX-License-Identifier: Apache-2.0 */
/* Another library's half of foreign_test.c, compiled with that library's headers. */
#ifndef BIOSOCK_TESTS_BIO_FOREIGN_H
#define BIOSOCK_TESTS_BIO_FOREIGN_H

#include <stddef.h>

/* A BIO of the other library that holds "theirs". */
void *foreign_new(void);
/* Whether it holds that still; frees it. */
int foreign_is_whole(void *bio);

/* A kind of the other library. */
const void *foreign_kind(void);
/* Whether it has, of a kind of ours, either no BIO or one that can do nothing. */
int foreign_cannot_use(const void *kind);

/* What the other library does with a BIO of ours. */
struct foreign_call {
	const char *name;
	long (*run)(void *bio);
	int is_error; /* a result of 0 or less, with a record */
};
extern const struct foreign_call foreign_calls[];
extern const size_t foreign_calls_n;

/* Whether there was an error on its stack, which is cleared. */
int foreign_had_error(void);

#endif
