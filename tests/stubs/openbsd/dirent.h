/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's folders, where they differ from FreeBSD's: sys/sys/dirent.h. */
#ifndef STUBS_OPENBSD_DIRENT_H
#define STUBS_OPENBSD_DIRENT_H

#define dirent  stub_freebsd_dirent
#define readdir stub_freebsd_readdir
#include_next <dirent.h>
#undef dirent
#undef readdir

struct dirent {
	ino_t d_fileno;
	off_t d_off;
	uint16_t d_reclen;
	uint8_t d_type, d_namlen, pad[4];
	char d_name[256];
};

struct dirent *readdir(DIR *);

#endif
