/* SPDX-License-Identifier: Apache-2.0 */
/* One process that becomes several. */
#ifndef BIOSOCK_CMD_SYS_SPLIT_H
#define BIOSOCK_CMD_SYS_SPLIT_H

#include <stdbool.h>

bool sys_can_split(void);

/*
 * Makes this process n of them, and returns in each its number from 0, which is this one. The
 * others end by signals as any program does, and *inout_stop, which in this one stays what it is,
 * becomes readable in them when this one has called sys_split_end() or is gone. -1 with errno, and
 * the only one is this one.
 */
int sys_split(int n, int *inout_stop);

/* Whether this is the first of several. */
bool sys_has_split(void);

/* In the first: the number of that other, which is gone and was waited for; 0 if it is none. */
int sys_split_lost(long pid);

/* In the first: has the others end, and waits for them. */
void sys_split_end(void);

#endif
