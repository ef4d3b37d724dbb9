/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's way to streams of one's own, funopen(3), and its positions, which are no numbers. */
#ifndef STUBS_NETBSD_STDIO_H
#define STUBS_NETBSD_STDIO_H

#define fopencookie           stub_freebsd_fopencookie
#define cookie_io_functions_t stub_freebsd_cookie_io_functions_t
#define off64_t               stub_freebsd_off64_t
#define fpos_t                stub_freebsd_fpos_t
#include_next <stdio.h>
#undef fopencookie
#undef cookie_io_functions_t
#undef off64_t
#undef fpos_t

/* sys/sys/ansi.h */
typedef union {
	long long __mbstateL;
	char __mbstate8[128];
} __mbstate_t;
typedef struct __sfpos {
	off_t _pos;
	__mbstate_t _mbstate_in, _mbstate_out;
} fpos_t;

FILE *funopen(const void *, int (*)(void *, char *, int), int (*)(void *, const char *, int),
    off_t (*)(void *, off_t, int), int (*)(void *));

#endif
