/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the command line by the table of options, and checking what goes together. */
#include "cmd/options.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>

#include "cmd/destination.h"
#include "cmd/operand.h"
#include "cmd/option_rows.h"
#include "cmd/option_values.h"
#include "cmd/say.h"
#include "sys/net.h"

enum { FIRST_LONG = 256, SILENCE_MS = 1000, INTERVAL_MS = 1000, MOST_SHARDS = 1024 };

static bool is_last(const struct option_row *row)
{
	return row->name == NULL && row->letter == 0;
}

/*
 * The rows of one verb in getopt_long()'s two forms; `val` of row i is its letter or
 * FIRST_LONG + i.
 */
struct getopt_form {
	char letters[2 * OPTION_MOST + 2];
	struct option longs[OPTION_MOST];
};

static int argument_of(const struct option_row *row)
{
	if (row->arg == NULL)
		return no_argument;
	return row->arg[0] == '[' ? optional_argument : required_argument;
}

static void make_form(enum verb verb, struct getopt_form *out)
{
	struct option *l = out->longs;
	char *c = out->letters;

	memset(out, 0, sizeof(*out));
	*c++ = ':'; /* tell a missing argument from an unknown option */
	for (int i = 0; !is_last(&option_rows[i]); i++) {
		const struct option_row *row = &option_rows[i];

		if ((row->verbs & (unsigned)verb) == 0)
			continue;
		if (row->letter != 0)
			*c++ = row->letter;
		if (row->name != NULL)
			*l++ = (struct option){ row->name, argument_of(row), NULL, FIRST_LONG + i };
	}
}

static int row_of(int val)
{
	for (int i = 0; !is_last(&option_rows[i]); i++) {
		if (val == FIRST_LONG + i ||
		    (option_rows[i].letter != 0 && val == option_rows[i].letter))
			return i;
	}
	return -1;
}

/*
 * optopt is a letter, or for a long option 0 or its val; systems differ in what getopt_long()
 * returns. A letter that is not ASCII is a byte, which may be negative, or a wide character.
 */
static int refuse(const char *verb, char *const *argv)
{
	const char *arg = argv[optind - 1];

	if (optopt != 0 && (optopt < FIRST_LONG || optopt >= FIRST_LONG + OPTION_MOST))
		say("%s: unknown option -%c; see biosock %s --help", verb, optopt, verb);
	else if (optopt == 0)
		say("%s: unknown option %s; see biosock %s --help", verb, arg, verb);
	else if (strchr(arg, '=') != NULL)
		say("%s: %s takes no argument", verb, arg);
	else
		say("%s: %s needs an argument", verb, arg);
	return STATUS_USAGE;
}

static bool is_called(const struct option_row *row, const char *name, size_t length)
{
	if (row->name == NULL)
		return length == 1 && name[0] == row->letter;
	return strlen(row->name) == length && memcmp(row->name, name, length) == 0;
}

/* Which of the options "a|b" was given first of these; NULL: none. */
static const struct option_row *find_given(const bool *given, const char *names)
{
	for (const char *name = names; *name != '\0';) {
		size_t length = strcspn(name, "|");

		for (int i = 0; !is_last(&option_rows[i]); i++) {
			if (given[i] && is_called(&option_rows[i], name, length))
				return &option_rows[i];
		}
		name += length + (name[length] == '|');
	}
	return NULL;
}

/* "--a, --b or --c" for "a|b|c". */
static void list_names(const char *names, char *out, size_t size)
{
	size_t n = 0;

	for (const char *name = names; *name != '\0' && n < size;) {
		size_t length = strcspn(name, "|");
		const char *next = name + length + (name[length] == '|');
		const char *before = strchr(name, '|') == NULL ? " or " : ", ";

		n += (size_t)snprintf(
		    out + n, size - n, "%s--%.*s", n == 0 ? "" : before, (int)length, name);
		name = next;
	}
}

static int check_needs(const bool *given)
{
	char name[32], needed[128];

	for (int i = 0; !is_last(&option_rows[i]); i++) {
		const struct option_row *row = &option_rows[i];

		if (!given[i] || row->needs == NULL || find_given(given, row->needs) != NULL)
			continue;
		list_names(row->needs, needed, sizeof(needed));
		say("%s needs %s", option_spelled(row, name), needed);
		return STATUS_USAGE;
	}
	return STATUS_OK;
}

static int check_conflicts(const bool *given)
{
	char one[OPTION_SPELLED], other[OPTION_SPELLED];

	for (const struct option_conflict *c = option_conflicts; c->one != NULL; c++) {
		const struct option_row *first = find_given(given, c->one);
		const struct option_row *second = find_given(given, c->other);

		if (first == NULL || second == NULL)
			continue;
		say("%s and %s do not go together", option_spelled(first, one),
		    option_spelled(second, other));
		return STATUS_USAGE;
	}
	return STATUS_OK;
}

/* What stands after the ADDRESS. */
static int read_program(int n, char **operands, struct settings *out)
{
	if (n > 0) {
		out->serve.program = operands;
		return STATUS_OK;
	}
	say("--exec: a PROGRAM is missing: write listen --exec %s-- PROGRAM ARGS",
	    out->serve.adopt != NULL ? "--adopt " : "ADDRESS ");
	return STATUS_USAGE;
}

/* Two words may be a host and its port. */
static int read_address(const char *verb, int n, char **operands, struct settings *out)
{
	static char text[OPERAND_ROOM];

	if (n > 2 || (n == 2 && !operand_is_pair(operands[0], operands[1]))) {
		say("%s: '%s' is one argument too many", verb, operands[n > 2 ? 2 : 1]);
		return STATUS_USAGE;
	}
	out->dial.address = operand_address(operands[0], n == 2 ? operands[1] : NULL, text);
	if (out->dial.address == NULL)
		return STATUS_USAGE;
	if (out->serve.ready_file != NULL && strchr(out->dial.address, '\n') != NULL) {
		say("--ready-file: '%s' would be more than a line there", out->dial.address);
		return STATUS_USAGE;
	}
	return STATUS_OK;
}

/* After "--", which ends the addresses, comes what is to be started. */
static int read_addresses(const char *verb, int n, char **operands, struct settings *out)
{
	if (n < 1) {
		say("%s: an ADDRESS is missing; see biosock %s --help", verb, verb);
		return STATUS_USAGE;
	}
	if (out->probe.command != NULL && out->probe.wait_ms < 0) {
		say("%s: a COMMAND needs --wait", verb);
		return STATUS_USAGE;
	}
	if (out->probe.command != NULL && out->probe.command[0] == NULL) {
		say("%s: a COMMAND is missing after --", verb);
		return STATUS_USAGE;
	}
	if (out->probe.command != NULL && out->output.json) {
		say("--json and a COMMAND do not go together: its output is all there is");
		return STATUS_USAGE;
	}
	if (out->probe.plot != NULL && strcmp(out->probe.plot, "-") == 0 &&
	    (out->output.json || out->probe.command != NULL)) {
		say("--plot - and %s do not go together: its output is all there is",
		    out->output.json ? "--json" : "a COMMAND");
		return STATUS_USAGE;
	}
	out->probe.addresses = operands;
	out->probe.n = n;
	return STATUS_OK;
}

/* How many words the ADDRESS of a program's listener has: two only where "--" comes behind them. */
static int words_of_address(int n, int behind, char **operands)
{
	return behind >= 0 && n - behind == 2 && operand_is_pair(operands[0], operands[1]) ? 2 : 1;
}

static int read_operands(const char *verb, int n, int behind, char **operands, struct settings *out)
{
	int most = out->verb == VERB_DOCTOR || out->serve.adopt != NULL ? 0 : 1, words = most;

	if (out->verb == VERB_PROBE)
		return read_addresses(verb, n, operands, out);
	if (n >= most && out->serve.work == WORK_EXEC) {
		if (most == 1)
			words = words_of_address(n, behind, operands);
		if (read_program(n - words, operands + words, out) != STATUS_OK)
			return STATUS_USAGE;
		n = words;
	}
	if (n < most) {
		say("%s: %s is missing; see biosock %s --help", verb,
		    out->verb == VERB_COMPLETION ? "a shell" : "an ADDRESS", verb);
		return STATUS_USAGE;
	}
	if (most == 1 && (out->verb == VERB_LISTEN || out->verb == VERB_CONNECT))
		return read_address(verb, n, operands, out);
	if (n > most) {
		say("%s: '%s' is one argument too many", verb, operands[most]);
		return STATUS_USAGE;
	}
	out->shell = most == 1 ? operands[0] : NULL;
	out->dial.address = out->serve.adopt != NULL ? "--adopt" : NULL;
	return STATUS_OK;
}

static int read_options(int argc, char **argv, struct settings *out, bool *given)
{
	struct getopt_form form;
	int val;

	make_form(out->verb, &form);
	opterr = 0;
	while ((val = getopt_long(argc, argv, form.letters, form.longs, NULL)) != -1) {
		int i = row_of(val);
		const struct option_row *row = i != -1 ? &option_rows[i] : NULL;

		if (row == NULL)
			return refuse(argv[0], argv);
		if (option_set(out, row, optarg) != STATUS_OK)
			return STATUS_USAGE;
		given[i] = true;
	}
	return STATUS_OK;
}

/* Written as any other ADDRESS is; and nobody is told of a listener that cannot serve. */
static int settle_target(struct settings *out)
{
	static char text[OPERAND_ROOM];
	struct destination to;
	int status;

	out->serve.work = WORK_FORWARD;
	out->serve.to = operand_address(out->serve.to, NULL, text);
	if (out->serve.to == NULL)
		return STATUS_USAGE;
	status = destination_read(&to, out->serve.to, out);
	destination_fini(&to);
	return status;
}

/* What follows from the options together. */
static int settle(struct settings *out)
{
	static char own[OPERAND_ROOM];

	if (out->relay.no_input && out->relay.until > UNTIL_PEER) {
		say("-n: there is no end of input to wait for; --until peer is what is left");
		return STATUS_USAGE;
	}
	if (out->serve.shards > MOST_SHARDS) {
		say("--shards: '%ld' is more than %d", out->serve.shards, MOST_SHARDS);
		return STATUS_USAGE;
	}
	if (out->relay.no_input)
		out->relay.until = UNTIL_PEER;
	if (out->dial.socktype == 0)
		out->dial.socktype = SOCK_STREAM;
	if (out->dial.socktype == SOCK_DGRAM && out->relay.idle_ms < 0)
		out->relay.idle_ms = SILENCE_MS;
	if (out->dial.keepalive.on)
		out->dial.flags |= BIO_SOCK_KEEPALIVE;
	if (out->dial.bind != NULL) {
		out->dial.bind = operand_own_address(out->dial.bind, own);
		if (out->dial.bind == NULL)
			return STATUS_USAGE;
	}
	return out->serve.to != NULL ? settle_target(out) : STATUS_OK;
}

/* Words behind "--", which getopt_long() may move, are another program's; -1: there is no "--". */
static int words_behind(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--") == 0)
			return argc - i - 1;
	}
	return -1;
}

int options_read(enum verb verb, int argc, char **argv, struct settings *out)
{
	bool given[OPTION_MOST] = { false };
	int behind = words_behind(argc, argv);

	*out = (struct settings){
		.verb = verb,
		.dial.timeout_ms = -1,
		.relay.idle_ms = -1,
		.probe = { .count = 1, .interval_ms = INTERVAL_MS, .wait_ms = -1 },
	};
	if (verb == VERB_PROBE && behind >= 0) { /* they are not looked at */
		out->probe.command = argv + argc - behind;
		argc -= behind + 1;
	}
	if (read_options(argc, argv, out, given) != STATUS_OK)
		return STATUS_USAGE;
	if (out->help)
		return STATUS_OK;
	if (check_conflicts(given) != STATUS_OK || check_needs(given) != STATUS_OK ||
	    settle(out) != STATUS_OK)
		return STATUS_USAGE;
	return read_operands(argv[0], argc - optind, behind, argv + optind, out);
}

static void print_row(const struct option_row *row)
{
	char letter[8] = "", left[64];

	if (row->letter != 0)
		snprintf(letter, sizeof(letter), "-%c", row->letter);
	snprintf(left, sizeof(left), "%s%s%s%s%s%s", letter,
	    row->letter != 0 && row->name != NULL ? ", " : "", row->name != NULL ? "--" : "",
	    row->name != NULL ? row->name : "", argument_of(row) == required_argument ? " " : "",
	    row->arg != NULL ? row->arg : "");
	printf("  %-31s %s\n", left, row->help);
}

void options_print(enum verb verb)
{
	for (const struct option_row *row = option_rows; !is_last(row); row++) {
		if ((row->verbs & (unsigned)verb) != 0)
			print_row(row);
	}
}
