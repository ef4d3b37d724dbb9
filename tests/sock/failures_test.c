/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Return value, errno, should-retry and error stack of failing calls, row by
 * row of tests/data/failures.tsv.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "failure_scenes.h"
#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"
#include "support/table.h"

static const struct scene *find_in(const struct scene *scenes, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(scenes[i].name, name) == 0)
			return &scenes[i];
	}
	return NULL;
}

static const struct scene *find(const char *name)
{
	const struct scene *scene = find_in(socket_scenes, socket_scenes_n, name);

	return scene != NULL ? scene : find_in(helper_scenes, helper_scenes_n, name);
}

static bool is_row(const struct table *t, const char *name)
{
	for (size_t row = 0; row < table_rows(t); row++) {
		if (strcmp(table_text(t, row, "case"), name) == 0)
			return true;
	}
	return false;
}

static void scenes_are_rows(const struct table *t, const struct scene *scenes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		contract_check("failures.tsv", 0, is_row(t, scenes[i].name), scenes[i].name);
}

static void every_row_has_a_scene_and_every_scene_a_row(void)
{
	struct table *t = table_load("failures.tsv");

	for (size_t row = 0; row < table_rows(t); row++) {
		const char *name = table_text(t, row, "case");

		contract_check("failures.tsv", (int)row + 2, find(name) != NULL, name);
	}
	scenes_are_rows(t, socket_scenes, socket_scenes_n);
	scenes_are_rows(t, helper_scenes, helper_scenes_n);
	table_free(t);
}

/* What happened, in the words of the row's columns. */
static void play(const struct scene *scene, char *out, size_t size)
{
	int ret, err, retry;

	ERR_clear_error();
	errno = 0;
	ret = scene->run();
	err = errno;
	retry = BIO_sock_should_retry(ret);
	snprintf(
	    out, size, "%d\t%s\t%d\t%s", ret, contract_errno_name(err), retry, contract_errors());
}

static void wanted(const struct table *t, size_t row, char *out, size_t size)
{
	snprintf(out, size, "%s\t%s\t%s\t%s", table_text(t, row, "ret"),
	    table_text(t, row, "errno"), table_text(t, row, "should_retry"),
	    table_text(t, row, "errors"));
}

/* Whether the row's scene went as it says; a breach is recorded if asked for. */
static bool holds(const struct table *t, size_t row, bool record)
{
	const char *name = table_text(t, row, "case");
	const struct scene *scene = find(name);
	char got[20000], want[1024];

	if (scene == NULL)
		return false;
	if (strstr(name, "unix path missing") != NULL && !system_has_family(AF_UNIX))
		return true;
	play(scene, got, sizeof(got));
	wanted(t, row, want, sizeof(want));
	if (record)
		return contract_check_str("failures.tsv", (int)row + 2, got, want, name);
	return strcmp(got, want) == 0;
}

static void rows_as_openssl_has_them(void)
{
	struct table *t = table_load("failures.tsv");
	int before = system_open_descriptors();

	for (size_t row = 0; row < table_rows(t); row++) {
		bool replaced = table_replacement(t, row) != table_rows(t);

		if (table_d(t, row) == 0 && (contract_is_oracle() || !replaced))
			holds(t, row, true);
	}
	CHECK_INT(system_open_descriptors(), before);
	table_free(t);
}

/* On libcrypto such a case has to fail: it does so only if every one of its rows differs there. */
static void rows_of(int d)
{
	struct table *t = table_load("failures.tsv");
	int rows = 0, held = 0;

	for (size_t row = 0; row < table_rows(t); row++) {
		if (table_d(t, row) != d)
			continue;
		rows++;
		held += holds(t, row, !contract_is_oracle());
	}
	CHECK_INT(held, contract_is_oracle() && held > 0 ? held : rows);
	table_free(t);
}

static void rows_of_d5(void)
{
	rows_of(5);
}

static void rows_of_d6(void)
{
	rows_of(6);
}

static void rows_of_d14(void)
{
	rows_of(14);
}

static void rows_of_d15(void)
{
	rows_of(15);
}

static const struct contract_case cases[] = {
	{ "every row has a scene and every scene a row",
	    every_row_has_a_scene_and_every_scene_a_row, 0, 0 },
	{ "rows as OpenSSL has them", rows_as_openssl_has_them, 0, 0 },
	{ "ports beyond 65535", rows_of_d5, 5, 0 },
	{ "AF_UNIX paths too long", rows_of_d6, 6, 0 },
	{ "every error sets errno and the stack", rows_of_d14, 14, 0 },
	{ "BIO_accept's error is there once", rows_of_d15, 15, 0 },
};

int main(void)
{
	return contract_main("sock.failures", cases, sizeof(cases) / sizeof(cases[0]));
}
