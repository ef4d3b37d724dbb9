/* SPDX-License-Identifier: Apache-2.0 */
/* Terminals by isatty(3). */
#include "sys/terminal.h"

#include <unistd.h>

bool sys_is_terminal(int fd)
{
	return isatty(fd) == 1;
}
