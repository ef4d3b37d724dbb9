/* SPDX-License-Identifier: Apache-2.0 */
/* The one object that each thread has of its own. */
#ifndef BIOSOCK_SYS_THREADLOCAL_H
#define BIOSOCK_SYS_THREADLOCAL_H

#include <stddef.h>

/*
 * SYS_THREAD_OWN(type, name) defines name(), which returns the calling thread's object of the type:
 * zeroes at first, and there for as long as the thread and what sys_thread_on_end() has it do. One
 * in the whole library.
 *
 * mingw-w64's _Thread_local is emulated by a library that frees it before a thread's end is told
 * of, and that the DLL would depend on: Windows' own is used instead.
 */
#if defined(_WIN32)
void *sys_thread_own(size_t size);

#define SYS_THREAD_OWN(type, name)                                                                 \
	static type *name(void)                                                                    \
	{                                                                                          \
		return sys_thread_own(sizeof(type));                                               \
	}
#else
#define SYS_THREAD_OWN(type, name)                                                                 \
	static type *name(void)                                                                    \
	{                                                                                          \
		static _Thread_local type own;                                                     \
                                                                                                   \
		return &own;                                                                       \
	}
#endif

#endif
