/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A lock that lives inside what it guards, for short work of the library's own that calls no
 * function of the program. Not recursive. A process may fork at any time: fork() first waits until
 * no thread holds such a lock, where the system allows that, and in the child all are free. A
 * program's locks must not be made of these, as it may hold one when it forks.
 */
#ifndef BIOSOCK_SYS_MUTEX_H
#define BIOSOCK_SYS_MUTEX_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* Room for any system's own. */
struct sys_mutex {
	_Alignas(max_align_t) unsigned char native[64]; /* macOS' has that many */
	/* Where it is in the list of all, in which there is one where processes fork. */
	struct sys_mutex *next, **link;
};

/* False if the system has no more of them. */
bool sys_mutex_init(struct sys_mutex *mutex);
/*
 * The same of a static one, by whichever thread comes first, and once: *done, false at first, is
 * whether it has been. No such lock is held here.
 */
bool sys_mutex_init_once(struct sys_mutex *mutex, atomic_bool *done);
void sys_mutex_fini(struct sys_mutex *mutex);

void sys_mutex_lock(struct sys_mutex *mutex);
void sys_mutex_unlock(struct sys_mutex *mutex);

/*
 * Another number in a child of fork() than in its parent, if there was a lock before: what threads
 * were about to do when the number was another, they will never do, since they are not there.
 */
unsigned int sys_mutex_forks(void);

#endif
