/* SPDX-License-Identifier: Apache-2.0 */
/* Passed descriptors on Linux, where a process's number may be another's in another namespace. */
#include "sys/passed.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

enum { PIDFS_MAGIC = 0x50494446 };

/* Before Linux 6.9 all pidfds have the same number, in no file system of their own. */
static bool is_its_pidfd(uint64_t id)
{
	int fd = (int)syscall(SYS_pidfd_open, getpid(), 0);
	struct statfs fs;
	struct stat st;
	bool is = true;

	if (fd == -1)
		return true;
	if (fstatfs(fd, &fs) == 0 && (uint64_t)fs.f_type == PIDFS_MAGIC && fstat(fd, &st) == 0)
		is = (uint64_t)st.st_ino == id;
	close(fd);
	return is;
}

bool sys_passed_to_us(uint64_t pid, const uint64_t *pidfd_id)
{
	int err = errno;
	bool is = pid == (uint64_t)getpid() && (pidfd_id == NULL || is_its_pidfd(*pidfd_id));

	errno = err;
	return is;
}

int sys_passed_keep(int fd)
{
	return fcntl(fd, F_SETFD, FD_CLOEXEC);
}
