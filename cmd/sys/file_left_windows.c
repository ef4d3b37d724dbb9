/* SPDX-License-Identifier: Apache-2.0 */
/* By the handle of the descriptor. */
#include "cmd/sys/file_left.h"

#include <windows.h>

#include "sys/runtime_windows.h"

long long sys_file_left(int fd)
{
	HANDLE file = sys_runtime_handle(fd);
	LARGE_INTEGER size, at, none = { .QuadPart = 0 };

	if (GetFileType(file) != FILE_TYPE_DISK || !GetFileSizeEx(file, &size) ||
	    !SetFilePointerEx(file, none, &at, FILE_CURRENT))
		return -1;
	return at.QuadPart <= size.QuadPart ? size.QuadPart - at.QuadPart : -1;
}
