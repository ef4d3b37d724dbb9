/* SPDX-License-Identifier: Apache-2.0 */
/* A lock that many may hold to read, or one to write. Lives inside what it guards. */
#ifndef BIOSOCK_SYS_RWLOCK_H
#define BIOSOCK_SYS_RWLOCK_H

#include <stdbool.h>
#include <stddef.h>

/* Room for any system's own. */
struct sys_rwlock {
	_Alignas(max_align_t) unsigned char native[208]; /* macOS' has 200 */
};

/* False if the system has no more of them. */
bool sys_rwlock_init(struct sys_rwlock *lock);
void sys_rwlock_fini(struct sys_rwlock *lock);

/* Wait until the lock is theirs; false if it never can be, where the system notices that. */
bool sys_rwlock_read(struct sys_rwlock *lock);
bool sys_rwlock_write(struct sys_rwlock *lock);
/* Gives up what the calling thread holds of it. */
bool sys_rwlock_unlock(struct sys_rwlock *lock);

#endif
