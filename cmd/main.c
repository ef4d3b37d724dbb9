/* SPDX-License-Identifier: Apache-2.0 */
/* biosock: sockets from the command line. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <biosock.h>

#include "cmd/options.h"
#include "cmd/say.h"
#include "cmd/sys/arguments.h"
#include "cmd/sys/stop.h"
#include "cmd/sys/transfer.h"
#include "cmd/verbs.h"

static const struct {
	const char *name;
	enum verb verb;
	int (*run)(const struct settings *);
	const char *operands, *help;
} verbs[] = {
	{ "listen", VERB_LISTEN, listen_run, " ADDRESS", "wait for peers" },
	{ "connect", VERB_CONNECT, connect_run, " ADDRESS", "connect to a peer" },
	{ "doctor", VERB_DOCTOR, doctor_run, "", "tell what this machine's sockets can do" },
};

enum { VERBS = sizeof(verbs) / sizeof(verbs[0]) };

static void print_usage(FILE *to)
{
	fputs("usage: biosock VERB [options] [ADDRESS]\n\n", to);
	for (int i = 0; i < VERBS; i++)
		fprintf(to, "  %-10s%s\n", verbs[i].name, verbs[i].help);
	fputs("\nADDRESS is host:port, [v6]:port, :port, *:port, unix:PATH or unix:@NAME.\n"
	      "biosock VERB --help lists a verb's options; biosock --version tells the version.\n",
	    to);
}

static int run_verb(int i, int argc, char **argv)
{
	struct settings settings;
	int status = options_read(verbs[i].verb, argc, argv, &settings);

	if (status != STATUS_OK)
		return status;
	if (!settings.help)
		return verbs[i].run(&settings);
	printf("usage: biosock %s [options]%s\n%s.\n\n", verbs[i].name, verbs[i].operands,
	    verbs[i].help);
	options_print(verbs[i].verb);
	return STATUS_OK;
}

static int run(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	for (int i = 0; i < VERBS; i++) {
		if (strcmp(what, verbs[i].name) == 0)
			return run_verb(i, argc - 1, argv + 1);
	}
	if (strcmp(what, "--version") == 0) {
		printf("biosock %s\n", biosock_version());
		return STATUS_OK;
	}
	if (strcmp(what, "--help") == 0 || strcmp(what, "-h") == 0) {
		print_usage(stdout);
		return STATUS_OK;
	}
	if (argc > 1)
		say("unknown verb '%s'; see biosock --help", what);
	else
		print_usage(stderr);
	return STATUS_USAGE;
}

/* What printf() could not bring out is a failure too: a full disk, say. */
static int flush(int status)
{
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return status;
	say_errno("write standard output", errno);
	return STATUS_FAILED;
}

int main(int argc, char **argv)
{
	sys_reserve_standard_streams();
	sys_ignore_failing_writes();
	if (!sys_utf8_arguments(&argc, &argv)) {
		say_errno("read the arguments", errno);
		return STATUS_FAILED;
	}
	return flush(run(argc, argv));
}
