/* SPDX-License-Identifier: Apache-2.0 */
/* Giving way to other threads: sched_yield(2). */
#ifndef STUBS_FREEBSD_SCHED_H
#define STUBS_FREEBSD_SCHED_H

int sched_yield(void);

#endif
