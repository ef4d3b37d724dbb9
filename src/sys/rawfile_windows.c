/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptors of the C library, each in the mode, text or binary, that it was opened in. */
#include "sys/rawfile.h"

#include <io.h>
#include <limits.h>
#include <stdio.h>

#include "sys/runtime_windows.h"

static unsigned clamp(size_t n)
{
	return n < INT_MAX ? (unsigned)n : INT_MAX;
}

ssize_t sys_file_read(int fd, void *bytes, size_t n)
{
	_invalid_parameter_handler before = sys_runtime_lenient();
	int got = _read(fd, bytes, clamp(n));

	sys_runtime_strict(before);
	return got;
}

ssize_t sys_file_write(int fd, const void *bytes, size_t n)
{
	_invalid_parameter_handler before = sys_runtime_lenient();
	int written = _write(fd, bytes, clamp(n));

	sys_runtime_strict(before);
	return written;
}

int sys_file_close(int fd)
{
	return sys_runtime_close(fd);
}

static off_t seek(int fd, off_t offset, int from)
{
	_invalid_parameter_handler before = sys_runtime_lenient();
	off_t position = _lseeki64(fd, offset, from);

	sys_runtime_strict(before);
	return position;
}

off_t sys_file_seek(int fd, off_t position)
{
	return seek(fd, position, SEEK_SET);
}

off_t sys_file_tell(int fd)
{
	return seek(fd, 0, SEEK_CUR);
}
