/* SPDX-License-Identifier: Apache-2.0 */
/* Arguments of options as values. */
#ifndef BIOSOCK_CMD_OPTION_VALUES_H
#define BIOSOCK_CMD_OPTION_VALUES_H

#include "cmd/option_rows.h"

enum { OPTION_SPELLED = 32 };

/* "--name" or "-l" to out, which is returned. */
const char *option_spelled(const struct option_row *row, char out[OPTION_SPELLED]);

/*
 * Sets what the row says to what `arg` says, which is NULL if there is none. STATUS_OK, or
 * STATUS_USAGE after saying what to write.
 */
int option_set(struct settings *to, const struct option_row *row, const char *arg);

#endif
