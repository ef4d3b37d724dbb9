/* SPDX-License-Identifier: Apache-2.0 */
/* How a probe ended, by cause: for people, for programs, and as an exit status. */
#ifndef BIOSOCK_CMD_OUTCOME_H
#define BIOSOCK_CMD_OUTCOME_H

/*
 * In the order in which one stands for several: what answered goes before what did not, and that
 * before what went wrong here.
 */
enum outcome {
	OUTCOME_OPEN,
	OUTCOME_REFUSED,
	OUTCOME_TIME,
	OUTCOME_UNREACHABLE,
	OUTCOME_NO_NAME,
	OUTCOME_OTHER,
	OUTCOME_NONE, /* not yet, or ended by a signal before it was known */
};

/* Of a connect that failed with that errno. */
enum outcome outcome_of(int err);

/* In a word, the same in all versions; as an exit status. */
const char *outcome_word(enum outcome outcome);
int outcome_status(enum outcome outcome);

#endif
