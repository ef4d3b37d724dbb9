/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's limits of a process, where they differ from FreeBSD's: sys/sys/resource.h. */
#ifndef STUBS_NETBSD_SYS_RESOURCE_H
#define STUBS_NETBSD_SYS_RESOURCE_H

#define rlim_t    stub_freebsd_rlim_t
#define rlimit    stub_freebsd_rlimit
#define getrlimit stub_freebsd_getrlimit
#define setrlimit stub_freebsd_setrlimit
#include_next <sys/resource.h>
#undef rlim_t
#undef rlimit
#undef getrlimit
#undef setrlimit

typedef uint64_t rlim_t;

struct rlimit {
	rlim_t rlim_cur, rlim_max;
};

int getrlimit(int, struct rlimit *);
int setrlimit(int, const struct rlimit *);

#endif
