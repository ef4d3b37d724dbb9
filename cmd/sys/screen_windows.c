/* SPDX-License-Identifier: Apache-2.0 */
/* Width and code page by the console. */
#include "cmd/sys/screen.h"

#include "sys/runtime_windows.h"

int sys_screen_width(int fd)
{
	CONSOLE_SCREEN_BUFFER_INFO info;

	if (GetConsoleScreenBufferInfo(sys_runtime_handle(fd), &info) == 0)
		return 0;
	return info.srWindow.Right - info.srWindow.Left + 1;
}

bool sys_screen_is_utf8(int fd)
{
	(void)fd;
	return GetConsoleOutputCP() == CP_UTF8;
}
