/* SPDX-License-Identifier: Apache-2.0 */
/* The kernel's numbers: sysctl(3). */
#ifndef STUBS_FREEBSD_SYS_SYSCTL_H
#define STUBS_FREEBSD_SYS_SYSCTL_H

#include <sys/types.h>

int sysctl(const int *, u_int, void *, size_t *, const void *, size_t);
int sysctlbyname(const char *, void *, size_t *, const void *, size_t);

#endif
