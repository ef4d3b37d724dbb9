/* SPDX-License-Identifier: Apache-2.0 */
/* biosock: sockets from the command line. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <biosock.h>

#include "cmd/options.h"
#include "cmd/say.h"
#include "cmd/sys/arguments.h"
#include "cmd/sys/stop.h"
#include "cmd/sys/transfer.h"
#include "cmd/verbs.h"

static void print_usage(FILE *to)
{
	fputs("usage: biosock VERB [options] [ADDRESS]\n\n", to);
	for (const struct verb_row *verb = verb_rows; verb->name != NULL; verb++)
		fprintf(to, "  %-12s%s\n", verb->name, verb->help);
	fputs("\nADDRESS is host:port, [v6]:port, :port, *:port, unix:PATH or unix:@NAME; or as it "
	      "is\n"
	      "typed: host port, port, /path, ./path. TIME is 500ms, 2s, 1m, 1h or 1.5 (seconds).\n"
	      "biosock VERB --help lists a verb's options; biosock --version tells the version.\n",
	    to);
	fflush(to);
}

static int help_verb(const struct verb_row *verb)
{
	printf("usage: biosock %s [options]%s%s\n%s.\n\n", verb->name,
	    verb->operands[0] != '\0' ? " " : "", verb->operands, verb->help);
	options_print(verb->verb);
	return STATUS_OK;
}

static int run_verb(const struct verb_row *verb, int argc, char **argv)
{
	struct settings settings;
	int status = options_read(verb->verb, argc, argv, &settings);

	if (status != STATUS_OK)
		return status;
	return settings.help ? help_verb(verb) : verb->run(&settings);
}

static const struct verb_row *find_verb(const char *name)
{
	for (const struct verb_row *verb = verb_rows; verb->name != NULL; verb++) {
		if (strcmp(name, verb->name) == 0)
			return verb;
	}
	return NULL;
}

static bool is_one_of(const char *word, const char *one, const char *other)
{
	return strcmp(word, one) == 0 || strcmp(word, other) == 0;
}

static int run(int argc, char **argv)
{
	bool help =
	    argc > 1 && (is_one_of(argv[1], "--help", "-h") || strcmp(argv[1], "help") == 0);
	const char *what = argc > 1 ? argv[help && argc > 2 ? 2 : 1] : "";
	const struct verb_row *verb = find_verb(what);

	if (verb != NULL)
		return help ? help_verb(verb) : run_verb(verb, argc - 1, argv + 1);
	if (is_one_of(what, "--version", "-V")) {
		printf("biosock %s\n", biosock_version());
		return STATUS_OK;
	}
	if (help && argc == 2) {
		print_usage(stdout);
		return STATUS_OK;
	}
	if (what[0] == '-')
		say("unknown option %s; see biosock --help", what);
	else if (argc > 1)
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
	static char messages[BUFSIZ];

	setvbuf(stderr, messages, _IOFBF, sizeof(messages)); /* a message is one write */
	sys_reserve_standard_streams();
	sys_ignore_failing_writes();
	if (!sys_utf8_arguments(&argc, &argv)) {
		say_errno("read the arguments", errno);
		return STATUS_FAILED;
	}
	return flush(run(argc, argv));
}
