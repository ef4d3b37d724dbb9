/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's error numbers, where they differ from FreeBSD's: sys/sys/errno.h. */
#ifndef STUBS_NETBSD_ERRNO_H
#define STUBS_NETBSD_ERRNO_H

#include_next <errno.h>
#undef EILSEQ
#define EILSEQ 85
#undef ENOTSUP
#define ENOTSUP 86
#undef ECANCELED
#define ECANCELED 87
#undef EBADMSG
#define EBADMSG 88
#undef EMULTIHOP
#define EMULTIHOP 94
#undef ENOLINK
#define ENOLINK 95
#undef EPROTO
#define EPROTO 96
#undef EOWNERDEAD
#undef ENOTRECOVERABLE

#endif
