/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's way to streams of one's own: funopen(3). */
#ifndef STUBS_NETBSD_STDIO_H
#define STUBS_NETBSD_STDIO_H

#define fopencookie           stub_freebsd_fopencookie
#define cookie_io_functions_t stub_freebsd_cookie_io_functions_t
#define off64_t               stub_freebsd_off64_t
#include_next <stdio.h>
#undef fopencookie
#undef cookie_io_functions_t
#undef off64_t

FILE *funopen(const void *, int (*)(void *, char *, int), int (*)(void *, const char *, int),
    fpos_t (*)(void *, fpos_t, int), int (*)(void *));

#endif
