/* SPDX-License-Identifier: Apache-2.0 */
/* Counts the system calls of an operation, as the kernel sees them: by ptrace(2), in a child. */
#ifndef BIOSOCK_TESTS_SYSCALLS_H
#define BIOSOCK_TESTS_SYSCALLS_H

#include <stdbool.h>
#include <stddef.h>

struct syscalls {
	int n;
	char names[512]; /* in order, a space between; cut to fit */
};

/*
 * Runs body(arg) in a child. What it does between syscalls_begin() and syscalls_end() is counted.
 * It returns whether all was well with it. False if it was not, with *out_why NULL, or if the child
 * may not be traced, with the reason in *out_why.
 */
bool syscalls_count(bool (*body)(void *arg), void *arg, struct syscalls *out, const char **out_why);

void syscalls_begin(void);
void syscalls_end(void);

#endif
