/* SPDX-License-Identifier: Apache-2.0 */
/* The library's allocations, counted, and failing when a test wants them to. */
#ifndef BIOSOCK_TESTS_MEMORY_H
#define BIOSOCK_TESTS_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* To be called before the library allocates anything; false if it is too late. */
bool memory_watch(void);

/* How many allocations are not freed. */
extern _Atomic long memory_held;

/*
 * How many allocations go well before one fails, counted down; -1: none fails, or the one that was
 * to has. One of more than 2^40 bytes always fails: no sanitizer is to be asked.
 */
extern _Atomic long memory_fails_at;

/*
 * For what stands in for malloc(): whether this allocation is the one to fail. errno is then as it
 * may be after malloc().
 */
bool memory_fails(size_t n);

/*
 * Makes the call with all its allocations going well, then with the first failing, the second, and
 * so on until none is left to fail. It returns whether it did all it should, and frees what it got.
 * Each time what it says, what is held and the error stack must fit; of libcrypto, whose records
 * are themselves in memory and sometimes missing, what it says.
 */
void memory_check_every_failure(int (*call)(void), const char *what);

#endif
