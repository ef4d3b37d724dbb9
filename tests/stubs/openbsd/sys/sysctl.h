/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's numbers of the kernel have no names: sysctl(2). */
#ifndef STUBS_OPENBSD_SYS_SYSCTL_H
#define STUBS_OPENBSD_SYS_SYSCTL_H

#include <sys/types.h>

#define CTL_KERN               1
#define CTL_NET                4
#define KERN_SOMAXCONN         28
#define IPCTL_IPPORT_FIRSTAUTO 7
#define IPCTL_IPPORT_LASTAUTO  8

int sysctl(const int *, u_int, void *, size_t *, void *, size_t);

#endif
