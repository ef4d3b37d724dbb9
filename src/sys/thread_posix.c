/* SPDX-License-Identifier: Apache-2.0 */
/* Threads by POSIX: a key whose destructor runs when a thread ends. */
#include "sys/thread.h"

#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/*
 * Guarded by key_lock, not by the library's lock: a thread may raise an error, and need the key,
 * while it has that.
 */
static pthread_mutex_t key_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_key_t key;
static bool have_key;

static void run_end(void *value)
{
	struct sys_thread_end *end = value;

	end->run(end);
}

bool sys_thread_on_end(struct sys_thread_end *end)
{
	bool ok;

	pthread_mutex_lock(&key_lock);
	if (!have_key && end != NULL)
		have_key = pthread_key_create(&key, run_end) == 0;
	ok = have_key && pthread_setspecific(key, end) == 0;
	pthread_mutex_unlock(&key_lock);
	return ok;
}

void sys_thread_forget(void)
{
	pthread_mutex_lock(&key_lock);
	if (have_key)
		pthread_key_delete(key);
	have_key = false;
	pthread_mutex_unlock(&key_lock);
}

size_t sys_thread_id(unsigned char out_id[SYS_THREAD_ID_MAX])
{
	pthread_t self = pthread_self();

	_Static_assert(sizeof(self) <= SYS_THREAD_ID_MAX, "a thread's number fits");
	memcpy(out_id, &self, sizeof(self));
	return sizeof(self);
}

void sys_lock(void)
{
	pthread_mutex_lock(&lock);
}

void sys_unlock(void)
{
	pthread_mutex_unlock(&lock);
}
