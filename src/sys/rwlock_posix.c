/* SPDX-License-Identifier: Apache-2.0 */
/* Locks to read and to write, as POSIX threads have them. */
#include "sys/rwlock.h"

#include <pthread.h>

_Static_assert(sizeof(pthread_rwlock_t) <= sizeof(struct sys_rwlock), "a lock fits");

static pthread_rwlock_t *native(struct sys_rwlock *lock)
{
	return (pthread_rwlock_t *)(void *)lock->native;
}

bool sys_rwlock_init(struct sys_rwlock *lock)
{
	return pthread_rwlock_init(native(lock), NULL) == 0;
}

void sys_rwlock_fini(struct sys_rwlock *lock)
{
	pthread_rwlock_destroy(native(lock));
}

bool sys_rwlock_read(struct sys_rwlock *lock)
{
	return pthread_rwlock_rdlock(native(lock)) == 0;
}

bool sys_rwlock_write(struct sys_rwlock *lock)
{
	return pthread_rwlock_wrlock(native(lock)) == 0;
}

bool sys_rwlock_unlock(struct sys_rwlock *lock)
{
	return pthread_rwlock_unlock(native(lock)) == 0;
}
