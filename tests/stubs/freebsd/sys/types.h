/* SPDX-License-Identifier: Apache-2.0 */
/* FreeBSD 13's types on a 64-bit system: enough of them to compile biosock. */
#ifndef STUBS_FREEBSD_SYS_TYPES_H
#define STUBS_FREEBSD_SYS_TYPES_H

#include <stddef.h>
#include <stdint.h>

typedef int64_t ssize_t;
typedef int64_t off_t;
typedef int64_t time_t;
typedef long suseconds_t;
typedef int32_t pid_t;
typedef uint32_t uid_t;
typedef uint32_t gid_t;
typedef uint16_t mode_t;
typedef uint64_t dev_t;
typedef uint64_t ino_t;
typedef uint64_t nlink_t;
typedef int64_t blkcnt_t;
typedef int32_t blksize_t;
typedef int32_t clockid_t;
typedef uint32_t useconds_t;
typedef unsigned int u_int;
typedef unsigned char u_char;
typedef struct pthread *pthread_t;
typedef struct pthread_attr *pthread_attr_t;
typedef struct pthread_mutex *pthread_mutex_t;
typedef struct pthread_mutex_attr *pthread_mutexattr_t;
typedef struct pthread_cond *pthread_cond_t;
typedef struct pthread_cond_attr *pthread_condattr_t;
typedef struct pthread_barrier *pthread_barrier_t;
typedef struct pthread_barrierattr *pthread_barrierattr_t;
typedef int pthread_key_t;
typedef struct pthread_once {
	int state;
	pthread_mutex_t mutex;
} pthread_once_t;
typedef struct pthread_rwlock *pthread_rwlock_t;
typedef struct pthread_rwlockattr *pthread_rwlockattr_t;

#endif
