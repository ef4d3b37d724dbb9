/* SPDX-License-Identifier: Apache-2.0 */
/* DragonFly's name: sys/sys/utsname.h. */
#ifndef STUBS_DRAGONFLY_SYS_UTSNAME_H
#define STUBS_DRAGONFLY_SYS_UTSNAME_H

#define utsname stub_freebsd_utsname
#define uname   stub_freebsd_uname
#include_next <sys/utsname.h>
#undef utsname
#undef uname

struct utsname {
	char sysname[32], nodename[32], release[32], version[32], machine[32];
};

int uname(struct utsname *);

#endif
