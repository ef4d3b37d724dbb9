/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Locks, as POSIX threads have them. A thread that forks takes all of them first: so what they
 * guard is whole in the child, where none of them belongs to a thread that is not there.
 */
#include "sys/mutex_posix.h"

#include <pthread.h>
#include <stdatomic.h>

#include "sys/mutex.h"

_Static_assert(
    sizeof(pthread_mutex_t) <= sizeof(((struct sys_mutex *)NULL)->native), "a mutex fits");

/* The lock that nobody has to make. */
static pthread_mutex_t process_lock = PTHREAD_MUTEX_INITIALIZER;
/* Guards the list, and is taken before any lock in it. */
static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static struct sys_mutex *list;
static atomic_bool told;
/* How many of the fork handlers of this thread's fork have run: there may be more than one pair. */
static _Thread_local int forking;
/* How many forks lie between the first process and this one. */
static atomic_uint forks;

static pthread_mutex_t *native(struct sys_mutex *mutex)
{
	return (pthread_mutex_t *)(void *)mutex->native;
}

static void before_fork(void)
{
	if (forking++ > 0)
		return;
	pthread_mutex_lock(&process_lock);
	pthread_mutex_lock(&list_lock);
	for (struct sys_mutex *at = list; at != NULL; at = at->next)
		pthread_mutex_lock(native(at));
}

static void after_fork(void)
{
	if (--forking > 0)
		return;
	for (struct sys_mutex *at = list; at != NULL; at = at->next)
		pthread_mutex_unlock(native(at));
	pthread_mutex_unlock(&list_lock);
	pthread_mutex_unlock(&process_lock);
}

static void in_child(void)
{
	if (forking == 1)
		atomic_fetch_add(&forks, 1);
	after_fork();
}

unsigned int sys_mutex_forks(void)
{
	return atomic_load(&forks);
}

/*
 * Has the system call these; a process without such locks has no handlers. They go when the library
 * is unloaded: glibc, FreeBSD and OpenBSD see to that, musl and macOS do not unload it. Not under
 * the list's lock: older glibc holds one of its own while it runs handlers and while it adds them.
 * Threads that come here at once each add a pair: one that took another's word for it could hold a
 * lock before the pair is there, while a third forks.
 */
static bool tell_of_forks(void)
{
	if (atomic_load(&told))
		return true;
	if (pthread_atfork(before_fork, after_fork, in_child) != 0)
		return false;
	atomic_store(&told, true);
	return true;
}

static void enlist(struct sys_mutex *mutex)
{
	pthread_mutex_lock(&list_lock);
	mutex->next = list;
	mutex->link = &list;
	if (list != NULL)
		list->link = &mutex->next;
	list = mutex;
	pthread_mutex_unlock(&list_lock);
}

bool sys_mutex_init(struct sys_mutex *mutex)
{
	if (!tell_of_forks() || pthread_mutex_init(native(mutex), NULL) != 0)
		return false;
	enlist(mutex);
	return true;
}

/* The handlers are told of before the process' lock is taken, which one of them takes. */
bool sys_mutex_init_once(struct sys_mutex *mutex, atomic_bool *done)
{
	bool is_done;

	if (atomic_load(done))
		return true;
	sys_process_lock();
	if (!atomic_load(done))
		atomic_store(done, sys_mutex_init(mutex));
	is_done = atomic_load(done);
	sys_process_unlock();
	return is_done;
}

void sys_mutex_fini(struct sys_mutex *mutex)
{
	pthread_mutex_lock(&list_lock);
	*mutex->link = mutex->next;
	if (mutex->next != NULL)
		mutex->next->link = mutex->link;
	pthread_mutex_unlock(&list_lock);
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

void sys_process_lock(void)
{
	tell_of_forks();
	pthread_mutex_lock(&process_lock);
}

void sys_process_unlock(void)
{
	pthread_mutex_unlock(&process_lock);
}
