/* SPDX-License-Identifier: Apache-2.0 */
/* ISO C's assertions. */
#ifndef STUBS_FREEBSD_ASSERT_H
#define STUBS_FREEBSD_ASSERT_H

#define assert(e) ((e) ? (void)0 : __builtin_trap())
#define static_assert _Static_assert

#endif
