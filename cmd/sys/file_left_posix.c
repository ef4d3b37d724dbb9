/* SPDX-License-Identifier: Apache-2.0 */
/* By fstat(2) and lseek(2). */
#include "cmd/sys/file_left.h"

#include <sys/stat.h>
#include <unistd.h>

long long sys_file_left(int fd)
{
	struct stat st;
	off_t at;

	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode))
		return -1;
	at = lseek(fd, 0, SEEK_CUR);
	return at >= 0 && at <= st.st_size ? (long long)(st.st_size - at) : -1;
}
