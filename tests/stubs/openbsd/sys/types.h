/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's types, where they differ from FreeBSD's: sys/sys/types.h. */
#ifndef STUBS_OPENBSD_SYS_TYPES_H
#define STUBS_OPENBSD_SYS_TYPES_H

#define dev_t   stub_freebsd_dev_t
#define mode_t  stub_freebsd_mode_t
#define nlink_t stub_freebsd_nlink_t
#include_next <sys/types.h>
#undef dev_t
#undef mode_t
#undef nlink_t

typedef int32_t dev_t;
typedef uint32_t mode_t;
typedef uint32_t nlink_t;

#endif
