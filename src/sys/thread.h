/* SPDX-License-Identifier: Apache-2.0 */
/* Threads as the library needs them: what to do when one ends, and a name for one in a text. */
#ifndef BIOSOCK_SYS_THREAD_H
#define BIOSOCK_SYS_THREAD_H

#include <stdbool.h>
#include <stddef.h>

/* Lives inside what it is to clean up. */
struct sys_thread_end {
	void (*run)(struct sys_thread_end *end);
};

/*
 * Has end->run(end) called once when the calling thread ends. A thread has one such wish: the
 * newest counts, NULL takes it back. False if the system has no room for it. Where the system can,
 * sys_thread_forget() calls it for the threads that live on: then it is another thread that runs
 * it, and sys_thread_on_end() is not to be called in it.
 */
bool sys_thread_on_end(struct sys_thread_end *end);

/* From now on no thread's end calls anything: for the library's end, when its code may go away. */
void sys_thread_forget(void);

/* The most bytes a thread's number can have. */
#define SYS_THREAD_ID_MAX 16

/* The calling thread's number as it lies in memory; returns its size in bytes. */
size_t sys_thread_id(unsigned char out_id[SYS_THREAD_ID_MAX]);

#endif
