/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of tests/data whose first column is "-" or the D-number of a deliberate difference
 * ("D19"). A row without is what libcrypto does; one with a D-number takes its place for biosock,
 * and libcrypto must not pass it.
 */
#ifndef BIOSOCK_TESTS_ADDR_ROWS_H
#define BIOSOCK_TESTS_ADDR_ROWS_H

#include <stddef.h>

#include "support/format.h"

enum { ROW_COLUMNS = 12, ROW_TEXT = 4096 };

struct row {
	int d;
	int n;                           /* columns, without the first */
	const char *column[ROW_COLUMNS]; /* with \t, \n, \v and \\ unescaped; column[n] is NULL */
};

/*
 * For each row of the table that is of this build: has `render` write what the library under test
 * says to the row's first `keys` columns, and compares it with the others, joined by tabs.
 */
void rows_check(
    const char *file, int keys, void (*render)(const struct row *row, char *out, size_t size));

/* What the tables have for an address family: Linux's number. */
int rows_family(int family);

/* Appends printf-formatted text to out[size]. */
void rows_add(char *out, size_t size, const char *format, ...) FORMAT(3, 4);

#endif
