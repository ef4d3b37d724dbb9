/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's flags, where they differ from FreeBSD's: sys/sys/fcntl.h. */
#ifndef STUBS_NETBSD_FCNTL_H
#define STUBS_NETBSD_FCNTL_H

#include_next <fcntl.h>
#undef O_CLOEXEC
#define O_CLOEXEC 0x00400000
#undef F_DUPFD_CLOEXEC
#define F_DUPFD_CLOEXEC 12

#endif
