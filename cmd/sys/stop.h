/* SPDX-License-Identifier: Apache-2.0 */
/* Being asked to end: by SIGINT, SIGTERM and SIGHUP, or what else a system has for it. */
#ifndef BIOSOCK_CMD_SYS_STOP_H
#define BIOSOCK_CMD_SYS_STOP_H

#include <stdbool.h>

/*
 * Until sys_stop_watch() a request to end ends the process, even in a shell's background, where
 * SIGINT is ignored.
 */
void sys_stop_at_once(void);

/*
 * From now on a request to end no longer ends the process, but makes the returned descriptor
 * readable, for good. Who is still there some seconds later, since nobody reads his messages for
 * example, is ended all the same. A hang-up that was ignored (nohup) stays so. -1 with errno if
 * that cannot be had.
 */
int sys_stop_watch(void);

/*
 * From now on a request ends the process again. One that has come is still to be obeyed, and is
 * obeyed some seconds later in any case.
 */
void sys_stop_unwatch(void);

/*
 * Ends the process as the request would have without sys_stop_watch(), so that a shell sees the
 * signal. Returns if there was no request, or where a request is not a signal.
 */
void sys_stop_obey(void);

/*
 * From now on a write that cannot be done (to a pipe nobody reads, beyond a limit) fails, and
 * does nothing else.
 */
void sys_ignore_failing_writes(void);

/*
 * From now on signals do what they did before sys_ignore_failing_writes(), for another program in
 * this one's place.
 */
void sys_signals_restore(void);

#endif
