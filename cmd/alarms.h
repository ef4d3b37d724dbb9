/* SPDX-License-Identifier: Apache-2.0 */
/* Which session's deadline comes first, of any number of sessions. */
#ifndef BIOSOCK_CMD_ALARMS_H
#define BIOSOCK_CMD_ALARMS_H

#include <stdbool.h>

#include "cmd/session.h"

/*
 * A heap. Deadlines mostly move away, at each step of a session, and then nothing is done: its
 * alarm is only looked at anew when it would have rung.
 */
struct alarms {
	struct session **heap;
	size_t n, room;
};

/* Room for so many sessions. False if memory runs out. */
bool alarms_reserve(struct alarms *a, size_t room);
void alarms_fini(struct alarms *a);

/* To be called when a session may have a new deadline, and when it has none any more. */
void alarms_set(struct alarms *a, struct session *x);
void alarms_drop(struct alarms *a, struct session *x);

/* A session whose deadline has come, which is taken out; NULL: there is none. */
struct session *alarms_due(struct alarms *a, long long now);

/* When the first alarm rings; 0: none does. */
long long alarms_first(const struct alarms *a);

#endif
