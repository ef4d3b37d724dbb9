/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's types: as FreeBSD's but for what is here. */
#ifndef STUBS_NETBSD_SYS_TYPES_H
#define STUBS_NETBSD_SYS_TYPES_H

#define pthread_mutex_t stub_freebsd_mutex_t
#include_next <sys/types.h>
#undef pthread_mutex_t

typedef struct {
	void *stub[6];
} pthread_mutex_t;

#endif
