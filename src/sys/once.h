/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a program keeps of threads in variables of its own: that something was done once, and a
 * value for each thread. The variables are the system's, of the types in <openssl/crypto.h>.
 */
#ifndef BIOSOCK_SYS_ONCE_H
#define BIOSOCK_SYS_ONCE_H

#include <stdbool.h>

/*
 * Calls run() unless that was done before with this `once`, and returns when it has been done, by
 * whichever thread. False if the system refuses.
 */
bool sys_once(void *once, void (*run)(void));

/*
 * Makes *key the name of a value that each thread has of its own, NULL at first. `cleanup`, unless
 * NULL, is given a thread's value, if that is not NULL, when the thread ends.
 */
bool sys_local_init(void *key, void (*cleanup)(void *value));
void *sys_local_get(const void *key);
bool sys_local_set(const void *key, void *value);
/* Ends the key; no cleanup is called. */
bool sys_local_fini(const void *key);

#endif
