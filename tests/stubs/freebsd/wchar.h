/* SPDX-License-Identifier: Apache-2.0 */
/* ISO C's wide characters. */
#ifndef STUBS_FREEBSD_WCHAR_H
#define STUBS_FREEBSD_WCHAR_H

#include <stddef.h>

typedef int wint_t;

#endif
