/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptors as POSIX has them. */
#include "sys/rawfile.h"

#include <unistd.h>

ssize_t sys_file_read(int fd, void *bytes, size_t n)
{
	return read(fd, bytes, n);
}

ssize_t sys_file_write(int fd, const void *bytes, size_t n)
{
	return write(fd, bytes, n);
}

int sys_file_close(int fd)
{
	return close(fd);
}

off_t sys_file_seek(int fd, off_t position)
{
	return lseek(fd, position, SEEK_SET);
}

off_t sys_file_tell(int fd)
{
	return lseek(fd, 0, SEEK_CUR);
}
