/* SPDX-License-Identifier: Apache-2.0 */
/* Another program in this one's place. */
#ifndef BIOSOCK_CMD_SYS_BECOME_H
#define BIOSOCK_CMD_SYS_BECOME_H

/*
 * program[0], found as a shell finds it, with the arguments after it up to a NULL, the standard
 * streams and the signals that this one was started with; no shell looks at any of it. Returns -1
 * with errno if that cannot be; and where no program can take another's place, the exit status of
 * the one that was started, once it has ended.
 */
int sys_become(char *const *program);

#endif
