/* SPDX-License-Identifier: Apache-2.0 */
/* Threads of the library's own, which nobody waits for. */
#ifndef BIOSOCK_SYS_BACKGROUND_H
#define BIOSOCK_SYS_BACKGROUND_H

#include <stdbool.h>

/*
 * Runs run(arg) in a thread of its own that takes no signal and that nobody joins. The first one
 * keeps this code from being unloaded, since it may still run then. False with errno, which is
 * EAGAIN if the system has no more threads.
 */
bool sys_background(void (*run)(void *arg), void *arg);

#endif
