/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/data/NAME.tsv by column name. Where the first column is `d`, a row with a D-number there
 * ("D14") is what biosock does in place of the row that has "-" and the same second column.
 */
#ifndef BIOSOCK_TESTS_TABLE_H
#define BIOSOCK_TESTS_TABLE_H

#include <stddef.h>

struct table;

/*
 * Reads tests/data/`file`; a file of that name in the folder of this system holds rows that take
 * others' place there. Ends the program with a message if it cannot. table_free() frees it.
 */
struct table *table_load(const char *file);
void table_free(struct table *t);
size_t table_rows(const struct table *t);
/* The text of a cell; ends the program with a message if there is no such column. */
const char *table_text(const struct table *t, size_t row, const char *column);
long table_number(const struct table *t, size_t row, const char *column);
/* The row's D-number, 0 for "-". */
int table_d(const struct table *t, size_t row);
/* The row with this D-number that takes this one's place; table_rows() if none does. */
size_t table_replacement(const struct table *t, size_t row);

#endif
