/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a table of tests/data and holds the library against it. */
#include "rows.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

#include "support/contract.h"

enum { ROWS_MAX = 400 };

struct table {
	struct row row[ROWS_MAX];
	char *line[ROWS_MAX];
	int n;
};

void rows_add(char *out, size_t size, const char *format, ...)
{
	size_t used = strlen(out);
	va_list args;

	va_start(args, format);
	vsnprintf(out + used, size - used, format, args);
	va_end(args);
}

int rows_family(int family)
{
	return family == AF_INET6 ? 10 : family;
}

static void unescape(char *text)
{
	static const char codes[] = "t\tn\nv\v\\\\";
	char *to = text;

	for (const char *from = text; *from != '\0'; from++) {
		const char *code = *from == '\\' ? strchr(codes, from[1]) : NULL;

		*to++ = code != NULL ? code[1] : *from;
		from += code != NULL ? 1 : 0;
	}
	*to = '\0';
}

static void split(char *line, struct row *row)
{
	char *field = strsep(&line, "\t");

	row->d = field[0] == 'D' ? atoi(field + 1) : 0;
	row->n = 0;
	while ((field = strsep(&line, "\t")) != NULL && row->n < ROW_COLUMNS - 1) {
		unescape(field);
		row->column[row->n++] = field;
	}
	row->column[row->n] = NULL;
}

static void load(const char *path, struct table *table)
{
	char line[ROW_TEXT];
	FILE *in = fopen(path, "r");

	if (in == NULL)
		return;
	if (!CHECK(fgets(line, sizeof(line), in) != NULL))
		goto out;
	while (table->n < ROWS_MAX && fgets(line, sizeof(line), in) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '\0')
			continue;
		table->line[table->n] = strdup(line);
		split(table->line[table->n], &table->row[table->n]);
		table->n++;
	}
out:
	fclose(in);
}

/* The table, and what takes the place of some rows on this system. */
static void load_both(const char *file, struct table *table, struct table *here)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", BIOSOCK_TEST_DATA, file);
	load(path, table);
	snprintf(path, sizeof(path), "%s/%s/%s", BIOSOCK_TEST_DATA, BIOSOCK_TEST_SYSTEM, file);
	load(path, here);
}

static bool same_keys(const struct row *a, const struct row *b, int keys)
{
	for (int i = 0; i < keys; i++) {
		if (strcmp(a->column[i], b->column[i]) != 0)
			return false;
	}
	return true;
}

/* The row is of libcrypto alone: biosock has another one for the same question. */
static bool is_replaced(const struct table *table, const struct row *row, int keys)
{
	for (int i = 0; i < table->n; i++) {
		if (row->d == 0 && table->row[i].d != 0 && same_keys(row, &table->row[i], keys))
			return true;
	}
	return false;
}

static const struct row *row_here(const struct table *here, const struct row *row, int keys)
{
	for (int i = 0; i < here->n; i++) {
		if (same_keys(row, &here->row[i], keys))
			return &here->row[i];
	}
	return row;
}

static void unload(struct table *table)
{
	for (int i = 0; i < table->n; i++)
		free(table->line[i]);
	free(table);
}

static void join(const struct row *row, int from, int to, char *out, size_t size)
{
	out[0] = '\0';
	for (int i = from; i < to; i++)
		rows_add(out, size, "%s%s", i > from ? "\t" : "", row->column[i]);
}

static void check_row(const char *file, const struct row *row, int keys, const char *got)
{
	char want[ROW_TEXT], key[ROW_TEXT], what[ROW_TEXT + 64];

	join(row, 0, keys, key, sizeof(key));
	join(row, keys, row->n, want, sizeof(want));
	snprintf(what, sizeof(what), "%s: %s", file, key);
	if (!contract_is_oracle() || row->d == 0)
		contract_check_str(file, row->d, got, want, what);
	else
		contract_check(file, row->d, strcmp(got, want) != 0, what);
}

void rows_check(
    const char *file, int keys, void (*render)(const struct row *row, char *out, size_t size))
{
	struct table *table = calloc(1, sizeof(*table)), *here = calloc(1, sizeof(*here));
	char got[ROW_TEXT];

	if (!CHECK(table != NULL && here != NULL))
		return;
	load_both(file, table, here);
	CHECK(table->n > 0);
	for (int i = 0; i < table->n; i++) {
		if (!contract_is_oracle() && is_replaced(table, &table->row[i], keys))
			continue;
		got[0] = '\0';
		render(&table->row[i], got, sizeof(got));
		check_row(file, row_here(here, &table->row[i], keys), keys, got);
	}
	unload(table);
	unload(here);
}
