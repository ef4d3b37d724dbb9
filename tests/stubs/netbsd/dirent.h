/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's folders, where they differ from FreeBSD's: sys/sys/dirent.h. */
#ifndef STUBS_NETBSD_DIRENT_H
#define STUBS_NETBSD_DIRENT_H

#define dirent  stub_freebsd_dirent
#define readdir stub_freebsd_readdir
#include_next <dirent.h>
#undef dirent
#undef readdir

struct dirent {
	ino_t d_fileno;
	uint16_t d_reclen, d_namlen;
	uint8_t d_type;
	char d_name[512];
};

struct dirent *readdir(DIR *);

#endif
