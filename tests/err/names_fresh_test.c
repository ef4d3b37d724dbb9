/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In a process without errors nothing has a name: errors.tsv row by row; then everything has,
 * as in error_names.tsv.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"

#define ROWS_MAX 300

struct row {
	char kind[32], text[128], got[128], got_lib[64], got_reason[64];
	unsigned long code;
};

static struct row rows[ROWS_MAX];
static size_t n_rows;

static const char *or_null(const char *text)
{
	return text == NULL ? "NULL" : text;
}

/* Before any other call: the first error, or the first clearing, would make the names known. */
static void ask_all(void)
{
	char line[512];
	FILE *file = fopen(BIOSOCK_TEST_DATA "/errors.tsv", "r");

	while (file != NULL && n_rows < ROWS_MAX && fgets(line, sizeof(line), file) != NULL) {
		struct row *row = &rows[n_rows];

		if (sscanf(line, "%31[^\t]\t%lx\t%*[^\t]\t%*[^\t]\tNULL\tNULL\t%127[^\n]",
		        row->kind, &row->code, row->text) != 3)
			continue;
		ERR_error_string_n(row->code, row->got, sizeof(row->got));
		snprintf(row->got_lib, sizeof(row->got_lib), "%s",
		    or_null(ERR_lib_error_string(row->code)));
		snprintf(row->got_reason, sizeof(row->got_reason), "%s",
		    or_null(ERR_reason_error_string(row->code)));
		n_rows++;
	}
	if (file != NULL)
		fclose(file);
}

static void check_rows(bool common)
{
	CHECK_INT(n_rows, 149);
	for (size_t i = 0; i < n_rows; i++) {
		if ((strcmp(rows[i].kind, "common") == 0) != common)
			continue;
		CHECK_STR(rows[i].got, rows[i].text);
		CHECK_STR(rows[i].got_lib, "NULL");
		CHECK_STR(rows[i].got_reason, "NULL");
	}
}

static void rows_have_no_names(void)
{
	check_rows(false);
}

static void common_reasons_have_no_names_and_no_flags(void)
{
	check_rows(true);
}

static bool known_after_init;

static void initialising_makes_them_known(void)
{
	CHECK(known_after_init);
}

static unsigned long code_of(const char *kind, unsigned long number)
{
	if (strcmp(kind, "lib") == 0)
		return ERR_PACK(number, 0, 0);
	return ERR_PACK(strcmp(kind, "bio") == 0 ? ERR_LIB_BIO : 0, 0, number);
}

static void check_names(const char *since)
{
	char line[256], kind[16], text[128], version[8];
	FILE *file = fopen(BIOSOCK_TEST_DATA "/error_names.tsv", "r");
	unsigned long number;
	int n = 0;

	ERR_clear_error();
	while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
		if (sscanf(line, "%15[^\t]\t%lu\t%127[^\t]\t%7s", kind, &number, text, version) !=
		        4 ||
		    strcmp(version, since) != 0)
			continue;
		CHECK_STR(or_null(strcmp(kind, "lib") == 0
		                      ? ERR_lib_error_string(code_of(kind, number))
		                      : ERR_reason_error_string(code_of(kind, number))),
		    text);
		n++;
	}
	CHECK(n > 5);
	if (file != NULL)
		fclose(file);
}

static void loaded_names_of_3_0(void)
{
	check_names("3.0");
}

static void loaded_names_of_3_6(void)
{
	check_names("3.6");
}

static const struct contract_case cases[] = {
	{ "errors.tsv: no names", rows_have_no_names, 0, 0 },
	{ "errors.tsv: common reasons", common_reasons_have_no_names_and_no_flags, 0,
	    0x30600000UL },
	{ "initialising makes them known", initialising_makes_them_known, 0, 0 },
	{ "error_names.tsv of 3.0", loaded_names_of_3_0, 0, 0 },
	{ "error_names.tsv of 3.6", loaded_names_of_3_6, 0, 0x30600000UL },
};

int main(void)
{
	ask_all();
	OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CRYPTO_STRINGS, NULL);
	known_after_init = ERR_lib_error_string(ERR_PACK(ERR_LIB_BIO, 0, 1)) != NULL;
	return contract_main("err.names_fresh", cases, sizeof(cases) / sizeof(cases[0]));
}
