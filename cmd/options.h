/* SPDX-License-Identifier: Apache-2.0 */
/* The command line, by one table of options. */
#ifndef BIOSOCK_CMD_OPTIONS_H
#define BIOSOCK_CMD_OPTIONS_H

#include "cmd/settings.h"

/*
 * Reads the arguments of `verb`; argv[0] is the verb's name. STATUS_OK with *out filled, or
 * STATUS_USAGE after saying what is wrong. With --help only out->help is to be looked at.
 */
int options_read(enum verb verb, int argc, char **argv, struct settings *out);

/* Writes the options of `verb`, one a line, to standard output. */
void options_print(enum verb verb);

#endif
