/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's threads: as FreeBSD's but for what is here. */
#ifndef STUBS_NETBSD_PTHREAD_H
#define STUBS_NETBSD_PTHREAD_H

#include_next <pthread.h>
#undef PTHREAD_MUTEX_INITIALIZER
#define PTHREAD_MUTEX_INITIALIZER                                                                  \
	{                                                                                          \
		{                                                                                  \
			NULL                                                                       \
		}                                                                                  \
	}

#endif
