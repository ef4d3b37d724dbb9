/* SPDX-License-Identifier: Apache-2.0 */
/* Terminals by isatty(3); all in use know colours. */
#include "cmd/sys/terminal.h"

#include <unistd.h>

bool sys_is_terminal(int fd)
{
	return isatty(fd) == 1;
}

bool sys_shows_colours(int fd)
{
	return sys_is_terminal(fd);
}
