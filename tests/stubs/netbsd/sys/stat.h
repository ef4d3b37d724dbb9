/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's files, where they differ from FreeBSD's: sys/sys/stat.h. */
#ifndef STUBS_NETBSD_SYS_STAT_H
#define STUBS_NETBSD_SYS_STAT_H

#define stat  stub_freebsd_stat
#define fstat stub_freebsd_fstat
#define lstat stub_freebsd_lstat
#include_next <sys/stat.h>
#undef stat
#undef fstat
#undef lstat

struct stat {
	dev_t st_dev;
	mode_t st_mode;
	ino_t st_ino;
	nlink_t st_nlink;
	uid_t st_uid;
	gid_t st_gid;
	dev_t st_rdev;
	struct timespec st_atim, st_mtim, st_ctim, st_birthtim;
	off_t st_size;
	blkcnt_t st_blocks;
	blksize_t st_blksize;
	uint32_t st_flags;
	uint32_t st_gen;
	uint32_t spare[2];
};

int fstat(int, struct stat *);
int lstat(const char *, struct stat *);
int stat(const char *, struct stat *);

#endif
