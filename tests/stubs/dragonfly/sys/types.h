/* SPDX-License-Identifier: Apache-2.0 */
/* DragonFly's types, where they differ from FreeBSD's: sys/sys/types.h. */
#ifndef STUBS_DRAGONFLY_SYS_TYPES_H
#define STUBS_DRAGONFLY_SYS_TYPES_H

#define dev_t     stub_freebsd_dev_t
#define nlink_t   stub_freebsd_nlink_t
#define blksize_t stub_freebsd_blksize_t
#define clockid_t stub_freebsd_clockid_t
#include_next <sys/types.h>
#undef dev_t
#undef nlink_t
#undef blksize_t
#undef clockid_t

typedef uint32_t dev_t;
typedef uint32_t nlink_t;
typedef int64_t blksize_t;
typedef unsigned long clockid_t;

#endif
