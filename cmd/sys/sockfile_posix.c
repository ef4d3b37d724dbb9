/* SPDX-License-Identifier: Apache-2.0 */
/* Socket files by their device and inode number. */
#include "cmd/sys/sockfile.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

bool sys_sockfile_find(const char *path, struct sys_sockfile *out)
{
	struct stat st;

	if (lstat(path, &st) == -1 || !S_ISSOCK(st.st_mode))
		return false;
	out->device = (unsigned long long)st.st_dev;
	out->number = (unsigned long long)st.st_ino;
	return true;
}

int sys_sockfile_probe_type(void)
{
	return SOCK_DGRAM;
}

int sys_sockfile_remove(const char *path, const struct sys_sockfile *which)
{
	struct sys_sockfile now;

	if (!sys_sockfile_find(path, &now))
		return 0;
	if (now.device != which->device || now.number != which->number)
		return 0;
	return unlink(path);
}
