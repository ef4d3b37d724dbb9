/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests expect of getaddrinfo(3)'s errors is glibc's: its words elsewhere. */
#ifndef BIOSOCK_TESTS_RESOLVER_TEXTS_H
#define BIOSOCK_TESTS_RESOLVER_TEXTS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether `got` is `want`, but that where `want` has glibc's text of an error, `got` has that of
 * this C library.
 */
bool resolver_texts_match(const char *got, const char *want);

/*
 * The length of this C library's text of an error at the beginning of `data`, where ": " and more
 * comes behind it; else that of all of `data`.
 */
size_t resolver_texts_length(const char *data);

#endif
