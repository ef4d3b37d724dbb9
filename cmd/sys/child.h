/* SPDX-License-Identifier: Apache-2.0 */
/* Programs that this one starts, each with a connection as its standard input and output. */
#ifndef BIOSOCK_CMD_SYS_CHILD_H
#define BIOSOCK_CMD_SYS_CHILD_H

#include <stdbool.h>
#include <stddef.h>

enum { SYS_CHILD_TEXT = 64 };

/* A variable of its environment; the value NULL: it has none. */
struct sys_child_variable {
	const char *name, *value;
};

bool sys_has_children(void);

/*
 * A descriptor that is readable when a child has ended; -1 with errno, EOPNOTSUPP where no program
 * can be started so. There is one for the process, to be asked for once.
 */
int sys_child_watch(void);

/*
 * Starts program[0], found as a shell finds it, with the arguments after it: with `sock` as its
 * standard input and output, this one's standard error, no other descriptor, each signal and the
 * number of descriptors as a program expects it, and those signals blocked that were found so. Its
 * number, or -1 with errno. What hinders exec(2) is the child's to say, which ends with 127 then.
 */
long sys_child_start(
    char *const *program, int sock, const struct sys_child_variable *variables, size_t n);

/*
 * The number of a child that has ended, and how to out[SYS_CHILD_TEXT]; 0 when there is none.
 * `watch` is what sys_child_watch() returned.
 */
long sys_child_reap(int watch, char out[SYS_CHILD_TEXT]);

#endif
