/* SPDX-License-Identifier: Apache-2.0 */
/* The system's streams, and glibc's way to streams of one's own: as sys/socket.h beside this. */
#include_next <stdio.h>

#ifndef BIOSOCK_TESTS_BSD_STDIO_H
#define BIOSOCK_TESTS_BSD_STDIO_H

/* FreeBSD 11 and DragonFly have it. */
#if !defined(__FreeBSD__) && !defined(__DragonFly__)
#include <sys/types.h>

typedef struct {
	ssize_t (*read)(void *cookie, char *out, size_t n);
	ssize_t (*write)(void *cookie, const char *bytes, size_t n);
	int (*seek)(void *cookie, off_t *position, int whence);
	int (*close)(void *cookie);
} cookie_io_functions_t;

/* By funopen(3). */
FILE *fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions);
#endif

#endif
