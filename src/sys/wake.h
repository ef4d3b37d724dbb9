/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What ends a wait from elsewhere: a descriptor to wait for, which any thread or signal handler
 * can make readable.
 */
#ifndef BIOSOCK_SYS_WAKE_H
#define BIOSOCK_SYS_WAKE_H

#include <stdbool.h>

/* The descriptor to wait for, and the one to write to, which may be the same. */
struct sys_wake {
	int fd, to;
};

/* Both close-on-exec and nonblocking. False with errno. */
bool sys_wake_init(struct sys_wake *wake);
void sys_wake_fini(struct sys_wake *wake);

/* Makes it readable, as often as it likes. errno is kept. */
void sys_wake_raise(const struct sys_wake *wake);
/* Makes it wait again. errno is kept. */
void sys_wake_clear(const struct sys_wake *wake);

#endif
