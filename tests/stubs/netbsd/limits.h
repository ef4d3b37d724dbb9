/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's limits: sys/sys/syslimits.h. */
#ifndef STUBS_NETBSD_LIMITS_H
#define STUBS_NETBSD_LIMITS_H

#include_next <limits.h>
#undef NAME_MAX
#define NAME_MAX 511

#endif
