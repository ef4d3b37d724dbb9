/* SPDX-License-Identifier: Apache-2.0 */
/* Locks, as POSIX threads have them. */
#include "sys/mutex.h"

#include <pthread.h>

_Static_assert(sizeof(pthread_mutex_t) <= sizeof(struct sys_mutex), "a mutex fits");

static pthread_mutex_t *native(struct sys_mutex *mutex)
{
	return (pthread_mutex_t *)(void *)mutex->native;
}

bool sys_mutex_init(struct sys_mutex *mutex)
{
	return pthread_mutex_init(native(mutex), NULL) == 0;
}

void sys_mutex_fini(struct sys_mutex *mutex)
{
	pthread_mutex_destroy(native(mutex));
}

void sys_mutex_lock(struct sys_mutex *mutex)
{
	pthread_mutex_lock(native(mutex));
}

void sys_mutex_unlock(struct sys_mutex *mutex)
{
	pthread_mutex_unlock(native(mutex));
}
