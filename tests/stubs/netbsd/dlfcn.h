/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's libraries by name: include/dlfcn.h. */
#ifndef STUBS_NETBSD_DLFCN_H
#define STUBS_NETBSD_DLFCN_H

#include_next <dlfcn.h>
#undef RTLD_LOCAL
#define RTLD_LOCAL 0x200

#endif
