/* SPDX-License-Identifier: Apache-2.0 */
/* DragonFly's error numbers, where they differ from FreeBSD's: sys/sys/errno.h. */
#ifndef STUBS_DRAGONFLY_ERRNO_H
#define STUBS_DRAGONFLY_ERRNO_H

#include_next <errno.h>
#undef ENOTRECOVERABLE
#define ENOTRECOVERABLE 94
#undef EOWNERDEAD
#define EOWNERDEAD 95

#endif
