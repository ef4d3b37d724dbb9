/* SPDX-License-Identifier: Apache-2.0 */
/* Locks, as Windows has them since Vista: slim ones, which need no end. */
#include "sys/mutex.h"

#include <windows.h>

_Static_assert(sizeof(SRWLOCK) <= sizeof(struct sys_mutex), "a lock fits");

static SRWLOCK *native(struct sys_mutex *mutex)
{
	return (SRWLOCK *)(void *)mutex->native;
}

bool sys_mutex_init(struct sys_mutex *mutex)
{
	InitializeSRWLock(native(mutex));
	return true;
}

/* All zeros are a lock that is free (SRWLOCK_INIT). */
bool sys_mutex_init_once(struct sys_mutex *mutex, atomic_bool *done)
{
	(void)mutex;
	atomic_store(done, true);
	return true;
}

void sys_mutex_fini(struct sys_mutex *mutex)
{
	(void)mutex;
}

void sys_mutex_lock(struct sys_mutex *mutex)
{
	AcquireSRWLockExclusive(native(mutex));
}

void sys_mutex_unlock(struct sys_mutex *mutex)
{
	ReleaseSRWLockExclusive(native(mutex));
}

unsigned int sys_mutex_forks(void)
{
	return 0;
}
