/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Locks to read and to write, as Windows has them since Vista: slim ones, which need no end and
 * have to be told how they were taken.
 */
#include "sys/rwlock.h"

#include <windows.h>

struct native {
	SRWLOCK lock;
	bool writing; /* changed only by the thread that holds it to write */
};

_Static_assert(sizeof(struct native) <= sizeof(struct sys_rwlock), "a lock fits");

static struct native *native(struct sys_rwlock *lock)
{
	return (struct native *)(void *)lock->native;
}

bool sys_rwlock_init(struct sys_rwlock *lock)
{
	InitializeSRWLock(&native(lock)->lock);
	native(lock)->writing = false;
	return true;
}

void sys_rwlock_fini(struct sys_rwlock *lock)
{
	(void)lock;
}

bool sys_rwlock_read(struct sys_rwlock *lock)
{
	AcquireSRWLockShared(&native(lock)->lock);
	return true;
}

bool sys_rwlock_write(struct sys_rwlock *lock)
{
	AcquireSRWLockExclusive(&native(lock)->lock);
	native(lock)->writing = true;
	return true;
}

bool sys_rwlock_unlock(struct sys_rwlock *lock)
{
	if (!native(lock)->writing) {
		ReleaseSRWLockShared(&native(lock)->lock);
		return true;
	}
	native(lock)->writing = false;
	ReleaseSRWLockExclusive(&native(lock)->lock);
	return true;
}
