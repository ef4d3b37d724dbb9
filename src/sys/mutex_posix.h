/* SPDX-License-Identifier: Apache-2.0 */
/* One more lock that fork() waits for: for the files of src/sys. */
#ifndef BIOSOCK_SYS_MUTEX_POSIX_H
#define BIOSOCK_SYS_MUTEX_POSIX_H

/*
 * It is for calls of the C library that hold a lock of their own, which a child would find taken:
 * it is held around them. No lock of sys_mutex_init() is taken under it. It is there from the
 * start, since a child could find the making of it half done, too. Without memory for the handlers
 * of fork() it is a lock all the same.
 */
void sys_process_lock(void);
void sys_process_unlock(void);

#endif
