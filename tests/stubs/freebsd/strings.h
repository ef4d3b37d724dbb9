/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX's comparisons without case. */
#ifndef STUBS_FREEBSD_STRINGS_H
#define STUBS_FREEBSD_STRINGS_H

#include <stddef.h>

int strcasecmp(const char *, const char *);
int strncasecmp(const char *, const char *, size_t);

#endif
