/* SPDX-License-Identifier: Apache-2.0 */
/* DragonFly's flags, where they differ from FreeBSD's: sys/sys/fcntl.h. */
#ifndef STUBS_DRAGONFLY_FCNTL_H
#define STUBS_DRAGONFLY_FCNTL_H

#include_next <fcntl.h>
#undef O_CLOEXEC
#define O_CLOEXEC 0x00020000
#undef AT_FDCWD
#define AT_FDCWD ((int)0xFFFAFDCD)
#undef AT_SYMLINK_NOFOLLOW
#define AT_SYMLINK_NOFOLLOW 1

#endif
