/* SPDX-License-Identifier: Apache-2.0 */
/* The compiler's limits and POSIX's: pathconf(2). */
#ifndef STUBS_FREEBSD_LIMITS_H
#define STUBS_FREEBSD_LIMITS_H

#include_next <limits.h>

#define IOV_MAX  1024
#define NAME_MAX 255
#define PATH_MAX 1024
#define PIPE_BUF 512

#endif
