/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of lookups do to the system, and what each has a way of its own for. */
#ifndef BIOSOCK_TESTS_DIAL_LOOKUPS_SYSTEM_H
#define BIOSOCK_TESTS_DIAL_LOOKUPS_SYSTEM_H

/* From now on no thread can be had, for the reason EAGAIN; or again as many as before. */
void lookups_forbid_threads(void);
void lookups_allow_threads(void);

/* Ends the running case as skipped where no process has a copy of this one. */
void lookups_need_fork(void);
/* What run(arg) returns in such a copy; -1 if there was none, or it came to a bad end. */
int lookups_in_child(int (*run)(void *arg), void *arg);

#endif
