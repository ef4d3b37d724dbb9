/* SPDX-License-Identifier: Apache-2.0 */
/* The verbs, in the order of --help. */
#include "cmd/verbs.h"

#include <stddef.h>

const struct verb_row verb_rows[] = {
	{ "listen", VERB_LISTEN, listen_run, "ADDRESS", "wait for peers" },
	{ "connect", VERB_CONNECT, connect_run, "ADDRESS", "connect to a peer" },
	{ "probe", VERB_PROBE, probe_run, "ADDRESS... [-- COMMAND ARGS]",
	    "tell whether and how fast peers can be reached" },
	{ "doctor", VERB_DOCTOR, doctor_run, "", "tell what this machine's sockets can do" },
	{ "completion", VERB_COMPLETION, completion_run, "bash|zsh|fish",
	    "print what completes words in that shell" },
	{ NULL, VERB_DOCTOR, NULL, NULL, NULL },
};
