/* SPDX-License-Identifier: Apache-2.0 */
/* Files as stat(2) tells of them. */
#ifndef STUBS_FREEBSD_SYS_STAT_H
#define STUBS_FREEBSD_SYS_STAT_H

#include <sys/types.h>
#include <time.h>

struct stat {
	dev_t st_dev;
	ino_t st_ino;
	nlink_t st_nlink;
	mode_t st_mode;
	int16_t pad0;
	uid_t st_uid;
	gid_t st_gid;
	int32_t pad1;
	dev_t st_rdev;
	struct timespec st_atim, st_mtim, st_ctim, st_birthtim;
	off_t st_size;
	blkcnt_t st_blocks;
	blksize_t st_blksize;
	uint32_t st_flags;
	uint64_t st_gen;
	uint64_t spare[10];
};

#define S_IFMT      0170000
#define S_ISDIR(m)  (((m)&S_IFMT) == 0040000)
#define S_ISFIFO(m) (((m)&S_IFMT) == 0010000)
#define S_ISCHR(m)  (((m)&S_IFMT) == 0020000)
#define S_ISREG(m)  (((m)&S_IFMT) == 0100000)
#define S_ISSOCK(m) (((m)&S_IFMT) == 0140000)

int chmod(const char *, mode_t);
int fchmod(int, mode_t);
int fchmodat(int, const char *, mode_t, int);
int fstat(int, struct stat *);
int lstat(const char *, struct stat *);
int mkdir(const char *, mode_t);
int mkfifo(const char *, mode_t);
int stat(const char *, struct stat *);
mode_t umask(mode_t);

#endif
