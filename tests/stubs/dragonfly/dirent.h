/* SPDX-License-Identifier: Apache-2.0 */
/* DragonFly's folders, where they differ from FreeBSD's: sys/sys/dirent.h. */
#ifndef STUBS_DRAGONFLY_DIRENT_H
#define STUBS_DRAGONFLY_DIRENT_H

#define dirent  stub_freebsd_dirent
#define readdir stub_freebsd_readdir
#include_next <dirent.h>
#undef dirent
#undef readdir

struct dirent {
	ino_t d_fileno;
	uint16_t d_namlen;
	uint8_t d_type, pad0;
	uint32_t pad1;
	char d_name[256];
};

struct dirent *readdir(DIR *);

#endif
