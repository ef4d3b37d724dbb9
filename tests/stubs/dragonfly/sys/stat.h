/* SPDX-License-Identifier: Apache-2.0 */
/* DragonFly's files, where they differ from FreeBSD's: sys/sys/stat.h. */
#ifndef STUBS_DRAGONFLY_SYS_STAT_H
#define STUBS_DRAGONFLY_SYS_STAT_H

#define stat  stub_freebsd_stat
#define fstat stub_freebsd_fstat
#define lstat stub_freebsd_lstat
#include_next <sys/stat.h>
#undef stat
#undef fstat
#undef lstat

struct stat {
	ino_t st_ino;
	nlink_t st_nlink;
	dev_t st_dev;
	mode_t st_mode;
	uint16_t pad0;
	uid_t st_uid;
	gid_t st_gid;
	dev_t st_rdev;
	struct timespec st_atim, st_mtim, st_ctim;
	off_t st_size;
	int64_t st_blocks;
	uint32_t old_st_blksize;
	uint32_t st_flags;
	uint32_t st_gen;
	int32_t spare0;
	int64_t st_blksize;
	int64_t spare1;
};

int fstat(int, struct stat *);
int lstat(const char *, struct stat *);
int stat(const char *, struct stat *);

#endif
