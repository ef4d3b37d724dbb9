/* SPDX-License-Identifier: Apache-2.0 */
/* ISO C's formats of the exact types, on a 64-bit system: clang says which of two types has 64. */
#ifndef STUBS_FREEBSD_INTTYPES_H
#define STUBS_FREEBSD_INTTYPES_H

#include <stdint.h>

#define PRId64  __INT64_FMTd__
#define PRIu64  __UINT64_FMTu__
#define PRIx64  __UINT64_FMTx__
#define PRIuPTR "lu"
#define PRIxPTR "lx"
#define PRIXPTR "lX"
#define PRId32  "d"
#define PRIu32  "u"

#endif
