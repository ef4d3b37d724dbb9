/* SPDX-License-Identifier: Apache-2.0 */
/* Limits of a process: getrlimit(2). */
#ifndef STUBS_FREEBSD_SYS_RESOURCE_H
#define STUBS_FREEBSD_SYS_RESOURCE_H

#include <sys/types.h>

typedef int64_t rlim_t;

struct rlimit {
	rlim_t rlim_cur, rlim_max;
};

#define RLIMIT_CORE   4
#define RLIMIT_NOFILE 8

int getrlimit(int, struct rlimit *);
int setrlimit(int, const struct rlimit *);

#endif
