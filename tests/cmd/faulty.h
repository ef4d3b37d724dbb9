/* SPDX-License-Identifier: Apache-2.0 */
/* What the command's sources call instead of malloc() and its like when they are to fail. */
#ifndef BIOSOCK_TESTS_FAULTY_H
#define BIOSOCK_TESTS_FAULTY_H

#include <stddef.h>

void *faulty_malloc(size_t size);
void *faulty_calloc(size_t n, size_t size);
void *faulty_realloc(void *memory, size_t size);
char *faulty_strdup(const char *text);

#endif
