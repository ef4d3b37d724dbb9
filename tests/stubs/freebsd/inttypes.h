/* SPDX-License-Identifier: Apache-2.0 */
/* ISO C's formats of the exact types, on a 64-bit system. */
#ifndef STUBS_FREEBSD_INTTYPES_H
#define STUBS_FREEBSD_INTTYPES_H

#include <stdint.h>

#define PRId64  "ld"
#define PRIu64  "lu"
#define PRIx64  "lx"
#define PRIuPTR "lu"
#define PRIxPTR "lx"
#define PRIXPTR "lX"
#define PRId32  "d"
#define PRIu32  "u"

#endif
