/* SPDX-License-Identifier: Apache-2.0 */
/* Being asked to end: by SIGINT and SIGTERM, or what else a system has for it. */
#ifndef BIOSOCK_SYS_STOP_H
#define BIOSOCK_SYS_STOP_H

/*
 * From now on a request to end no longer ends the process, but makes the returned descriptor
 * readable, for good. -1 with errno if that cannot be had.
 */
int sys_stop_watch(void);

/* A write to a pipe nobody reads fails with EPIPE, and nothing else. */
void sys_ignore_broken_pipes(void);

#endif
