/* SPDX-License-Identifier: Apache-2.0 */
/* A lock that lives inside what it guards. Not recursive. */
#ifndef BIOSOCK_SYS_MUTEX_H
#define BIOSOCK_SYS_MUTEX_H

#include <stdbool.h>
#include <stddef.h>

/* Room for any system's own. */
struct sys_mutex {
	_Alignas(max_align_t) unsigned char native[64]; /* macOS' has that many */
};

/* False if the system has no more of them. */
bool sys_mutex_init(struct sys_mutex *mutex);
void sys_mutex_fini(struct sys_mutex *mutex);

void sys_mutex_lock(struct sys_mutex *mutex);
void sys_mutex_unlock(struct sys_mutex *mutex);

#endif
