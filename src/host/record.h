/* SPDX-License-Identifier: Apache-2.0 */
/* One record on the host's error stack. */
#ifndef BIOSOCK_HOST_RECORD_H
#define BIOSOCK_HOST_RECORD_H

#include "err/raise.h"

/* `data`, unless NULL, is copied. Hosts differ in how it is done, and may allocate. */
void host_put_record(struct err_place place, int lib, int reason, const char *data);

/* Appends to the data of the newest record. */
void host_add_to_record(const char *label, const char *text);

/* Whether the newest record comes from this file and line. */
bool host_newest_is_of(struct err_place place);

bool host_newest_is(int lib, int reason);

/* One of ours more is on this thread's stack: attempt_*.c wants to know. */
void host_count_record(void);

/* Whether an attempt, which may be forgotten, has taken it in the place of the stack. */
bool host_hold_record(struct err_place place, int lib, int reason, const char *data);

/*
 * The text of a reason that the host has none of, and which has a number of its own then; NULL
 * for all others.
 */
const char *host_reason_text(int reason);

#endif
