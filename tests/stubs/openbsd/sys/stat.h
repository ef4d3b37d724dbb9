/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's files, where they differ from FreeBSD's: sys/sys/stat.h. */
#ifndef STUBS_OPENBSD_SYS_STAT_H
#define STUBS_OPENBSD_SYS_STAT_H

#define stat  stub_freebsd_stat
#define fstat stub_freebsd_fstat
#define lstat stub_freebsd_lstat
#include_next <sys/stat.h>
#undef stat
#undef fstat
#undef lstat

struct stat {
	mode_t st_mode;
	dev_t st_dev;
	ino_t st_ino;
	nlink_t st_nlink;
	uid_t st_uid;
	gid_t st_gid;
	dev_t st_rdev;
	struct timespec st_atim, st_mtim, st_ctim;
	off_t st_size;
	blkcnt_t st_blocks;
	blksize_t st_blksize;
	uint32_t st_flags;
	uint32_t st_gen;
	struct timespec st_birthtim;
};

int fstat(int, struct stat *);
int lstat(const char *, struct stat *);
int stat(const char *, struct stat *);

#endif
