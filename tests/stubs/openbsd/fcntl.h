/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's flags, where they differ from FreeBSD's: sys/sys/fcntl.h. */
#ifndef STUBS_OPENBSD_FCNTL_H
#define STUBS_OPENBSD_FCNTL_H

#include_next <fcntl.h>
#undef O_CLOEXEC
#define O_CLOEXEC 0x10000
#undef F_DUPFD_CLOEXEC
#define F_DUPFD_CLOEXEC 10
#undef AT_SYMLINK_NOFOLLOW
#define AT_SYMLINK_NOFOLLOW 0x02

#endif
