/* SPDX-License-Identifier: Apache-2.0 */
/* Terminals are consoles: _isatty() takes NUL for one too. */
#include "cmd/sys/terminal.h"

#include "sys/runtime_windows.h"

static bool get_mode(int fd, DWORD *out_mode)
{
	return GetConsoleMode(sys_runtime_handle(fd), out_mode) != 0;
}

bool sys_is_terminal(int fd)
{
	DWORD mode;

	return get_mode(fd, &mode);
}

/* Since Windows 10 (1511), when asked for. */
bool sys_shows_colours(int fd)
{
	DWORD mode;

	return get_mode(fd, &mode) &&
	       SetConsoleMode(sys_runtime_handle(fd),
	           mode | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}
