/* SPDX-License-Identifier: Apache-2.0 */
/* What went through a connection, told while it goes (--progress) and in the end (--stats). */
#ifndef BIOSOCK_CMD_TALLY_H
#define BIOSOCK_CMD_TALLY_H

#include <stdbool.h>

#include "cmd/settings.h"

struct tally {
	const struct output_settings *how;
	unsigned long long sent, received; /* bytes, kept by the caller */
	long long begin, first;            /* of sys_clock_us(); first < 0: nothing has come */
	long long size;                    /* of the input; < 0: not known */
	bool shows;                        /* progress, on a terminal */
	long long shown;                   /* when it was */
};

/* From now on. */
void tally_begin(struct tally *out, const struct output_settings *how);

/* To be called when something was sent or received. */
void tally_step(struct tally *t);

/* Milliseconds until progress is to be shown: what `ms` is, if that is less (< 0: for ever). */
int tally_within(const struct tally *t, int ms);

/* Ends the line of progress; says the numbers if they are asked for. The socket is still open. */
void tally_end(struct tally *t, const char *peer, int sock);

#endif
