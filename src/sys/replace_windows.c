/* SPDX-License-Identifier: Apache-2.0 */
/* Files are replaced by MoveFileEx(): rename() of this C library fails where there is one. */
#include "sys/replace.h"

#include <errno.h>
#include <windows.h>

int sys_replace(const char *from, const char *to)
{
	if (MoveFileExA(from, to, MOVEFILE_REPLACE_EXISTING) != 0)
		return 0;
	errno = GetLastError() == ERROR_ACCESS_DENIED ? EACCES : EIO;
	return -1;
}
