/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's types, where they differ from FreeBSD's: sys/sys/types.h. */
#ifndef STUBS_NETBSD_SYS_TYPES_H
#define STUBS_NETBSD_SYS_TYPES_H

#define mode_t          stub_freebsd_mode_t
#define nlink_t         stub_freebsd_nlink_t
#define suseconds_t     stub_freebsd_suseconds_t
#define pthread_mutex_t stub_freebsd_pthread_mutex_t
#include_next <sys/types.h>
#undef mode_t
#undef nlink_t
#undef suseconds_t
#undef pthread_mutex_t

typedef uint32_t mode_t;
typedef uint32_t nlink_t;
typedef int suseconds_t;
typedef struct {
	void *stub[6];
} pthread_mutex_t;

#endif
