/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's lookups, where they differ from FreeBSD's: include/netdb.h. */
#ifndef STUBS_NETBSD_NETDB_H
#define STUBS_NETBSD_NETDB_H

#include_next <netdb.h>
#undef AI_ALL
#undef AI_V4MAPPED

#endif
