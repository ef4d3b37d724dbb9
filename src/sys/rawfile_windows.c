/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptors of the C library, each in the mode, text or binary, that it was opened in. */
#include "sys/rawfile.h"

#include <io.h>
#include <limits.h>
#include <stdio.h>

static unsigned clamp(size_t n)
{
	return n < INT_MAX ? (unsigned)n : INT_MAX;
}

ssize_t sys_file_read(int fd, void *bytes, size_t n)
{
	return _read(fd, bytes, clamp(n));
}

ssize_t sys_file_write(int fd, const void *bytes, size_t n)
{
	return _write(fd, bytes, clamp(n));
}

int sys_file_close(int fd)
{
	return _close(fd);
}

off_t sys_file_seek(int fd, off_t position)
{
	return _lseeki64(fd, position, SEEK_SET);
}

off_t sys_file_tell(int fd)
{
	return _lseeki64(fd, 0, SEEK_CUR);
}
