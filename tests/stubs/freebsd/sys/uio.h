/* SPDX-License-Identifier: Apache-2.0 */
/* Vectors of bytes: readv(2). */
#ifndef STUBS_FREEBSD_SYS_UIO_H
#define STUBS_FREEBSD_SYS_UIO_H

#include <sys/types.h>

#ifndef STUBS_FREEBSD_IOVEC
#define STUBS_FREEBSD_IOVEC
struct iovec {
	void *iov_base;
	size_t iov_len;
};
#endif

ssize_t readv(int, const struct iovec *, int);
ssize_t writev(int, const struct iovec *, int);

#endif
