/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The benchmark: biosock and the system's libcrypto side by side in one process, the raw
 * calls beside them.
 */
#include <dlfcn.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "bench.h"

static const char *const plugins[CONTESTANTS] = { "bench_raw.so", "bench_biosock.so",
	"bench_libcrypto.so" };

/*
 * Each plug-in is local to itself and brings its own library, so that of two functions of one name
 * it gets the one it was linked with. Bound at once: no batch pays for that.
 */
static const struct operations *open_plugin(const char *dir, const char *name)
{
	char path[512];
	void *plugin, *symbol;
	operations_fn *operations;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	plugin = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	symbol = plugin != NULL ? dlsym(plugin, OPERATIONS_SYMBOL) : NULL;
	if (symbol == NULL) {
		fprintf(stderr, "bench: %s\n", dlerror());
		exit(1);
	}
	memcpy(&operations, &symbol, sizeof(operations));
	return operations();
}

static void name_machine(char *out, size_t size)
{
	FILE *info = fopen("/proc/cpuinfo", "r");
	char line[256];

	snprintf(out, size, "unknown processor");
	while (info != NULL && fgets(line, sizeof(line), info) != NULL) {
		const char *colon = strchr(line, ':');

		if (strncmp(line, "model name", 10) != 0 || colon == NULL)
			continue;
		line[strcspn(line, "\n")] = '\0';
		snprintf(out, size, "%s", colon + 2);
		break;
	}
	if (info != NULL)
		fclose(info);
}

static void describe(const struct operations *const who[CONTESTANTS], struct setting *out)
{
	struct utsname name;

	name_machine(out->machine, sizeof(out->machine));
	if (uname(&name) != 0)
		bench_die("uname");
	/* The version as such: what a distribution adds to it says nothing here. */
	snprintf(out->system, sizeof(out->system), "%s %.*s, %s", name.sysname,
	    (int)strspn(name.release, "0123456789."), name.release, name.machine);
	for (size_t i = 0; i < CONTESTANTS; i++)
		out->version[i] = who[i]->version;
}

static void run(const char *dir, const struct effort *effort, struct report *out)
{
	const struct operations *who[CONTESTANTS];

	for (size_t i = 0; i < CONTESTANTS; i++)
		who[i] = open_plugin(dir, plugins[i]);
	describe(who, &out->setting);
	for (size_t i = 0; i < bench_case_count; i++) {
		struct row row = { .name = bench_cases[i].name, .budget = bench_cases[i].budget };

		measure_case(&bench_cases[i], who, effort, &row);
		report_add(out, &row);
	}
	startup_measure(dir, effort, out);
	size_measure(dir, who, out);
}

static void write_file(const char *dir, const char *name,
    void (*write)(FILE *, const struct report *), const struct report *report)
{
	char path[512];
	FILE *to;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	to = fopen(path, "w");
	if (to == NULL)
		bench_die(path);
	write(to, report);
	if (fclose(to) != 0)
		bench_die(path);
}

int main(int argc, char **argv)
{
	static const struct effort thorough = { 251, 401 }, quick = { 7, 11 };
	static struct report report;
	const char *out_dir = NULL;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--quick") == 0) {
			report.setting.quick = true;
		} else if (strcmp(argv[i], "--write") == 0 && i + 1 < argc) {
			out_dir = argv[++i];
		} else {
			fputs("usage: bench [--quick] [--write FOLDER]\n", stderr);
			return 2;
		}
	}
	run(dirname(argv[0]), report.setting.quick ? &quick : &thorough, &report);
	report_table(stdout, &report, false);
	if (out_dir != NULL) {
		write_file(out_dir, "bench.md", report_page, &report);
		write_file(out_dir, "bench.svg", report_chart, &report);
		write_file(out_dir, "summary.md", report_summary, &report);
	}
	return 0;
}
