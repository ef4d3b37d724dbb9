/* SPDX-License-Identifier: Apache-2.0 */
/* Folders: directory(3). */
#ifndef STUBS_FREEBSD_DIRENT_H
#define STUBS_FREEBSD_DIRENT_H

#include <sys/types.h>

typedef struct _dirdesc DIR;

struct dirent {
	ino_t d_fileno;
	off_t d_off;
	uint16_t d_reclen;
	uint8_t d_type, d_pad0;
	uint16_t d_namlen, d_pad1;
	char d_name[256];
};

int closedir(DIR *);
int dirfd(DIR *);
DIR *opendir(const char *);
struct dirent *readdir(DIR *);

#endif
