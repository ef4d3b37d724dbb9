/* SPDX-License-Identifier: Apache-2.0 */
/* How long the smallest program that opens a socket takes, from its start to its end. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

enum { PROGRAMS = 5 };

static const char *const programs[PROGRAMS] = { "start_raw", "start_biosock", "start_libcrypto",
	"start_biosock_static", "start_libcrypto_static" };

/* A row, and the programs it sets side by side. */
static const struct {
	const char *name;
	int program[CONTESTANTS];
	struct budget budget;
} rows[] = {
	{ "process that opens a socket, shared library", { 0, 1, 2 }, { BUDGET_TIMES_RAW, 1.1 } },
	{ "process that opens a socket, static library", { 0, 3, 4 }, { BUDGET_TIMES_RAW, 1.1 } },
};

static void path_of(const char *dir, size_t program, char *out, size_t size)
{
	snprintf(out, size, "%s/%s", dir, programs[program]);
}

static bool is_built(const char *dir, size_t program)
{
	char path[512];

	path_of(dir, program, path, sizeof(path));
	return access(path, X_OK) == 0;
}

static double time_start(const char *path)
{
	char *argv[] = { (char *)path, NULL };
	char *envp[] = { NULL };
	uint64_t start = now_ns();
	int status = 0;
	pid_t pid;

	if (posix_spawn(&pid, path, NULL, NULL, argv, envp) != 0)
		bench_die(path);
	if (waitpid(pid, &status, 0) != pid || status != 0)
		bench_die(path);
	return (double)(now_ns() - start);
}

/* Of all programs turn about; samples NULL for the one that was not built for lack of a static
 * libcrypto. */
static void time_programs(const char *dir, size_t starts, double *const samples[PROGRAMS])
{
	char path[PROGRAMS][512];

	for (size_t i = 0; i < PROGRAMS; i++)
		path_of(dir, i, path[i], sizeof(path[i]));
	for (size_t n = 0; n < starts; n++) {
		for (size_t turn = 0; turn < PROGRAMS; turn++) {
			size_t i = (n + turn) % PROGRAMS;

			if (samples[i] != NULL)
				samples[i][n] = time_start(path[i]);
		}
	}
}

static void add_row(size_t i, double *const samples[PROGRAMS], size_t starts, struct report *report)
{
	struct row row = { .name = rows[i].name, .budget = rows[i].budget };
	double *of_row[CONTESTANTS];

	for (size_t who = 0; who < CONTESTANTS; who++)
		of_row[who] = samples[rows[i].program[who]];
	measure_fill(of_row, starts, &row);
	report_add(report, &row);
}

void startup_measure(const char *dir, const struct effort *effort, struct report *report)
{
	double *all = calloc(PROGRAMS * effort->starts, sizeof(*all));
	double *samples[PROGRAMS];

	if (all == NULL)
		bench_die("memory");
	for (size_t i = 0; i < PROGRAMS; i++)
		samples[i] = is_built(dir, i) ? all + i * effort->starts : NULL;
	time_programs(dir, effort->starts, samples);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		add_row(i, samples, effort->starts, report);
	free(all);
}
