/* SPDX-License-Identifier: Apache-2.0 */
/* The options: one row each, from which reading, checking and --help are made. */
#include "cmd/options.h"

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <biosock.h>
#include <openssl/bio.h>

#include "cmd/say.h"
#include "sys/net.h"

enum { BOTH = VERB_LISTEN | VERB_CONNECT, ALL = BOTH | VERB_DOCTOR };

struct option_row;
typedef int set_fn(struct settings *to, const struct option_row *row, const char *arg);

struct option_row {
	const char *name;
	char letter; /* 0: none */
	unsigned verbs;
	set_fn *set;
	int value;
	const char *arg; /* what --help calls it; NULL: takes none */
	const char *help;
};

static set_fn set_flag, set_work, set_family, set_socktype, set_bind, set_ready_file, set_count,
    set_idle, set_json, set_verbose, set_help;

static const struct option_row rows[] = {
	{ "echo", 0, VERB_LISTEN, set_work, WORK_ECHO, NULL, "send back what peers send" },
	{ "discard", 0, VERB_LISTEN, set_work, WORK_DISCARD, NULL, "throw away what peers send" },
	{ "count", 0, VERB_LISTEN, set_count, 0, "N",
	    "end after N connections (datagrams with --udp)" },
	{ "bind", 0, VERB_CONNECT, set_bind, 0, "ADDRESS", "connect from this address" },
	{ "udp", 0, BOTH, set_socktype, SOCK_DGRAM, NULL, "datagrams instead of a stream" },
	{ NULL, '4', BOTH, set_family, AF_INET, NULL, "IPv4 only" },
	{ NULL, '6', BOTH, set_family, AF_INET6, NULL, "IPv6 only" },
	{ "keepalive", 0, BOTH, set_flag, BIO_SOCK_KEEPALIVE, NULL,
	    "probe an idle connection (SO_KEEPALIVE)" },
	{ "nodelay", 0, BOTH, set_flag, BIO_SOCK_NODELAY, NULL,
	    "send small pieces at once (TCP_NODELAY)" },
	{ "nonblock", 0, VERB_CONNECT, set_flag, BIO_SOCK_NONBLOCK, NULL,
	    "connect without blocking, and poll" },
	{ "reuseaddr", 0, BOTH, set_flag, BIO_SOCK_REUSEADDR, NULL,
	    "take a port recently closed; remove a stale UNIX path" },
	{ "reuseport", 0, VERB_LISTEN, set_flag, BIOSOCK_REUSEPORT, NULL,
	    "share the port with other listeners" },
	{ "v6only", 0, BOTH, set_flag, BIO_SOCK_V6_ONLY, NULL,
	    "an IPv6 listener takes no IPv4 (connect ignores it)" },
	{ "tfo", 0, BOTH, set_flag, BIO_SOCK_TFO, NULL, "TCP Fast Open" },
	{ "mptcp", 0, BOTH, set_flag, BIOSOCK_MPTCP, NULL,
	    "Multipath TCP; plain TCP where there is none" },
	{ "idle", 0, BOTH, set_idle, 0, "SECONDS",
	    "with --udp: end this long after input and peer fell silent (1)" },
	{ "ready-file", 0, VERB_LISTEN, set_ready_file, 0, "FILE",
	    "write the addresses listened on there, one a line" },
	{ "json", 0, VERB_DOCTOR, set_json, 0, NULL, "for programs" },
	{ "verbose", 'v', BOTH, set_verbose, 0, NULL, "say what is done, on standard error" },
	{ "help", 'h', ALL, set_help, 0, NULL, "show this" },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]), FIRST_LONG = 256 };

/* Options that exclude each other; NULL stands for the absence of an option. */
static const struct {
	const char *one, *other;
} conflicts[] = {
	{ "echo", "discard" },
	{ "4", "6" },
	{ "udp", "nodelay" },
	{ "udp", "tfo" },
	{ "udp", "mptcp" },
};

static int set_flag(struct settings *to, const struct option_row *row, const char *arg)
{
	(void)arg;
	to->flags |= row->value;
	return STATUS_OK;
}

static int set_work(struct settings *to, const struct option_row *row, const char *arg)
{
	(void)arg;
	to->work = (enum work)row->value;
	return STATUS_OK;
}

static int set_family(struct settings *to, const struct option_row *row, const char *arg)
{
	(void)arg;
	to->family = row->value;
	return STATUS_OK;
}

static int set_socktype(struct settings *to, const struct option_row *row, const char *arg)
{
	(void)arg;
	to->socktype = row->value;
	return STATUS_OK;
}

static int set_bind(struct settings *to, const struct option_row *row, const char *arg)
{
	(void)row;
	to->bind = arg;
	return STATUS_OK;
}

static int set_ready_file(struct settings *to, const struct option_row *row, const char *arg)
{
	(void)row;
	to->ready_file = arg;
	return STATUS_OK;
}

static int set_count(struct settings *to, const struct option_row *row, const char *arg)
{
	char *end;

	to->count = strtol(arg, &end, 10);
	if (*arg != '\0' && *end == '\0' && to->count > 0 && to->count < LONG_MAX)
		return STATUS_OK;
	say("--%s: '%s' is not a number above 0", row->name, arg);
	return STATUS_USAGE;
}

static int set_idle(struct settings *to, const struct option_row *row, const char *arg)
{
	char *end;
	double seconds = strtod(arg, &end);

	if (*arg != '\0' && *end == '\0' && seconds >= 0 && seconds <= INT_MAX / 1000) {
		to->idle_ms = (int)(seconds * 1000);
		return STATUS_OK;
	}
	say("--%s: '%s' is not a number of seconds", row->name, arg);
	return STATUS_USAGE;
}

static int set_json(struct settings *to, const struct option_row *row, const char *arg)
{
	(void)row;
	(void)arg;
	to->json = true;
	return STATUS_OK;
}

static int set_verbose(struct settings *to, const struct option_row *row, const char *arg)
{
	(void)row;
	(void)arg;
	to->verbose = true;
	return STATUS_OK;
}

static int set_help(struct settings *to, const struct option_row *row, const char *arg)
{
	(void)row;
	(void)arg;
	to->help = true;
	return STATUS_OK;
}

/*
 * The rows of one verb in getopt_long()'s two forms; `val` of row i is its letter or
 * FIRST_LONG + i.
 */
struct getopt_form {
	char letters[2 * ROWS + 2];
	struct option longs[ROWS + 1];
};

static void make_form(enum verb verb, struct getopt_form *out)
{
	struct option *l = out->longs;
	char *c = out->letters;

	memset(out, 0, sizeof(*out));
	*c++ = ':'; /* tell a missing argument from an unknown option */
	for (int i = 0; i < ROWS; i++) {
		int has_arg = rows[i].arg != NULL ? required_argument : no_argument;

		if ((rows[i].verbs & (unsigned)verb) == 0)
			continue;
		if (rows[i].letter != 0)
			*c++ = rows[i].letter;
		if (rows[i].name != NULL)
			*l++ = (struct option){ rows[i].name, has_arg, NULL, FIRST_LONG + i };
	}
}

static int row_of(int val)
{
	for (int i = 0; i < ROWS; i++) {
		if (val == FIRST_LONG + i || (rows[i].letter != 0 && val == rows[i].letter))
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

	if (optopt != 0 && (optopt < FIRST_LONG || optopt >= FIRST_LONG + ROWS))
		say("%s: unknown option -%c; see biosock %s --help", verb, optopt, verb);
	else if (optopt == 0)
		say("%s: unknown option %s; see biosock %s --help", verb, arg, verb);
	else if (strchr(arg, '=') != NULL)
		say("%s: %s takes no argument", verb, arg);
	else
		say("%s: %s needs an argument", verb, arg);
	return STATUS_USAGE;
}

static bool is_given(unsigned long given, const char *name)
{
	for (int i = 0; i < ROWS; i++) {
		bool letter = rows[i].name == NULL && name[0] == rows[i].letter;

		if ((given >> i & 1) != 0 &&
		    (letter || (rows[i].name != NULL && strcmp(rows[i].name, name) == 0)))
			return true;
	}
	return false;
}

static int check(unsigned long given, const struct settings *settings)
{
	for (size_t i = 0; i < sizeof(conflicts) / sizeof(conflicts[0]); i++) {
		const char *one = conflicts[i].one, *other = conflicts[i].other;

		if (is_given(given, one) && is_given(given, other)) {
			say("%s%s and %s%s do not go together", one[1] != '\0' ? "--" : "-", one,
			    other[1] != '\0' ? "--" : "-", other);
			return STATUS_USAGE;
		}
	}
	if (settings->count > 0 && settings->work == WORK_JOIN) {
		say("--count needs --echo or --discard: one peer is joined");
		return STATUS_USAGE;
	}
	return STATUS_OK;
}

static int read_operands(const char *verb, int n, char **operands, struct settings *out)
{
	int wanted = out->verb == VERB_DOCTOR ? 0 : 1;

	if (n > wanted) {
		say("%s: '%s' is one argument too many", verb, operands[wanted]);
		return STATUS_USAGE;
	}
	if (n < wanted) {
		say("%s: an ADDRESS is missing; see biosock %s --help", verb, verb);
		return STATUS_USAGE;
	}
	out->address = wanted == 1 ? operands[0] : NULL;
	if (wanted == 1 && out->ready_file != NULL && strchr(operands[0], '\n') != NULL) {
		say("--ready-file: '%s' would be more than a line there", out->address);
		return STATUS_USAGE;
	}
	return STATUS_OK;
}

int options_read(enum verb verb, int argc, char **argv, struct settings *out)
{
	struct getopt_form form;
	unsigned long given = 0;
	int val;

	*out = (struct settings){
		.verb = verb, .family = AF_UNSPEC, .socktype = SOCK_STREAM, .idle_ms = 1000
	};
	make_form(verb, &form);
	opterr = 0;
	while ((val = getopt_long(argc, argv, form.letters, form.longs, NULL)) != -1) {
		int i = row_of(val);

		if (i == -1)
			return refuse(argv[0], argv);
		if (rows[i].set(out, &rows[i], optarg) != STATUS_OK)
			return STATUS_USAGE;
		given |= 1UL << i;
	}
	if (out->help)
		return STATUS_OK;
	if (check(given, out) != STATUS_OK)
		return STATUS_USAGE;
	return read_operands(argv[0], argc - optind, argv + optind, out);
}

static void print_row(const struct option_row *row)
{
	char left[32];

	if (row->name == NULL)
		snprintf(left, sizeof(left), "-%c", row->letter);
	else
		snprintf(left, sizeof(left), "%s%c%s--%s%s%s", row->letter != 0 ? "-" : "",
		    row->letter != 0 ? row->letter : ' ', row->letter != 0 ? ", " : "", row->name,
		    row->arg != NULL ? " " : "", row->arg != NULL ? row->arg : "");
	printf("  %-22s%s\n", left + (left[0] == ' '), row->help);
}

void options_print(enum verb verb)
{
	for (int i = 0; i < ROWS; i++) {
		if ((rows[i].verbs & (unsigned)verb) != 0)
			print_row(&rows[i]);
	}
}
