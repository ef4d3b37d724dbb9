/* SPDX-License-Identifier: Apache-2.0 */
/* What is done once and what each thread has, as POSIX threads have them. */
#include "sys/once.h"

#include <pthread.h>

bool sys_once(void *once, void (*run)(void))
{
	return pthread_once((pthread_once_t *)once, run) == 0;
}

bool sys_local_init(void *key, void (*cleanup)(void *value))
{
	return pthread_key_create((pthread_key_t *)key, cleanup) == 0;
}

void *sys_local_get(const void *key)
{
	return pthread_getspecific(*(const pthread_key_t *)key);
}

bool sys_local_set(const void *key, void *value)
{
	return pthread_setspecific(*(const pthread_key_t *)key, value) == 0;
}

bool sys_local_fini(const void *key)
{
	return pthread_key_delete(*(const pthread_key_t *)key) == 0;
}
