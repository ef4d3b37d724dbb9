/* SPDX-License-Identifier: Apache-2.0 */
/* What the command can be told to do. */
#ifndef BIOSOCK_CMD_VERBS_H
#define BIOSOCK_CMD_VERBS_H

#include "cmd/settings.h"

/* Each does it and returns the exit status. */
typedef int verb_fn(const struct settings *settings);
verb_fn listen_run, connect_run, probe_run, doctor_run, completion_run;

struct verb_row {
	const char *name; /* NULL in the row after the last */
	enum verb verb;
	verb_fn *run;
	const char *operands; /* as --help shows them, "" for none */
	const char *help;
};

extern const struct verb_row verb_rows[];

#endif
