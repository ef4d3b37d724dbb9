/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's error numbers, where they differ from FreeBSD's: sys/sys/errno.h. */
#ifndef STUBS_OPENBSD_ERRNO_H
#define STUBS_OPENBSD_ERRNO_H

#include_next <errno.h>
#undef EILSEQ
#define EILSEQ 84
#undef EOVERFLOW
#define EOVERFLOW 87
#undef ECANCELED
#define ECANCELED 88
#undef EIDRM
#define EIDRM 89
#undef ENOMSG
#define ENOMSG 90
#undef ENOTSUP
#define ENOTSUP 91
#undef EBADMSG
#define EBADMSG 92
#undef ENOTRECOVERABLE
#define ENOTRECOVERABLE 93
#undef EOWNERDEAD
#define EOWNERDEAD 94
#undef EPROTO
#define EPROTO 95
#undef EMULTIHOP
#undef ENOLINK

#endif
