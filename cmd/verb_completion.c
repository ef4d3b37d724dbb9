/* SPDX-License-Identifier: Apache-2.0 */
/* biosock completion: the tables of verbs and options as a shell's completions. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cmd/option_rows.h"
#include "cmd/say.h"
#include "cmd/verbs.h"

static bool is_of(const struct option_row *row, const struct verb_row *verb)
{
	return (row->verbs & (unsigned)verb->verb) != 0;
}

static bool is_last(const struct option_row *row)
{
	return row->name == NULL && row->letter == 0;
}

/* An argument that may be left out is written into the same word, and is not completed. */
static bool takes_word(const struct option_row *row)
{
	return row->arg != NULL && row->arg[0] != '[';
}

static bool takes_file(const struct option_row *row)
{
	return row->arg != NULL && strcmp(row->arg, "FILE") == 0;
}

/* "a|b" as "a b". */
static void put_words(const char *words)
{
	for (; *words != '\0'; words++)
		putchar(*words == '|' ? ' ' : *words);
}

static void put_verbs(void)
{
	for (const struct verb_row *verb = verb_rows; verb->name != NULL; verb++)
		printf("%s ", verb->name);
}

/* Text in single quotes, with a backslash before each of `special`. */
static void put_quoted(const char *text, const char *special)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			fputs("'\\'", stdout);
		else if (strchr(special, *text) != NULL)
			putchar('\\');
		putchar(*text);
	}
}

static void bash_verb(const struct verb_row *verb)
{
	printf("\t%s)\n\t\twords='", verb->name);
	for (const struct option_row *row = option_rows; !is_last(row); row++) {
		if (!is_of(row, verb))
			continue;
		if (row->letter != 0)
			printf("-%c ", row->letter);
		if (row->name != NULL)
			printf("--%s ", row->name);
	}
	if (verb->verb == VERB_COMPLETION)
		put_words(verb->operands);
	puts("'\n\t\t;;");
}

static void bash_argument(const struct option_row *row)
{
	printf("\t--%s)\n", row->name);
	if (row->kind == OPTION_CHOICE) {
		fputs("\t\tmapfile -t COMPREPLY < <(compgen -W '", stdout);
		put_words(row->arg);
		puts("' -- \"$word\")");
	} else if (!takes_file(row)) {
		puts("\t\tcompopt +o default");
	}
	puts("\t\treturn\n\t\t;;");
}

/* Behind "--" it is another command's line. bash-completion, where it is loaded, knows that one. */
static const char bash_command[] = "\tlocal at\n"
                                   "\tfor ((at = 3; at <= COMP_CWORD; at++)); do\n"
                                   "\t\t[ \"${COMP_WORDS[at - 1]}\" = -- ] || continue\n"
                                   "\t\tif declare -F _command_offset >/dev/null; then\n"
                                   "\t\t\t_command_offset \"$at\"\n"
                                   "\t\telif [ \"$at\" -eq \"$COMP_CWORD\" ]; then\n"
                                   "\t\t\tmapfile -t COMPREPLY < <(compgen -c -- \"$word\")\n"
                                   "\t\tfi\n"
                                   "\t\treturn\n"
                                   "\tdone";

/* Where a person types, bash makes three words of --option=argument. */
static void print_bash(void)
{
	puts("# bash completion for biosock\n"
	     "_biosock() {\n"
	     "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=\n"
	     "\tCOMPREPLY=()\n"
	     "\tif [ \"$word\" = = ]; then\n"
	     "\t\tword=\n"
	     "\telif [ \"$before\" = = ]; then\n"
	     "\t\tbefore=${COMP_WORDS[COMP_CWORD - 2]}\n"
	     "\tfi");
	puts(bash_command);
	puts("\tcase $before in");
	for (const struct option_row *row = option_rows; !is_last(row); row++) {
		if (row->name != NULL && takes_word(row))
			bash_argument(row);
	}
	puts("\tesac\n\tcase ${COMP_WORDS[1]} in");
	for (const struct verb_row *verb = verb_rows; verb->name != NULL; verb++)
		bash_verb(verb);
	fputs("\thelp)\n\t\twords='", stdout);
	put_verbs();
	fputs("'\n\t\t;;\n\tesac\n\t[ \"$COMP_CWORD\" -ne 1 ] || words='", stdout);
	put_verbs();
	puts("help --help --version'\n"
	     "\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
	     "}\n"
	     "complete -o default -F _biosock biosock");
}

static void zsh_option(const struct option_row *row)
{
	fputs("\t\t\t'", stdout);
	if (row->letter != 0 && row->name != NULL)
		printf("(-%c --%s)'{-%c,--%s}'", row->letter, row->name, row->letter, row->name);
	else if (row->letter != 0)
		printf("-%c", row->letter);
	else
		printf("--%s%s", row->name, row->arg == NULL ? "" : takes_word(row) ? "=" : "=-");
	putchar('[');
	put_quoted(row->help, "[]:\\");
	putchar(']');
	if (row->arg != NULL) {
		fputs(takes_word(row) ? ":" : "::", stdout);
		put_quoted(row->arg, "[]:=\\");
		putchar(':');
	}
	if (row->kind == OPTION_CHOICE) {
		putchar('(');
		put_words(row->arg);
		putchar(')');
	} else if (takes_file(row)) {
		fputs("_files", stdout);
	}
	puts("' \\");
}

static void zsh_verb(const struct verb_row *verb)
{
	printf("\t%s)\n\t\t_arguments -s \\\n", verb->name);
	for (const struct option_row *row = option_rows; !is_last(row); row++) {
		if (is_of(row, verb))
			zsh_option(row);
	}
	if (verb->verb == VERB_COMPLETION) {
		fputs("\t\t\t'1:shell:(", stdout);
		put_words(verb->operands);
		puts(")'\n\t\t;;");
	} else {
		puts(verb->operands[0] != '\0' ? "\t\t\t'*:address:_biosock_address'\n\t\t;;"
		                               : "\t\t\t&& return\n\t\t;;");
	}
}

/* A path is an address too. Behind "--" it is another command's line. */
static const char zsh_begin[] = "#compdef biosock\n"
                                "_biosock_address() {\n"
                                "\tif [[ $PREFIX == [./]* ]]; then\n"
                                "\t\t_files\n"
                                "\telse\n"
                                "\t\t_hosts\n"
                                "\tfi\n"
                                "}\n"
                                "_biosock() {\n"
                                "\tlocal -i at=${words[(i)--]}\n"
                                "\tif ((at > 2 && at < CURRENT)); then\n"
                                "\t\tshift $at words\n"
                                "\t\t((CURRENT -= at))\n"
                                "\t\t_normal\n"
                                "\t\treturn\n"
                                "\tfi";

static void print_zsh(void)
{
	puts(zsh_begin);
	puts("\tif ((CURRENT == 2)) || [[ $CURRENT -eq 3 && $words[2] == help ]]; then\n"
	     "\t\tlocal -a verbs=(");
	for (const struct verb_row *verb = verb_rows; verb->name != NULL; verb++) {
		printf("\t\t\t'%s:", verb->name);
		put_quoted(verb->help, ":\\");
		puts("'");
	}
	puts("\t\t)\n"
	     "\t\t((CURRENT == 3)) || verbs+=('help:list options' '--help:list options'\n"
	     "\t\t\t'--version:tell which biosock this is')\n"
	     "\t\t_describe verb verbs\n"
	     "\t\treturn\n"
	     "\tfi\n"
	     "\tlocal verb=$words[2]\n"
	     "\tshift words\n"
	     "\t((CURRENT--))\n"
	     "\tcase $verb in");
	for (const struct verb_row *verb = verb_rows; verb->name != NULL; verb++)
		zsh_verb(verb);
	puts("\tesac\n"
	     "}\n"
	     "_biosock \"$@\"");
}

static void fish_option(const struct verb_row *verb, const struct option_row *row)
{
	printf("complete -c biosock -n '__fish_seen_subcommand_from %s'", verb->name);
	if (row->letter != 0)
		printf(" -s %c", row->letter);
	if (row->name != NULL)
		printf(" -l %s", row->name);
	if (takes_file(row))
		fputs(" -r -F", stdout);
	else if (takes_word(row))
		fputs(" -x", stdout);
	if (row->kind == OPTION_CHOICE) {
		fputs(" -a '", stdout);
		put_words(row->arg);
		putchar('\'');
	}
	fputs(" -d '", stdout);
	put_quoted(row->help, "\\");
	puts("'");
}

/* What is no verb's; and, behind "--", another command's line. */
static const char fish_end[] =
    "complete -c biosock -n __fish_use_subcommand -a help -d 'list options'\n"
    "complete -c biosock -n __fish_use_subcommand -l help -d 'list options'\n"
    "complete -c biosock -n __fish_use_subcommand -l version -d 'tell which biosock this is'\n"
    "complete -c biosock -n 'string match -qr \"^[./]\" -- (commandline -ct)' -F\n"
    "function __biosock_command\n"
    "\tset -l words (commandline -opc)\n"
    "\tset -l at (contains -i -- -- $words)\n"
    "\tset -l line (string escape -- $words[$at..-1])[2..-1] (commandline -ct)\n"
    "\tcomplete -C (string join ' ' -- $line)\n"
    "end\n"
    "complete -c biosock -n 'contains -- -- (commandline -opc)' -x -a '(__biosock_command)'";

static void print_fish(void)
{
	puts("# fish completion for biosock\ncomplete -c biosock -f");
	for (const struct verb_row *verb = verb_rows; verb->name != NULL; verb++) {
		printf("complete -c biosock -n __fish_use_subcommand -a %s -d '", verb->name);
		put_quoted(verb->help, "\\");
		puts("'");
		for (const struct option_row *row = option_rows; !is_last(row); row++) {
			if (is_of(row, verb))
				fish_option(verb, row);
		}
	}
	puts("complete -c biosock -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'");
	fputs("complete -c biosock -n '__fish_seen_subcommand_from help' -a '", stdout);
	put_verbs();
	puts("'");
	puts(fish_end);
}

static const struct {
	const char *name;
	void (*print)(void);
} shells[] = { { "bash", print_bash }, { "zsh", print_zsh }, { "fish", print_fish } };

int completion_run(const struct settings *settings)
{
	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++) {
		if (strcmp(settings->shell, shells[i].name) != 0)
			continue;
		shells[i].print();
		return STATUS_OK;
	}
	say("completion: '%s' is none of bash, zsh and fish", settings->shell);
	return STATUS_USAGE;
}
