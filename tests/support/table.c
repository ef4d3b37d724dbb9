/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the tables of tests/data. */
#include "support/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 20, LINE_MAX_LENGTH = 4096 };

struct line {
	char *text;
	char *cell[COLUMNS_MAX];
	size_t cells;
};

struct table {
	const char *file;
	struct line head;
	struct line *row;
	size_t rows;
};

static _Noreturn void die(const char *file, const char *what, const char *which)
{
	fprintf(stderr, "tests/data/%s: %s: %s\n", file, what, which);
	exit(2);
}

static void split(const char *file, const char *text, struct line *out)
{
	char *rest = strdup(text);

	out->text = rest;
	out->cells = 0;
	if (rest == NULL)
		die(file, "no memory for", text);
	rest[strcspn(rest, "\n")] = '\0';
	while (rest != NULL && out->cells < COLUMNS_MAX)
		out->cell[out->cells++] = strsep(&rest, "\t");
}

static void add(struct table *t, const char *text)
{
	struct line *more = realloc(t->row, (t->rows + 1) * sizeof(*more));

	if (more == NULL)
		die(t->file, "no memory for", text);
	t->row = more;
	split(t->file, text, &t->row[t->rows]);
	if (t->row[t->rows].cells != t->head.cells)
		die(t->file, "another number of columns", text);
	t->rows++;
}

/* Rows of this system's own, in the place of those with the same two first cells. */
static void replace_rows(struct table *t)
{
	char path[512], text[LINE_MAX_LENGTH];
	struct line own;
	FILE *in;

	snprintf(path, sizeof(path), "%s/%s/%s", BIOSOCK_TEST_DATA, BIOSOCK_TEST_SYSTEM, t->file);
	in = fopen(path, "r");
	if (in == NULL)
		return;
	while (fgets(text, sizeof(text), in) != NULL) {
		struct line *row = t->row;

		split(t->file, text, &own);
		while (row < t->row + t->rows && (strcmp(row->cell[0], own.cell[0]) != 0 ||
		                                     strcmp(row->cell[1], own.cell[1]) != 0))
			row++;
		if (own.cells != t->head.cells || row == t->row + t->rows)
			die(t->file, "takes no row's place", text);
		free(row->text);
		*row = own;
	}
	fclose(in);
}

struct table *table_load(const char *file)
{
	struct table *t = calloc(1, sizeof(*t));
	char path[512], text[LINE_MAX_LENGTH];
	FILE *in;

	snprintf(path, sizeof(path), "%s/%s", BIOSOCK_TEST_DATA, file);
	in = fopen(path, "r");
	if (t == NULL || in == NULL || fgets(text, sizeof(text), in) == NULL)
		die(file, "cannot read", path);
	t->file = file;
	split(file, text, &t->head);
	while (fgets(text, sizeof(text), in) != NULL)
		add(t, text);
	fclose(in);
	replace_rows(t);
	return t;
}

void table_free(struct table *t)
{
	for (size_t i = 0; i < t->rows; i++)
		free(t->row[i].text);
	free(t->row);
	free(t->head.text);
	free(t);
}

size_t table_rows(const struct table *t)
{
	return t->rows;
}

const char *table_text(const struct table *t, size_t row, const char *column)
{
	for (size_t i = 0; i < t->head.cells; i++) {
		if (strcmp(t->head.cell[i], column) == 0)
			return t->row[row].cell[i];
	}
	die(t->file, "no column", column);
}

long table_number(const struct table *t, size_t row, const char *column)
{
	const char *text = table_text(t, row, column);
	char *end;
	long value = strtol(text, &end, 0);

	if (*text == '\0' || *end != '\0')
		die(t->file, "no number", text);
	return value;
}

int table_d(const struct table *t, size_t row)
{
	const char *d = t->row[row].cell[0];

	return d[0] == 'D' ? atoi(d + 1) : 0;
}

size_t table_replacement(const struct table *t, size_t row)
{
	for (size_t i = 0; i < t->rows; i++) {
		if (table_d(t, i) != 0 && strcmp(t->row[i].cell[1], t->row[row].cell[1]) == 0)
			return i;
	}
	return t->rows;
}
